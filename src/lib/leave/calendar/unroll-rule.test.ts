import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayNumber, dayOfNumber, partsOf } from './day-number.ts';
import { LARGEST_INTERVAL, readRepeatRule } from './repeat-rule.ts';
import { unrollRule } from './unroll-rule.ts';

const WORK = 1_000_000;

function unroll(text: string, start: string, from: string, until: string, work = WORK): string[] | null {
  const rule = readRepeatRule(text);
  if (!rule) throw new Error(`${text} is no rule`);
  const window = { from: dayNumber(from), until: dayNumber(until) };
  return unrollRule(rule, dayNumber(start), window, { left: work })?.map(dayOfNumber) ?? null;
}

// RFC 5545 3.8.5.3, the examples that whole days can follow, each with its first days; all begin in 1997.
test.each([
  ['FREQ=DAILY;COUNT=10', '1997-09-02', ['1997-09-02', '1997-09-03', '1997-09-04', '1997-09-05']],
  ['FREQ=DAILY;INTERVAL=2', '1997-09-02', ['1997-09-02', '1997-09-04', '1997-09-06', '1997-09-08']],
  [
    'FREQ=DAILY;INTERVAL=10;COUNT=5',
    '1997-09-02',
    ['1997-09-02', '1997-09-12', '1997-09-22', '1997-10-02', '1997-10-12'],
  ],
  ['FREQ=WEEKLY;INTERVAL=2;WKST=SU', '1997-09-02', ['1997-09-02', '1997-09-16', '1997-09-30', '1997-10-14']],
  [
    'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
    '1997-09-02',
    ['1997-09-02', '1997-09-04', '1997-09-09', '1997-09-11'],
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
    '1997-08-05',
    ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
    '1997-08-05',
    ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
  ],
  ['FREQ=MONTHLY;COUNT=10;BYDAY=1FR', '1997-09-05', ['1997-09-05', '1997-10-03', '1997-11-07', '1997-12-05']],
  [
    'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
    '1997-09-07',
    ['1997-09-07', '1997-09-28', '1997-11-02', '1997-11-30'],
  ],
  [
    'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    '1997-09-22',
    ['1997-09-22', '1997-10-20', '1997-11-17', '1997-12-22', '1998-01-19', '1998-02-16'],
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=-3',
    '1997-09-28',
    ['1997-09-28', '1997-10-29', '1997-11-28', '1997-12-29', '1998-01-29', '1998-02-26'],
  ],
  [
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    '1997-09-30',
    ['1997-09-30', '1997-10-01', '1997-10-31', '1997-11-01'],
  ],
  [
    'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
    '1997-06-10',
    ['1997-06-10', '1997-07-10', '1998-06-10', '1998-07-10'],
  ],
  ['FREQ=YEARLY;BYDAY=20MO', '1997-05-19', ['1997-05-19', '1998-05-18', '1999-05-17']],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH', '1997-03-13', ['1997-03-13', '1997-03-20', '1997-03-27', '1998-03-05']],
  [
    'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    '1997-09-02',
    ['1998-02-13', '1998-03-13', '1998-11-13', '1999-08-13', '2000-10-13'],
  ],
  [
    'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    '1997-09-13',
    ['1997-09-13', '1997-10-11', '1997-11-08', '1997-12-13'],
  ],
  [
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    '1996-11-05',
    ['1996-11-05', '2000-11-07', '2004-11-02'],
  ],
  [
    'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
    '1997-09-04',
    ['1997-09-04', '1997-10-07', '1997-11-06'],
  ],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    '1997-09-29',
    ['1997-09-29', '1997-10-30', '1997-11-27', '1997-12-30'],
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
    '2007-01-15',
    ['2007-01-15', '2007-01-30', '2007-02-15', '2007-03-15', '2007-03-30'],
  ],
])('[LE12] %s from %s as RFC 5545 says', (text, start, first) => {
  expect(unroll(text, start, start, '2010-12-31')?.slice(0, first.length)).toEqual(first);
});

test('[LE12] a month without the date, and a year without 29 February, have none', () => {
  expect(unroll('FREQ=MONTHLY', '2026-10-31', '2026-10-31', '2027-03-31')).toEqual([
    '2026-10-31',
    '2026-12-31',
    '2027-01-31',
    '2027-03-31',
  ]);
  expect(unroll('FREQ=YEARLY', '2024-02-29', '2024-02-29', '2033-01-01')).toEqual([
    '2024-02-29',
    '2028-02-29',
    '2032-02-29',
  ]);
});

test('[LE12] a rule that can never be met ends', () => {
  for (const never of ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=YEARLY;BYMONTH=4;BYDAY=1MO;BYMONTHDAY=15'])
    expect(unroll(never, '2026-01-01', '2026-01-01', '2027-12-31')).toEqual([]);
});

test.each([
  'FREQ=SECONDLY',
  'FREQ=HOURLY;INTERVAL=24',
  'FREQ=DAILY;BYHOUR=8,9',
  'FREQ=YEARLY;BYWEEKNO=20',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;INTERVAL=-1',
  'FREQ=DAILY;COUNT=0',
  'FREQ=WEEKLY;BYDAY=1MO',
  'FREQ=MONTHLY;BYMONTHDAY=0',
  'FREQ=MONTHLY;BYMONTHDAY=32',
  'FREQ=DAILY;BYMONTH=13',
  'INTERVAL=1',
  '',
])('[LE12] %s is no rule of whole days', (text) => {
  expect(readRepeatRule(text)).toBe(undefined);
});

test('[LE12] an interval beyond anybody’s years is no rule', () => {
  expect(readRepeatRule(`FREQ=DAILY;INTERVAL=${LARGEST_INTERVAL}`)?.interval).toBe(LARGEST_INTERVAL);
  expect(readRepeatRule(`FREQ=DAILY;INTERVAL=${LARGEST_INTERVAL + 1}`)).toBe(undefined);
});

test('[LE12] work is bounded: a rule that counts from long ago uses up its budget and says so', () => {
  const counting = 'FREQ=DAILY;COUNT=1000000';
  expect(unroll(counting, '2026-01-01', '2026-01-01', '2026-01-03', 4)).toHaveLength(3);
  expect(unroll(counting, '2026-01-01', '2026-01-01', '2026-01-03', 3)).toBe(null);
  expect(unroll(counting, '0001-01-01', '2026-01-01', '2026-12-31', 10_000)).toBe(null);
  // One that does not count is looked at from the window on.
  expect(unroll('FREQ=DAILY', '0001-01-01', '2026-01-01', '2026-01-03', 100)).toHaveLength(3);
});

test('[LE12] what is skipped before the window changes nothing', () => {
  const rule = fc
    .record({
      freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      interval: fc.integer({ min: 1, max: 9 }),
      byDay: fc.constantFrom('', ';BYDAY=MO,TH', ';BYDAY=SU'),
      byMonth: fc.constantFrom('', ';BYMONTH=2,11'),
      wkst: fc.constantFrom('MO', 'SU'),
    })
    .map(
      ({ freq, interval, byDay, byMonth, wkst }) =>
        `FREQ=${freq};INTERVAL=${interval}${byDay}${byMonth};WKST=${wkst}`,
    );
  fc.assert(
    fc.property(
      rule,
      fc.integer({ min: 0, max: 3_000 }),
      fc.integer({ min: 0, max: 6_000 }),
      (text, at, later) => {
        const start = dayOfNumber(dayNumber('2001-01-01') + at);
        const from = dayOfNumber(dayNumber(start) + later);
        const until = dayOfNumber(dayNumber(from) + 800);
        const all = unroll(text, start, start, until) ?? [];
        expect(unroll(text, start, from, until)).toEqual(all.filter((day) => day >= from));
      },
    ),
    { numRuns: 200 },
  );
});

test('days and their numbers are the same days, before 1970 too', () => {
  fc.assert(
    fc.property(fc.integer({ min: -700_000, max: 700_000 }), (number) => {
      const { year, month, date, weekday } = partsOf(number);
      const day = Temporal.PlainDate.from('1970-01-01').add({ days: number });
      expect([year, month, date, weekday]).toEqual([day.year, day.month, day.day, day.dayOfWeek]);
    }),
    { numRuns: 300 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysFrom, dayOffAt, type WorkCalendar } from '../base/calendar/working-days.ts';
import { dayAfter } from '../base/days.ts';
import { dayAt } from '../base/time-zone.ts';
import { askAbout, askedOn, ASKED_WORKING_DAYS } from './ask.ts';

const POLAND: WorkCalendar = {
  weekdays: [1, 2, 3, 4, 5],
  holidays: 'PL',
  ownDaysOff: [{ day: '2026-12-28', name: 'Za święto w sobotę' }],
  seasons: [],
};

test.each([
  ['a Friday', '2026-11-20', '2026-11-18'],
  ['a Monday', '2026-11-23', '2026-11-19'],
  ['a Sunday', '2026-11-22', '2026-11-19'],
  ['after Independence Day', '2026-11-13', '2026-11-10'],
  // 24 to 26 December and 1 January are holidays, 28 December is the organisation's own day off.
  ['over the end of the year', '2027-01-04', '2026-12-30'],
  ['after Christmas and the own day off', '2026-12-29', '2026-12-22'],
  ['after Easter Monday', '2026-04-07', '2026-04-02'],
])('[CM5] what is due on %s, %s, is asked for on %s', (_what, dueOn, day) => {
  expect(askedOn(POLAND, dueOn)).toBe(day);
});

test('[CM5] exactly two working days lie between the question and the day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000 }), (offset) => {
      const dueOn = dayAfter('2024-01-01', offset);
      const asked = askedOn(POLAND, dueOn);
      const between = [...daysFrom(asked, dayAfter(dueOn, -1))].filter(
        (day) => dayOffAt(POLAND, day) === null,
      );
      expect(between).toHaveLength(ASKED_WORKING_DAYS);
      expect(between[0]).toBe(asked);
    }),
  );
});

test('[CM5] a calendar without working days asks two days before', () => {
  expect(askedOn({ ...POLAND, weekdays: [] }, '2026-11-20')).toBe('2026-11-18');
});

test('[CM5] it is asked for once a day that is agreed, and told once that it passed', () => {
  const open = { state: 'open', dueOn: '2026-11-20', askedFor: null, toldLateFor: null } as const;
  const about = (change: object, today: string) => askAbout({ ...open, ...change }, POLAND, today);
  expect(about({}, '2026-11-17')).toBeNull();
  expect(about({}, '2026-11-18')).toBe('ask');
  expect(about({}, '2026-11-20')).toBe('ask');
  expect(about({ askedFor: '2026-11-20' }, '2026-11-20')).toBeNull();
  // Asked for the day before it was moved: asked anew.
  expect(about({ askedFor: '2026-11-13' }, '2026-11-18')).toBe('ask');
  expect(about({ askedFor: '2026-11-20' }, '2026-11-21')).toBe('late');
  expect(about({ toldLateFor: '2026-11-20' }, '2026-11-25')).toBeNull();
  expect(about({ dueOn: null }, '2026-11-25')).toBeNull();
  for (const state of ['kept', 'kept-late', 'broken', 'withdrawn'])
    expect(about({ state }, '2026-11-25')).toBeNull();
});

test.each([
  // In Warsaw midnight of 29 March comes an hour earlier by UTC than that of 30 March; 25 October the other way.
  ['2026-03-28T22:59:59Z', '2026-03-28', null],
  ['2026-03-28T23:00:00Z', '2026-03-29', 'late'],
  ['2026-10-24T21:59:59Z', '2026-10-24', null],
  ['2026-10-24T22:00:00Z', '2026-10-25', 'late'],
  ['2026-10-25T22:59:59Z', '2026-10-25', null],
  ['2026-10-25T23:00:00Z', '2026-10-26', 'late'],
] as const)('[CM5] at %s the day is %s in Warsaw, whatever the clocks do', (at, day, expected) => {
  const today = dayAt(Date.parse(at), 'Europe/Warsaw');
  expect(today).toBe(day);
  const dueOn = expected === 'late' ? dayAfter(day, -1) : day;
  const asked = { state: 'open', dueOn, askedFor: dueOn, toldLateFor: null } as const;
  expect(askAbout(asked, POLAND, today)).toBe(expected);
});

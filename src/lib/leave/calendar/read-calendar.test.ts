import { expect, test } from 'vitest';
import { readContentLines } from './content-lines.ts';
import { MOST_BUSY_SPANS, readCalendar, UNROLLED_DAYS } from './read-calendar.ts';

const TODAY = '2026-11-02';
const HOURS = { from: '08:00', until: '16:00' };
const read = (text: string, change: Partial<Parameters<typeof readCalendar>[1]> = {}) =>
  readCalendar(text, { today: TODAY, timeZone: 'Europe/Warsaw', hours: HOURS, ...change });

/** A calendar of these events, each a list of lines, with the line ends of the format. */
function calendar(...events: readonly (readonly string[])[]): string {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}
const daysOf = (text: string) => read(text)?.busy.map(({ startsOn, endsOn }) => `${startsOn}..${endsOn}`);

test('[LE11] an all-day event ends the day before its DTEND', () => {
  expect(daysOf(calendar(['UID:a', 'DTSTART;VALUE=DATE:20261207', 'DTEND;VALUE=DATE:20261212']))).toEqual([
    '2026-12-07..2026-12-11',
  ]);
  expect(daysOf(calendar(['UID:a', 'DTSTART;VALUE=DATE:20261207']))).toEqual(['2026-12-07..2026-12-07']);
  expect(daysOf(calendar(['UID:a', 'DTSTART;VALUE=DATE:20261207', 'DURATION:P1W']))).toEqual([
    '2026-12-07..2026-12-13',
  ]);
});

test.each([
  [['TRANSP:TRANSPARENT'], false],
  [['TRANSP:OPAQUE'], true],
  [[], true],
  [['STATUS:CANCELLED'], false],
  [['STATUS:TENTATIVE'], true],
  [['X-MICROSOFT-CDO-BUSYSTATUS:OOF'], true],
  [['X-MICROSOFT-CDO-BUSYSTATUS:BUSY', 'TRANSP:TRANSPARENT'], true],
  [['X-MICROSOFT-CDO-BUSYSTATUS:FREE', 'TRANSP:OPAQUE'], false],
  [['X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE'], false],
  [['X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE'], false],
])('[LE11] an event with %j keeps busy: %s', (lines, isBusy) => {
  const found = read(calendar(['UID:a', 'DTSTART;VALUE=DATE:20261207', ...lines]));
  expect([found?.busy.length, found?.leftOut]).toEqual(isBusy ? [1, 0] : [0, 1]);
});

test.each([
  ['20261207T080000', '20261207T160000', '2026-12-07..2026-12-07'],
  ['20261207T080100', '20261207T160000', undefined],
  ['20261207T080000', '20261207T155900', undefined],
  ['20261207T100000', '20261210T120000', '2026-12-08..2026-12-09'],
  ['20261207T060000', '20261209T200000', '2026-12-07..2026-12-09'],
  // On the days of both clock changes hours are still those on the wall.
  ['20270328T000000', '20270329T160000', '2027-03-28..2027-03-29'],
  ['20271031T000000', '20271031T160000', '2027-10-31..2027-10-31'],
])('[LE11] from %s to %s whole days of work are taken: %s', (from, until, days) => {
  const zone = 'TZID=Europe/Warsaw';
  expect(daysOf(calendar(['UID:a', `DTSTART;${zone}:${from}`, `DTEND;${zone}:${until}`]))).toEqual(
    days ? [days] : [],
  );
});

test('[LE11] hours are read in their zone: UTC, floating, of Windows, of the file, with a prefix', () => {
  const day = '20261207';
  const whole = ['2026-12-07..2026-12-07'];
  const timed = (param: string, from: string, until: string) =>
    calendar(['UID:a', `DTSTART${param}:${day}T${from}`, `DTEND${param}:${day}T${until}`]);
  expect(daysOf(timed('', '070000Z', '150000Z'))).toEqual(whole);
  expect(daysOf(timed('', '080000Z', '160000Z'))).toEqual([]);
  expect(daysOf(timed('', '080000', '160000'))).toEqual(whole);
  expect(daysOf(timed(';TZID=Europe/London', '070000', '150000'))).toEqual(whole);
  expect(daysOf(timed(';TZID="GMT Standard Time"', '070000', '150000'))).toEqual(whole);
  expect(daysOf(timed(';TZID=GMT Standard Time', '080000', '160000'))).toEqual([]);
  expect(daysOf(timed(';TZID=/citadel.org/20210210_1/Europe/London', '070000', '150000'))).toEqual(whole);
  expect(read(timed(';TZID=Middle Earth', '070000', '150000'))?.faults).toEqual([
    { line: 3, reason: 'leave.calendar.fault.zone' },
  ]);
});

test('[LE11] a zone that only the file defines changes its clock twice a year', () => {
  const zone = [
    'BEGIN:VTIMEZONE',
    'TZID:Customized Time Zone',
    'BEGIN:STANDARD',
    'DTSTART:16010101T030000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  ].join('\r\n');
  const on = (day: string) => {
    const param = 'TZID=Customized Time Zone';
    const text = calendar(['UID:a', `DTSTART;${param}:${day}T080000`, `DTEND;${param}:${day}T160000`]);
    return daysOf(text.replace('VERSION:2.0', `VERSION:2.0\r\n${zone}`));
  };
  // As Warsaw, which has the same changes: on the day before each and on the day of it.
  for (const day of ['20270327', '20270328', '20271030', '20271031'])
    expect(on(day)).toEqual([
      `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}..${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
    ]);
});

// The shapes of three programs: property order, folding, zones and words as their exports have them.
const OUTLOOK = [
  'BEGIN:VCALENDAR',
  'PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN',
  'METHOD:PUBLISH',
  'BEGIN:VTIMEZONE',
  'TZID:Central European Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16011028T030000',
  'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'END:STANDARD',
  'END:VTIMEZONE',
  'BEGIN:VEVENT',
  'CLASS:PUBLIC',
  'DTEND;TZID="Central European Standard Time":20261219T000000',
  'DTSTART;TZID="Central European Standard Time":20261214T000000',
  'SUMMARY;LANGUAGE=pl:Urlop w górach z dziećmi\\, które bardzo długo na to czeka',
  ' ły',
  'TRANSP:OPAQUE',
  'UID:040000008200E00074C5B7101A82E00800000000',
  'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
  'X-MICROSOFT-CDO-BUSYSTATUS:OOF',
  'BEGIN:VALARM',
  'TRIGGER:-PT15M',
  'DTSTART:19990101T000000',
  'END:VALARM',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');
const GOOGLE = calendar(
  [
    'DTSTART;VALUE=DATE:20261228',
    'DTEND;VALUE=DATE:20261231',
    'UID:3k2@google.com',
    'SUMMARY:Święta',
    'TRANSP:OPAQUE',
    'STATUS:CONFIRMED',
  ],
  [
    'DTSTART:20261120T070000Z',
    'DTEND:20261120T160000Z',
    'RRULE:FREQ=WEEKLY;UNTIL=20261204T070000Z;BYDAY=FR',
    'EXDATE:20261127T070000Z',
    'UID:rep@google.com',
    'SUMMARY:Szkolenie',
  ],
);
const APPLE = calendar([
  'TRANSP:OPAQUE',
  'X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC',
  'DTEND;TZID=Europe/Warsaw:20261110T170000',
  'UID:5D1F',
  'DTSTART;TZID=Europe/Warsaw:20261110T070000',
  'SUMMARY:Delegacja',
]).replaceAll('\r\n', '\n');

test('[LE11] files of Outlook, Google and Apple say their whole days', () => {
  expect(read(OUTLOOK)).toEqual({
    busy: [
      {
        key: '040000008200E00074C5B7101A82E00800000000|',
        title: 'Urlop w górach z dziećmi, które bardzo długo na to czekały',
        startsOn: '2026-12-14',
        endsOn: '2026-12-18',
      },
    ],
    leftOut: 0,
    faults: [],
  });
  expect(daysOf(GOOGLE)).toEqual([
    '2026-11-20..2026-11-20',
    '2026-12-04..2026-12-04',
    '2026-12-28..2026-12-30',
  ]);
  expect(daysOf(APPLE)).toEqual(['2026-11-10..2026-11-10']);
  expect(read('Name;Days\r\nMaria;3')).toBe(undefined);
});

test('[LE12] what the file itself replaces or cancels of a repetition stands where it says', () => {
  const master = ['UID:m', 'DTSTART;VALUE=DATE:20261207', 'RRULE:FREQ=WEEKLY;COUNT=4'];
  expect(
    read(
      calendar(
        master,
        ['UID:m', 'RECURRENCE-ID;VALUE=DATE:20261214', 'DTSTART;VALUE=DATE:20261216'],
        ['UID:m', 'RECURRENCE-ID;VALUE=DATE:20261221', 'DTSTART;VALUE=DATE:20261221', 'STATUS:CANCELLED'],
      ),
    )?.busy.map(({ key, startsOn }) => [key, startsOn]),
  ).toEqual([
    ['m|2026-12-07', '2026-12-07'],
    ['m|2026-12-14', '2026-12-16'],
    ['m|2026-12-28', '2026-12-28'],
  ]);
});

test('[LE12] repetitions are unrolled for 400 days, and added dates count', () => {
  const last = Temporal.PlainDate.from(TODAY).add({ days: UNROLLED_DAYS });
  const daily = daysOf(calendar(['UID:d', 'DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=DAILY'])) ?? [];
  expect(UNROLLED_DAYS).toBe(400);
  expect(daily).toHaveLength(UNROLLED_DAYS + 1);
  expect([daily[0], daily.at(-1)]).toEqual([`${TODAY}..${TODAY}`, `${last}..${last}`]);
  expect(
    daysOf(calendar(['UID:r', 'DTSTART;VALUE=DATE:20261201', 'RDATE;VALUE=DATE:20261203,20261205'])),
  ).toEqual(['2026-12-01..2026-12-01', '2026-12-03..2026-12-03', '2026-12-05..2026-12-05']);
});

test('[LE12] a hostile file is read within a second, and what was too much is counted with its line', () => {
  const hostile = [
    ['UID:s', 'DTSTART:20261101T080000Z', 'DURATION:PT9H', 'RRULE:FREQ=SECONDLY;COUNT=1000000'],
    ...Array.from({ length: 2_000 }, (_, i) => [
      `UID:c${i}`,
      'DTSTART:00010101T000000Z',
      'DURATION:P900D',
      'RRULE:FREQ=DAILY;COUNT=999999999',
    ]),
    ['UID:never', 'DTSTART;VALUE=DATE:20261101', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
    ['UID:long', 'DTSTART;VALUE=DATE:20261101', 'DTEND;VALUE=DATE:20361101'],
    ['UID:day', 'DTSTART;VALUE=DATE:20260230'],
    ['UID:none'],
  ];
  const startedMs = performance.now();
  const found = read(calendar(...hostile));
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  const reasons = Map.groupBy(found?.faults ?? [], ({ reason }) => reason);
  expect([...reasons].map(([reason, faults]) => [reason, faults.length])).toEqual([
    ['leave.calendar.fault.rule', 1],
    ['leave.calendar.fault.work', 2_001],
    ['leave.calendar.fault.long', 1],
    ['leave.calendar.fault.day', 2],
  ]);
  expect(found?.faults[0]).toEqual({ line: 3, reason: 'leave.calendar.fault.rule' });
});

test('[LE12] as many spans are taken as one person can have', () => {
  const events = Array.from({ length: MOST_BUSY_SPANS }, (_, i) => [
    `UID:${i}`,
    'DTSTART;VALUE=DATE:20261207',
  ]);
  expect(read(calendar(...events))?.busy).toHaveLength(MOST_BUSY_SPANS);
  const more = read(calendar(...events, ['UID:more', 'DTSTART;VALUE=DATE:20261207']));
  expect(more?.busy).toHaveLength(MOST_BUSY_SPANS);
  expect(more?.faults).toMatchObject([{ reason: 'leave.calendar.fault.work' }]);
});

test('[LE11] an event that is cut off is counted, and the ones around it are read', () => {
  const cut = calendar(
    ['UID:a', 'DTSTART;VALUE=DATE:20261207'],
    ['UID:b', 'DTSTART;VALUE=DATE:20261209'],
  ).replace('END:VEVENT\r\n', '');
  expect(read(cut)).toMatchObject({
    busy: [{ key: 'b|' }],
    faults: [{ line: 3, reason: 'leave.calendar.fault.broken' }],
  });
});

test('[LE11] lines are unfolded, parameters keep what stands in quotes, and line numbers are those of the file', () => {
  expect(readContentLines('A;X="a;b:c":1\r\n\r\nLong:ab\r\n cd\r\n\tef\r\nno property')).toEqual([
    { line: 1, name: 'A', params: new Map([['X', 'a;b:c']]), value: '1' },
    { line: 3, name: 'LONG', params: new Map(), value: 'abcdef' },
  ]);
});

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { momentOf } from '../time-zone.ts';
import { READ_AGAIN_SECONDS, writeCalendarFile, type WrittenEvent } from './calendar-file.ts';

const NOW = Date.UTC(2026, 2, 1);
const WARSAW = 'Europe/Warsaw';

const event = (change: Partial<WrittenEvent>): WrittenEvent => ({
  uid: 'tour-1',
  sequence: 3,
  time: { kind: 'moment', startMs: NOW, endMs: NOW + 3_600_000 },
  title: 'Dyżur: jesień, chat; „zażółć”',
  description: '',
  place: '',
  url: 'https://cx.example.org/shifts/1',
  isCancelled: false,
  changedAtMs: NOW,
  ...change,
});

/** Two hours over each change of the clock in Warsaw, and the days of both. */
const EVENTS = [
  ['2026-03-29', '01:30', '03:30'],
  ['2026-10-25', '01:30', '03:30'],
].flatMap(([day = '', from = '', until = '']) => [
  event({
    uid: `tour-${day}`,
    time: { kind: 'moment', startMs: momentOf(day, from, WARSAW), endMs: momentOf(day, until, WARSAW) },
  }),
  event({ uid: `commitment-${day}`, time: { kind: 'day', day } }),
]);

const write = () => writeCalendarFile('PUBLISH', EVENTS, { nowMs: NOW, locale: 'pl', name: 'Terminy' });

/** The events as another library reads them. */
function readBack(file: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(file));
  return calendar.getAllSubcomponents('vevent').map((found) => new ICAL.Event(found));
}

test('[CF3] another library reads the same moments and days, through both changes of the clock', () => {
  expect(
    readBack(write()).map(({ uid, summary, startDate, endDate }) => ({
      uid,
      summary,
      start: startDate.isDate ? startDate.toString() : startDate.toJSDate().toISOString(),
      end: endDate.isDate ? endDate.toString() : endDate.toJSDate().toISOString(),
    })),
  ).toEqual([
    {
      uid: 'tour-2026-03-29@herringbone',
      summary: 'Dyżur: jesień, chat; „zażółć”',
      start: '2026-03-29T00:30:00.000Z', // 01:30 +01:00
      end: '2026-03-29T01:30:00.000Z', // 03:30 +02:00: an hour later
    },
    {
      uid: 'commitment-2026-03-29@herringbone',
      summary: 'Dyżur: jesień, chat; „zażółć”',
      start: '2026-03-29',
      end: '2026-03-30',
    },
    {
      uid: 'tour-2026-10-25@herringbone',
      summary: 'Dyżur: jesień, chat; „zażółć”',
      start: '2026-10-24T23:30:00.000Z', // 01:30 +02:00
      end: '2026-10-25T02:30:00.000Z', // 03:30 +01:00: three hours later
    },
    {
      uid: 'commitment-2026-10-25@herringbone',
      summary: 'Dyżur: jesień, chat; „zażółć”',
      start: '2026-10-25',
      end: '2026-10-26',
    },
  ]);
});

test.each(['America/New_York', 'Europe/Warsaw', 'Asia/Kolkata', 'UTC'])(
  '[CF3] a process in %s writes the same file',
  (zone) => {
    const program = `
      import { writeCalendarFile } from ${JSON.stringify(join(import.meta.dirname, 'calendar-file.ts'))};
      process.stdout.write(writeCalendarFile('PUBLISH', ${JSON.stringify(EVENTS)},
        { nowMs: ${NOW}, locale: 'pl', name: 'Terminy' }));`;
    const written = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    });
    expect(written).toBe(write());
  },
);

test('[CF4] [CF7] a file says how often to read it again, and of each event its count and its status', () => {
  const file = writeCalendarFile('PUBLISH', [event({ isCancelled: true })], {
    nowMs: NOW + 1000,
    locale: 'en',
    name: 'Herringbone',
  });
  const lines = file.split('\r\n');
  expect(READ_AGAIN_SECONDS).toBe(3600);
  for (const line of [
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Herringbone',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    'UID:tour-1@herringbone',
    'SEQUENCE:3',
    'STATUS:CANCELLED',
    'DTSTAMP:20260301T000001Z',
    'LAST-MODIFIED:20260301T000000Z',
    'DTSTART:20260301T000000Z',
  ])
    expect(lines).toContain(line);
  // Folded lines hold 75 bytes at most, and letters stay whole (RFC 5545, 3.1).
  for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});

test('[CF3] a due day takes no time, and is a date', () => {
  const file = writeCalendarFile('PUBLISH', [event({ time: { kind: 'day', day: '2026-03-29' } })], {
    nowMs: NOW,
    locale: 'en',
  });
  expect(file).toContain('DTSTART;VALUE=DATE:20260329\r\nDTEND;VALUE=DATE:20260330');
  expect(file).toContain('TRANSP:TRANSPARENT');
  expect(file).not.toContain('REFRESH-INTERVAL');
});

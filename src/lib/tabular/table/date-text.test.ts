import { expect, test } from 'vitest';
import { guessDateFormat, isExcelTime, parseDate } from './date-text.ts';

const iso = (ms: number): string => (Number.isNaN(ms) ? 'none' : new Date(ms).toISOString().slice(0, 19));

test.each([
  ['2025/12/26 9:09:26 PM GMT+1', 'ymd', '2025-12-26T21:09:26'],
  ['26.12.2025 21:09', 'dmy', '2025-12-26T21:09:00'],
  ['2017-07-18 08:28:09', 'ymd', '2017-07-18T08:28:09'],
  ['2025-05-06 14:30:00 UTC', 'ymd', '2025-05-06T14:30:00'],
  ['2025-05-06T14:30:00.123Z', 'ymd', '2025-05-06T14:30:00'],
  ['10/9/2024 11:02', 'mdy', '2024-10-09T11:02:00'],
  ['10/9/2024 11:02', 'dmy', '2024-09-10T11:02:00'],
  ['7/2/20 11:00:22', 'mdy', '2020-07-02T11:00:22'],
  ['12/26/2025 12:05:00 AM', 'mdy', '2025-12-26T00:05:00'],
  ['31.04.2025', 'dmy', 'none'],
  ['12/31/1899 09:30:00 AM', 'mdy', 'none'],
  ['4', 'dmy', 'none'],
] as const)('[SV11] %j read as %s is %s', (text, order, expected) => {
  expect(iso(parseDate(text, order))).toBe(expected);
});

test('[SV11] one day above 12 decides the order for the whole column', () => {
  expect(guessDateFormat(['01/02/2025', '03/04/2025', '25/04/2025'])).toEqual({
    order: 'dmy',
    isAmbiguous: false,
  });
  expect(guessDateFormat(['01/02/2025', '03/04/2025', '04/25/2025'])).toEqual({
    order: 'mdy',
    isAmbiguous: false,
  });
});

test('[SV11] without one the order is a guess, and says so', () => {
  expect(guessDateFormat(['01/02/2025', '03/04/2025'])).toEqual({ order: 'mdy', isAmbiguous: true });
  expect(guessDateFormat(['01.02.2025', '03.04.2025'])).toEqual({ order: 'dmy', isAmbiguous: true });
});

test('[SV11] times that Excel wrote as dates of 1899 are no dates', () => {
  expect(guessDateFormat(['12/31/1899 09:30:00 AM', '12/31/1899 10:00:00 AM'])).toBeUndefined();
  expect(isExcelTime('12/31/1899 09:30:00 AM')).toBe(true);
});

test('[SV11] a few dates among other texts make no date column', () => {
  expect(guessDateFormat(['2025-01-01', 'n/a', 'soon', 'never'])).toBeUndefined();
});

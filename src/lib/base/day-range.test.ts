import { expect, test } from 'vitest';
import { parseDayRange, writeDayRange } from './day-range.ts';

test.each(['2026-11-01..2026-11-28', '2026-11-01..', '..2028-02-29'])(
  'a range of days is read as it is written: %s',
  (text) => {
    const range = parseDayRange(text);
    expect(range && writeDayRange(range)).toBe(text);
  },
);

test.each(['', '..', '2026-11-01', '2026-02-30..', '2027-02-29..', '1.11.2026..2.11.2026', '2026-13-01..'])(
  'what is no range of days is refused: "%s"',
  (text) => {
    expect(parseDayRange(text)).toBeUndefined();
  },
);

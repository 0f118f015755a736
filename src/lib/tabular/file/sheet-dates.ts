const DAY_MS = 86_400_000;
/** Day 60 of Excel is 29 February 1900, which never was: from there on days count from 30 December 1899. */
const EPOCH_MS = Date.UTC(1899, 11, 30);
const EPOCH_1904_DAYS = 1462;

/** Formats of dates and times that every workbook knows by number (ECMA-376, 18.8.30). */
const BUILT_IN: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Whether a number format shows a date or a time: d, m, y, h or s outside quotes, brackets and escapes. One that is never closed goes to the end. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.some(([first, last]) => id >= first && id <= last);
  const bare = code.replace(/"[^"]*(?:"|$)|\\.|\[[^\]]*(?:\]|$)|_.|\*./g, '');
  return /[dmyhs]/i.test(bare) && !/general|standard/i.test(bare);
}

/** A moment as Excel counts it, in ISO form; a time of day alone when there is no day. NaN gives an empty text. */
export function dateOfSerial(serial: number, is1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return '';
  const days = is1904 ? serial + EPOCH_1904_DAYS : serial < 60 ? serial + 1 : serial;
  const seconds = Math.round((days % 1) * 86_400);
  const iso = new Date(EPOCH_MS + Math.floor(days) * DAY_MS + seconds * 1000).toISOString();
  if (serial < 1) return iso.slice(11, 19);
  return seconds === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

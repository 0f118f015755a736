import { type DateFormat, type DateOrder, guessDateFormat, isUnixTime, zoneOf } from '../table/date-text.ts';
import { type Guess, guessed } from './guess.ts';
import type { Heading } from './headings.ts';

/** Times as their writer's clock showed them, when a file says nothing about their zone. */
export const UNSTATED_ZONE = 'unstated';

export const FEWEST_DATES = 3;

/** How the dates of a file are written, from the columns of its first rows that hold dates. See [SV28]. */
export function guessDateOrder(
  headings: readonly Heading[],
  sample: readonly (readonly string[])[],
): Guess<DateOrder> {
  const formats = headings.flatMap(({ name }, i) => {
    const cells = cellsOf(sample, i);
    const format = cells.length === 0 ? undefined : guessDateFormat(cells);
    return format ? [{ name, format, example: cells[0] ?? '' }] : [];
  });
  const sure = formats.find(({ format }) => !format.isAmbiguous) ?? formats[0];
  if (!sure) return guessed('ymd', { key: 'file.reason.dates.none' });
  const { name, format, example } = sure;
  const why = { key: whyOf(format), values: { column: name, example } };
  return guessed(format.order, why);
}

function whyOf({ order, isAmbiguous }: DateFormat): string {
  if (isAmbiguous) return 'file.reason.dates.ambiguous';
  return order === 'ymd' ? 'file.reason.dates.yearFirst' : 'file.reason.dates.above12';
}

/** The zone in which times are written: as the header row (Qualtrics), a heading or the times say. */
export function guessZone(
  headerRows: readonly (readonly string[])[],
  headings: readonly Heading[],
  sample: readonly (readonly string[])[],
): Guess<string> {
  for (const cell of headerRows[2] ?? []) {
    const zone = /"timeZone"\s*:\s*"([^"]{1,60})"/.exec(cell)?.[1];
    if (zone) return guessed(zone, { key: 'file.reason.zone.importId', values: { zone } });
  }
  const utcHeading = headings.find(({ name }) => /\(utc\)/i.test(name));
  if (utcHeading)
    return guessed('UTC', { key: 'file.reason.zone.heading', values: { column: utcHeading.name } });
  for (const [i, { name }] of headings.entries()) {
    const cells = cellsOf(sample, i);
    const zones = cells.map(zoneOf).filter((zone) => zone !== undefined);
    const [zone] = zones;
    if (
      zone === undefined ||
      zones.length < Math.min(FEWEST_DATES, cells.length) ||
      zones.length < cells.length / 2
    )
      continue;
    return guessed(zone, {
      key: 'file.reason.zone.cells',
      values: { column: name, zone, example: cells[0] ?? '' },
    });
  }
  const counted = headings.find(({ name }, i) => {
    const cells = cellsOf(sample, i);
    return /created|updated|_at$|time|date/i.test(name) && cells.length > 0 && cells.every(isUnixTime);
  });
  if (counted) return guessed('UTC', { key: 'file.reason.zone.unix', values: { column: counted.name } });
  return guessed(UNSTATED_ZONE, { key: 'file.reason.zone.none' });
}

function cellsOf(sample: readonly (readonly string[])[], column: number): string[] {
  return sample.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
}

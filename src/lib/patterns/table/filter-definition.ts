import { parseDayRange } from '#lib/base/day-range.ts';
import type { Translator } from '#lib/i18n/translator.ts';

/** A filter of a table, with what it can be set to, in the reader's words. */
export interface FilterDefinition {
  name: string;
  label: string;
  /** Empty for a filter of days. */
  options: readonly { value: string; label: string }[];
  /** Whether it takes a range of days instead of options, as `parseDayRange` reads it. */
  isDays?: boolean;
  /** Whether a choice takes the place of the one before. */
  isSingle?: boolean;
}

/** What a filter is set to, in the reader's words; what stands in an address and is no option is left out. */
export function filterValue(
  i18n: Pick<Translator, 't' | 'day'>,
  { options, isDays }: FilterDefinition,
  values: readonly string[],
): string {
  if (isDays) return dayRangeText(i18n, values[0] ?? '');
  const chosen = options.filter(({ value }) => values.includes(value));
  return chosen.map(({ label }) => label).join(', ');
}

function dayRangeText(i18n: Pick<Translator, 't' | 'day'>, text: string): string {
  const { from, to } = parseDayRange(text) ?? { from: null, to: null };
  if (from !== null && to !== null)
    return i18n.t('filter.between', { from: i18n.day(from), to: i18n.day(to) });
  if (from !== null) return i18n.t('filter.since', { from: i18n.day(from) });
  return to === null ? '' : i18n.t('filter.until', { to: i18n.day(to) });
}

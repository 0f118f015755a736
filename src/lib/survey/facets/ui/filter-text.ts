import type { Translator } from '#lib/i18n/translator.ts';
import type { ColumnRole } from '#lib/tabular/table/table.ts';
import type { ColumnFilter } from '../../wave/view.ts';

const DAY_MS = 86_400_000;

type Words = Pick<Translator, 't' | 'number' | 'date'>;

/** A number of a filter or an axis: a day for dates, else as many decimals as it has, up to two. */
export function rangeEndText(i18n: Words, role: ColumnRole, value: number): string {
  if (role === 'date') return i18n.date(value * DAY_MS, { dateStyle: 'medium', timeZone: 'UTC' });
  const rounded = Math.round(value * 100) / 100;
  return i18n.number(rounded, { digits: Number.isInteger(rounded) ? 0 : 2 });
}

/** What a filter lets through, in words: "Łódź, Kraków" or "3 to 12". */
export function filterText(i18n: Words, role: ColumnRole, { values, range }: ColumnFilter): string {
  if (range) {
    return i18n.t('facets.filter.range', {
      low: rangeEndText(i18n, role, range[0]),
      high: rangeEndText(i18n, role, range[1]),
    });
  }
  return (values ?? []).join(', ');
}

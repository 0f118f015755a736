import type { Translator } from '#lib/i18n/translator.ts';
import { answerText } from '../../insights/ui/insight-text.ts';
import type { Crosstab } from '../crosstab.ts';
import type { CrossSort } from '../sort-rows.ts';
import { sortRows } from '../sort-rows.ts';
import { columnLetter, type ColumnTests } from '../test-columns.ts';

type Texts = Pick<Translator, 't' | 'number'>;

/** The letters of columns. */
export function letters(places: readonly number[]): string {
  return places.map(columnLetter).join(' ');
}

/** A crosstab as lines of a file, one a cell: both answers, people, share, interval, respondents, letters. */
export function crossLines(
  i18n: Texts,
  table: Crosstab,
  tests: ColumnTests,
  sort: CrossSort,
): (string | number)[][] {
  const head = [
    table.row.label,
    table.column.label,
    i18n.t('crosstab.count'),
    `${i18n.t('crosstab.share')} %`,
    '95 % −',
    '95 % +',
    i18n.t('crosstab.n'),
    'n_eff',
    i18n.t('crosstab.above'),
  ];
  const lines = sortRows(table, sort).flatMap(({ row, place }) => {
    const own = table.columns.map((column, c) => ({
      column: `${columnLetter(c)}: ${answerText(i18n, column)}`,
      base: column,
      cell: row.cells[c] ?? row.all,
      above: letters(tests.above[place]?.[c] ?? []),
    }));
    const all = { column: i18n.t('crosstab.all'), base: table.all, cell: row.all, above: '' };
    return [...own, all].map(({ column, base, cell, above }) => [
      answerText(i18n, row),
      column,
      cell.count,
      cell.share,
      ...cell.interval,
      base.n,
      base.effectiveN,
      above,
    ]);
  });
  return [head, ...lines];
}

/** The shares as a table that a spreadsheet takes from the clipboard: a tab between cells, a line a row. */
export function crossClipping(i18n: Texts, table: Crosstab, tests: ColumnTests, sort: CrossSort): string {
  const clean = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');
  const share = (value: number): string => (Number.isNaN(value) ? '' : i18n.number(value, { digits: 1 }));
  const head = [
    table.row.label,
    ...table.columns.map((column, c) => `${columnLetter(c)}: ${answerText(i18n, column)}`),
    i18n.t('crosstab.all'),
  ];
  const lines = sortRows(table, sort).map(({ row, place }) => [
    answerText(i18n, row),
    ...row.cells.map((cell, c) => `${share(cell.share)} ${letters(tests.above[place]?.[c] ?? [])}`.trim()),
    share(row.all.share),
  ]);
  const last = [i18n.t('crosstab.n'), ...table.columns.map(({ n }) => String(n)), String(table.all.n)];
  return [head, ...lines, last].map((line) => line.map(clean).join('\t')).join('\n');
}

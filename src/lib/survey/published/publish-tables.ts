import { estimateFrom, measureKinds, measureParts } from '../measure/measure.ts';
import type {
  PublicationForm,
  PublishedCell,
  PublishedMeasure,
  PublishedTables,
} from './published-tables.ts';
import { publishWords } from './publish-words.ts';
import type { Rows } from '#lib/tabular/table/score-sums.ts';
import { addSums, NO_SUMS, sumByGroup, sumsOfGroup, type ScoreSums } from '#lib/tabular/table/score-sums.ts';
import { suppressCells } from './suppress.ts';
import { columnsWithRole, type SurveyColumn, type SurveyTable } from '#lib/tabular/table/table.ts';
import { type Atoms, tableCells, type TableCells } from './table-cells.ts';
import { rowWeights } from '../measure/weights.ts';

export type Declaration = Omit<PublicationForm, 'waveId'>;

/** Which cells of a column are hidden, one flag a cell; `people` are those of each atom who answered it. */
type HiddenCells = (column: SurveyColumn, people: readonly number[]) => Uint8Array;

/** The column of the weights with which tables are computed, if they are. */
export function weightColumn(
  table: SurveyTable,
  { isWeighted }: Pick<Declaration, 'isWeighted'>,
): SurveyColumn | undefined {
  return isWeighted ? table.columns.find(({ role }) => role === 'weight') : undefined;
}

/**
 * The fixed tables of a wave: the words of its comments, and every NPS, CSAT, CES and rating for everybody, for
 * each group of the declared segments and where two of them cross, with cells hidden so that no group below the threshold can be worked
 * out from all that is shown. What was shown before is reckoned with by `hiddenOf`. See [SV80], [SV112].
 */
export function publishTables(
  table: SurveyTable,
  declaration: Declaration,
  cells: TableCells = tableCells(table, declaration),
  hiddenOf: HiddenCells = hideAlone(cells.atoms, declaration.figureThreshold),
): PublishedTables {
  const { figureThreshold, wordThreshold } = declaration;
  const weight = weightColumn(table, declaration);
  const rows: Rows = weight ? { weights: rowWeights(weight, table.decimal) } : {};
  return {
    segments: cells.segments,
    measures: columnsWithRole(table, 'nps', 'csat', 'ces', 'rating').flatMap((column) =>
      publishColumn(column, table.decimal, cells.atoms, hiddenOf, rows),
    ),
    figureThreshold,
    isWeighted: weight !== undefined,
    words: publishWords(table, wordThreshold),
    wordThreshold,
  };
}

function publishColumn(
  column: SurveyColumn,
  decimal: '.' | ',',
  atoms: Atoms,
  hiddenOf: HiddenCells,
  rows: Rows,
): PublishedMeasure[] {
  return measureKinds(column).map((kind) => {
    const groupSums = sumByGroup(
      column.codes,
      measureParts(column, kind, decimal),
      atoms.codes,
      atoms.count,
      rows,
    );
    const sums = Array.from({ length: atoms.count }, (_, atom) => sumsOfGroup(groupSums, atom));
    const hidden = hiddenOf(
      column,
      sums.map(({ n }) => n),
    );
    const cells = atoms.cells.map((members, cell): PublishedCell => {
      const cellSums = members.reduce<ScoreSums>((all, atom) => addSums(all, sums[atom] ?? NO_SUMS), NO_SUMS);
      if (cellSums.n === 0) return 'empty';
      if (hidden[cell] === 1) return 'hidden';
      const { value, interval, n } = estimateFrom(kind, cellSums);
      // Without an interval it rests on the weight of one person, and would be that person's answer.
      return [value, ...interval].every(Number.isFinite) ? { value, interval, n } : 'hidden';
    });
    return { column: column.name, label: column.label || column.name, kind, cells };
  });
}

/** Hides for one table alone. Columns that the same people answered need the same cells hidden, worked out once. */
function hideAlone(atoms: Atoms, threshold: number): HiddenCells {
  const known = new Map<string, Uint8Array>();
  return (_, people) => {
    const key = people.join();
    const hidden = known.get(key) ?? suppressCells({ ...atoms, atoms: people }, threshold);
    known.set(key, hidden);
    return hidden;
  };
}

import { groupByAnswer, type Grouping } from './groups.ts';
import { estimateFrom, measureKinds, measureParts } from './measure.ts';
import {
  cellFinder,
  cellsOf,
  MOST_GROUPS,
  type PublicationForm,
  type PublishedCell,
  type PublishedGroup,
  type PublishedMeasure,
  type PublishedTables,
} from './published-tables.ts';
import { publishWords } from './publish-words.ts';
import type { Rows } from './rows.ts';
import { addSums, NO_SUMS, sumByGroup, sumsOfGroup, type ScoreSums } from './score-sums.ts';
import { type CellSystem, suppressCells } from './suppress.ts';
import { columnsWithRole, findColumn, type SurveyColumn, type SurveyTable } from './table.ts';
import { rowWeights } from './weights.ts';

/** A segment whose every row is in exactly one group. */
interface Partition {
  codes: Int32Array;
  groups: readonly PublishedGroup[];
}

/** The smallest groups that the segments tell apart, and which of them each row and each cell has. */
interface Atoms {
  codes: Int32Array;
  count: number;
  cells: readonly (readonly number[])[];
  lines: CellSystem['lines'];
}

type Declaration = Omit<PublicationForm, 'waveId'>;

/**
 * The fixed tables of a wave: the words of its comments, and every NPS, CSAT, CES and rating for everybody, for
 * each group of the declared segments and where two of them cross, with cells hidden so that no group below the threshold can be worked
 * out from all that is shown. Segments that the wave does not have are left out. See [SV80].
 */
export function publishTables(table: SurveyTable, declaration: Declaration): PublishedTables {
  const { figureThreshold, isWeighted, wordThreshold } = declaration;
  const weight = isWeighted ? table.columns.find(({ role }) => role === 'weight') : undefined;
  const rows: Rows = weight ? { weights: rowWeights(weight, table.decimal) } : {};
  const columns = declaration.segments
    .map((name) => findColumn(table, name))
    .filter((column) => column !== undefined);
  const partitions = columns.map((column) => partitionOf(column, figureThreshold));
  const atoms = atomsOf(table.rowCount, partitions);
  const hiddenOf = rememberHidden(atoms, figureThreshold);
  return {
    segments: columns.map(({ name, label }, i) => ({
      column: name,
      label: label || name,
      groups: partitions[i]?.groups ?? [],
    })),
    measures: columnsWithRole(table, 'nps', 'csat', 'ces', 'rating').flatMap((column) =>
      publishColumn(column, table.decimal, atoms, hiddenOf, rows),
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
  hiddenOf: (people: readonly number[]) => Uint8Array,
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
    const hidden = hiddenOf(sums.map(({ n }) => n));
    const cells = atoms.cells.map((members, cell): PublishedCell => {
      const cellSums = members.reduce<ScoreSums>((all, atom) => addSums(all, sums[atom] ?? NO_SUMS), NO_SUMS);
      if (cellSums.n === 0) return 'empty';
      if (hidden[cell] === 1) return 'hidden';
      const { value, interval, n } = estimateFrom(kind, cellSums);
      return { value, interval, n };
    });
    return { column: column.name, label: column.label || column.name, kind, cells };
  });
}

/** Columns that the same people answered need the same cells hidden, worked out once. */
function rememberHidden(atoms: Atoms, threshold: number): (people: readonly number[]) => Uint8Array {
  const known = new Map<string, Uint8Array>();
  return (people) => {
    const key = people.join();
    const hidden = known.get(key) ?? suppressCells({ ...atoms, atoms: people }, threshold);
    known.set(key, hidden);
    return hidden;
  };
}

/**
 * The groups of a segment: its most frequent answers, the rest as one group, and those without an answer,
 * who must stand somewhere: what the groups lack of the total would be a group too. An answer that fewer
 * than `threshold` gave is not even named.
 */
function partitionOf(column: SurveyColumn, threshold: number): Partition {
  const { names, codes }: Grouping = groupByAnswer(column);
  const counts = new Float64Array(names.length);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const frequent = names.filter((_, i) => (counts[i] ?? 0) >= threshold);
  const named = frequent.slice(0, names.length > MOST_GROUPS ? MOST_GROUPS - 1 : MOST_GROUPS);
  const groups: PublishedGroup[] = named.map((name) => ({ kind: 'answer', name }));
  // Answers come the most frequent first, so the named ones keep their numbers.
  const others = named.length < names.length ? groups.push({ kind: 'others' }) - 1 : -1;
  const none = codes.includes(-1) ? groups.push({ kind: 'none' }) - 1 : -1;
  return {
    groups,
    codes: codes.map((code) => (code < 0 ? none : code < named.length ? code : others)),
  };
}

function atomsOf(rowCount: number, partitions: readonly Partition[]): Atoms {
  const counts = partitions.map(({ groups }) => groups.length);
  const combinations = counts.reduce((product, count) => product * count, 1);
  const atomOf = new Int32Array(combinations).fill(-1);
  const codes = new Int32Array(rowCount);
  const keys: number[][] = [];
  for (let row = 0; row < rowCount; row++) {
    let combination = 0;
    for (let i = 0; i < partitions.length; i++) {
      combination = combination * (counts[i] ?? 1) + (partitions[i]?.codes[row] ?? 0);
    }
    if (atomOf[combination] === -1) {
      atomOf[combination] = keys.push(partitions.map((partition) => partition.codes[row] ?? 0)) - 1;
    }
    codes[row] = atomOf[combination] ?? 0;
  }
  const cells = cellsOf(counts).map(({ groups }) =>
    keys.flatMap((key, atom) => (groups.every(({ segment, group }) => key[segment] === group) ? [atom] : [])),
  );
  return { codes, count: keys.length, cells, lines: linesOf(counts) };
}

/** Everybody is the sum of each segment's groups; each group the sum of its crossings with each other segment. */
function linesOf(counts: readonly number[]): CellSystem['lines'] {
  const cell = cellFinder(counts);
  const groupsOf = (segment: number): { segment: number; group: number }[] =>
    Array.from({ length: counts[segment] ?? 0 }, (_, group) => ({ segment, group }));
  return counts.flatMap((_, segment) => [
    { total: cell(), parts: groupsOf(segment).map((group) => cell(group)) },
    ...counts.flatMap((__, other) =>
      other === segment
        ? []
        : groupsOf(segment).map((group) => ({
            total: cell(group),
            parts: groupsOf(other).map((crossed) => cell(group, crossed)),
          })),
    ),
  ]);
}

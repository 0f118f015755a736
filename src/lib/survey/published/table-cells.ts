import { groupByAnswer, type Grouping } from '../measure/groups.ts';
import {
  cellFinder,
  cellsOf,
  MOST_GROUPS,
  type PublicationForm,
  type PublishedGroup,
  type PublishedSegment,
} from './published-tables.ts';
import type { CellSystem } from './suppress.ts';
import { findColumn, type SurveyColumn, type SurveyTable } from '#lib/tabular/table/table.ts';

/** A segment whose every row is in exactly one group. */
interface Partition {
  codes: Int32Array;
  groups: readonly PublishedGroup[];
}

/** The smallest groups that the segments tell apart, and which of them each row and each cell has. */
export interface Atoms {
  codes: Int32Array;
  count: number;
  cells: readonly (readonly number[])[];
  lines: CellSystem['lines'];
}

/** The cells of the tables of a wave, and the rows in them. Segments that the wave does not have are left out. */
export interface TableCells {
  segments: readonly PublishedSegment[];
  atoms: Atoms;
}

export function tableCells(
  table: SurveyTable,
  { segments, figureThreshold }: Pick<PublicationForm, 'segments' | 'figureThreshold'>,
): TableCells {
  const columns = segments.map((name) => findColumn(table, name)).filter((column) => column !== undefined);
  const partitions = columns.map((column) => partitionOf(column, figureThreshold));
  return {
    segments: columns.map(({ name, label }, i) => ({
      column: name,
      label: label || name,
      groups: partitions[i]?.groups ?? [],
    })),
    atoms: atomsOf(table.rowCount, partitions),
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

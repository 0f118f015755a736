import { LinearSpan } from './linear-span.ts';
import { findZeroSums } from './zero-sums.ts';

/**
 * A published table as sums over atoms: the smallest groups of people that any of its cells tells apart,
 * each in exactly one cell of every partition.
 */
export interface CellSystem {
  /** People in each atom. */
  atoms: readonly number[];
  /** The atoms of each cell. */
  cells: readonly (readonly number[])[];
  /** Partitions of a cell into others, as positions in `cells`. */
  lines: readonly CellLine[];
}

export interface CellLine {
  total: number;
  parts: readonly number[];
}

/**
 * Which cells must be hidden, one flag a cell, so that no sum or difference of the visible ones gives a
 * group of fewer than `threshold` people. A cell below the threshold is hidden; then, in every line, so
 * much more that what is missing is at least two cells and `threshold` people; and then whatever still
 * lets a hidden cell be worked out across tables, found by linear algebra, until nothing does.
 *
 * Empty cells stay visible: that nobody is there is taken as known, and they protect nobody. The
 * technique is complementary cell suppression (Cox 1980, J. Amer. Statist. Assoc. 75:370), greedy,
 * smallest cells first; the optimum is NP-hard and not needed.
 */
export function suppressCells(system: CellSystem, threshold: number): Uint8Array {
  const sizes = system.cells.map((atoms) => sizeOf(system, atoms));
  const hidden = Uint8Array.from(sizes, (size) => Number(size > 0 && size < threshold));
  const hide = (cell: number): void => {
    hidden[cell] = 1;
  };
  for (;;) {
    for (const line of system.lines) settleLine(line, sizes, hidden, threshold, hide);
    if (system.lines.some((line) => lineNeeds(line, sizes, hidden, threshold) !== undefined)) continue;
    const leak = findLeak(system, sizes, hidden, threshold);
    if (leak.length === 0) return hidden;
    for (const cell of leak) hide(cell);
  }
}

function sizeOf({ atoms }: CellSystem, members: readonly number[]): number {
  return members.reduce((sum, atom) => sum + (atoms[atom] ?? 0), 0);
}

function settleLine(
  line: CellLine,
  sizes: readonly number[],
  hidden: Uint8Array,
  threshold: number,
  hide: (cell: number) => void,
): void {
  for (;;) {
    const cell = lineNeeds(line, sizes, hidden, threshold);
    if (cell === undefined) return;
    hide(cell);
  }
}

/** The next cell of a line to hide, or undefined when the line gives nothing away. */
function lineNeeds(
  { total, parts }: CellLine,
  sizes: readonly number[],
  hidden: Uint8Array,
  threshold: number,
): number | undefined {
  const filled = parts.filter((part) => (sizes[part] ?? 0) > 0);
  const missing = filled.filter((part) => hidden[part] === 1);
  const smallestVisible = filled
    .filter((part) => hidden[part] === 0)
    .reduce<number | undefined>(
      (best, part) => (best === undefined || (sizes[part] ?? 0) < (sizes[best] ?? 0) ? part : best),
      undefined,
    );
  if (hidden[total] === 1) return missing.length > 0 ? undefined : smallestVisible;
  if (missing.length === 0) return undefined;
  const people = missing.reduce((sum, part) => sum + (sizes[part] ?? 0), 0);
  if (missing.length > 1 && people >= threshold) return undefined;
  return smallestVisible ?? (missing.length > 1 ? undefined : total);
}

/**
 * Visible cells that must go since they make a hidden cell, or another small group, after all. For each
 * leak the smallest of the cells it is made of.
 */
function findLeak(
  system: CellSystem,
  sizes: readonly number[],
  hidden: Uint8Array,
  threshold: number,
): number[] {
  const visible = system.cells.flatMap((_, cell) => (hidden[cell] === 0 && sizes[cell] ? [cell] : []));
  const filled = system.atoms.flatMap((people, atom) => (people > 0 ? [atom] : []));
  const columnOf = new Map(filled.map((atom, column) => [atom, column]));
  const vectorOf = (members: readonly number[]): Float64Array => {
    const vector = new Float64Array(filled.length);
    for (const atom of members) {
      const column = columnOf.get(atom);
      if (column !== undefined) vector[column] = 1;
    }
    return vector;
  };
  const span = new LinearSpan(filled.length, visible.length);
  for (const cell of visible) span.add(vectorOf(system.cells[cell] ?? []));
  const leak = new Set<number>();
  const close = (secret: readonly number[]): void => {
    const used = span.express(vectorOf(secret))?.map((i) => visible[i] ?? 0);
    // One that goes already may close this leak too: the next round tells.
    if (!used || used.some((cell) => leak.has(cell))) return;
    leak.add(used.reduce((best, cell) => ((sizes[cell] ?? 0) < (sizes[best] ?? 0) ? cell : best)));
  };
  system.cells.forEach((members, cell) => {
    if (hidden[cell] === 1) close(members);
  });
  const people = filled.map((atom) => system.atoms[atom] ?? 0);
  for (const group of findZeroSums(people, threshold, (random) => span.orthogonal(random))) {
    close(group.map((column) => filled[column] ?? 0));
  }
  return [...leak];
}

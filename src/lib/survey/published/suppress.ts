import type { RandomSource } from '#lib/base/random.ts';

import { LinearSpan, MINUS_ONE } from './linear-span.ts';
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
  /** What readers know already, from other versions and pinned groups. Nobody can hide it any more. */
  known?: readonly KnownGroup[];
  /** Atoms of people who are in an earlier version alone: 1, else 0. */
  gone?: Uint8Array;
  /** Cells that must be hidden for a reason of their own: 1, else 0. */
  secret?: Uint8Array;
}

/** A group whose figure was shown. */
export interface KnownGroup {
  atoms: readonly number[];
  /** The cell that it is in the version at hand, where it was shown in another one. */
  cell: number | undefined;
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
 * What readers know from elsewhere (`known`) cannot be hidden and counts together with the visible cells.
 * A cell that lies within such a group, or holds it, and differs by fewer than `threshold` people is
 * hidden; so is one that was shown in another version and in which fewer have come, gone or changed.
 *
 * Empty cells stay visible: that nobody is there is taken as known, and they protect nobody. The
 * technique is complementary cell suppression (Cox 1980, J. Amer. Statist. Assoc. 75:370), greedy,
 * smallest cells first; the optimum is NP-hard and not needed.
 */
export function suppressCells(system: CellSystem, threshold: number): Uint8Array {
  const sizes = system.cells.map((atoms) => sizeOf(system, atoms));
  const hidden = Uint8Array.from(sizes, (size, cell) =>
    Number(
      size > 0 && (size < threshold || system.secret?.[cell] === 1 || isNearToKnown(system, cell, threshold)),
    ),
  );
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

/** Whether a cell less something known, or the other way round, is a group below the threshold. */
function isNearToKnown(system: CellSystem, cell: number, threshold: number): boolean {
  const isMember = new Uint8Array(system.atoms.length);
  for (const atom of system.cells[cell] ?? []) isMember[atom] = 1;
  const size = sizeOf(system, system.cells[cell] ?? []);
  return (system.known ?? []).some((group) => {
    let inside = 0;
    let less = 0;
    for (const atom of group.atoms) {
      if (isMember[atom] === 1) inside += system.atoms[atom] ?? 0;
      else less += system.atoms[atom] ?? 0;
    }
    const more = size - inside;
    // Somebody who changed is one who went and one who came: the larger number is that of people.
    const people = Math.max(more, less);
    const isComparable = group.cell === cell || more === 0 || less === 0;
    return isComparable && people > 0 && people < threshold;
  });
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
  // `findLeak` joins at most four atoms; above a threshold of five more of them can be a small rest.
  if (missing.length > 1 && people >= threshold) return undefined;
  return smallestVisible ?? (missing.length > 1 ? undefined : total);
}

/**
 * Visible cells that must go since they make a hidden cell, or another small group, after all. For each
 * leak the smallest of the cells it is made of; what follows from known groups alone cannot be mended.
 */
function findLeak(
  system: CellSystem,
  sizes: readonly number[],
  hidden: Uint8Array,
  threshold: number,
): number[] {
  const { known = [] } = system;
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
  const span = new LinearSpan(filled.length, known.length + visible.length);
  for (const { atoms } of known) span.add(vectorOf(atoms));
  for (const cell of visible) span.add(vectorOf(system.cells[cell] ?? []));
  const leak = new Set<number>();
  const close = (secret: Float64Array): void => {
    const used = span
      .express(secret)
      ?.flatMap((i) => (i < known.length ? [] : [visible[i - known.length] ?? 0]));
    // One that goes already may close this leak too: the next round tells.
    if (!used || used.length === 0 || used.some((cell) => leak.has(cell))) return;
    leak.add(used.reduce((best, cell) => ((sizes[cell] ?? 0) < (sizes[best] ?? 0) ? cell : best)));
  };
  system.cells.forEach((members, cell) => {
    if (hidden[cell] === 1) close(vectorOf(members));
  });
  const people = filled.map((atom) => system.atoms[atom] ?? 0);
  const orthogonal = (random: RandomSource): Float64Array => span.orthogonal(random);
  for (const group of findZeroSums(people, threshold, orthogonal)) {
    close(vectorOf(group.map((column) => filled[column] ?? 0)));
  }
  if (!system.gone?.includes(1)) return [...leak];
  // Somebody who changed is taken away from an earlier version and added to this one: a difference of two groups.
  const isGone = filled.map((atom) => system.gone?.[atom] === 1);
  for (const group of findZeroSums(people, 2 * threshold - 1, orthogonal, isGone)) {
    const [came, went] = [false, true].map((side) =>
      group.reduce((sum, column) => sum + (isGone[column] === side ? (people[column] ?? 0) : 0), 0),
    );
    if (Math.max(came ?? 0, went ?? 0) >= threshold) continue;
    const vector = new Float64Array(filled.length);
    for (const column of group) vector[column] = isGone[column] ? MINUS_ONE : 1;
    close(vector);
  }
  return [...leak];
}

import type { BranchShape } from './branch-shapes.ts';
import { COLUMN_GAP } from './layout-style.ts';
import { BAND, Reach } from './reach.ts';

/** A column of causes beside a bone: branches of the bone in their order, each in the shape chosen for it. */
export interface BoneColumn {
  /** Indices of its first branch and of the one after its last, among the branches of the bone. */
  from: number;
  to: number;
  /** What was offered to its texts; pixels. */
  offered: number;
  shapes: readonly BranchShape[];
  width: number;
  height: number;
}

/** Columns are offered widths in steps of this many pixels. */
const WIDTH_STEP = 16;
/** What a branch that is higher than the room costs, per pixel. */
const TOO_HIGH = 20;
/** Even columns look calm: the squares of the heights count a little, in pixels of width. */
const EVENNESS = 1 / 100_000;

/** The branches of a bone with the shapes that each can take. */
export type BoneBranches = readonly (readonly BranchShape[])[];

/** The widths that are worth offering to the columns of a bone, narrowest first. */
export function widthsToOffer(branches: BoneBranches): number[] {
  const widths = new Set<number>();
  for (const shapes of branches) {
    for (const { isPlain, width } of shapes) if (isPlain) widths.add(roundedUp(width));
  }
  return [...widths].sort((a, b) => a - b);
}

function roundedUp(width: number): number {
  return Math.ceil(width / WIDTH_STEP) * WIDTH_STEP;
}

/**
 * The shape that a branch takes in a column: the lowest within the width offered. One that is higher than the
 * room spreads its whys, as narrowly as that does; undefined where a wider column would do.
 */
export function shapeWithin(
  shapes: readonly BranchShape[],
  offered: number,
  room: number,
): BranchShape | undefined {
  let plain: BranchShape | undefined;
  let isPlainEnough = false;
  for (const shape of shapes) {
    if (!shape.isPlain) {
      if (isPlainEnough) break;
      if (shape.height <= room) return shape;
    } else if (shape.height <= room) {
      isPlainEnough = true;
      if (shape.width <= offered) plain = shape;
    }
  }
  if (isPlainEnough) return plain;
  return shapes.at(-1);
}

/**
 * Splits the branches of a bone into columns no higher than the room, as narrow as can be together. A dynamic
 * programme over the branches; its time grows with their number, the length of a column and the widths offered.
 */
export function splitBone(branches: BoneBranches, widths: readonly number[], room: number): BoneColumn[] {
  const count = branches.length;
  const cost = new Float64Array(count + 1).fill(Infinity);
  cost[0] = 0;
  const start = new Int32Array(count + 1);
  const chosen = new Float64Array(count + 1);
  const { heights, taken } = offeredSizes(branches, widths, room);
  for (let to = 1; to <= count; to++) {
    for (let w = 0; w < widths.length; w++) {
      let height = 0;
      let width = 0;
      for (let from = to - 1; from >= 0; from--) {
        const branch = w * count + from;
        const own = heights[branch] ?? 0;
        if (own === 0) break;
        height += own;
        width = Math.max(width, taken[branch] ?? 0);
        const excess = height - room;
        if (excess > 0 && from < to - 1) break;
        const before = cost[from] ?? 0;
        const tooHigh = excess > 0 ? excess * TOO_HIGH : 0;
        const total = before + width + COLUMN_GAP + height * height * EVENNESS + tooHigh;
        if (total < (cost[to] ?? Infinity)) {
          cost[to] = total;
          start[to] = from;
          chosen[to] = widths[w] ?? 0;
        }
      }
    }
  }
  const columns: BoneColumn[] = [];
  for (let to = count; to > 0; to = start[to] ?? 0) {
    columns.push(columnOf(branches, start[to] ?? 0, to, chosen[to] ?? 0, room));
  }
  return columns.reverse();
}

/** The size of each branch at each width offered, as rows of branches; 0 high where it needs a wider column. */
function offeredSizes(
  branches: BoneBranches,
  widths: readonly number[],
  room: number,
): { heights: Float64Array; taken: Float64Array } {
  const heights = new Float64Array(widths.length * branches.length);
  const taken = new Float64Array(widths.length * branches.length);
  for (const [w, offered] of widths.entries()) {
    for (const [i, shapes] of branches.entries()) {
      const shape = shapeWithin(shapes, offered, room);
      heights[w * branches.length + i] = shape?.height ?? 0;
      taken[w * branches.length + i] = shape?.width ?? 0;
    }
  }
  return { heights, taken };
}

/** A column of given branches, as wide as it must be at least. */
export function columnOf(
  branches: BoneBranches,
  from: number,
  to: number,
  offered: number,
  room: number,
): BoneColumn {
  const shapes: BranchShape[] = [];
  let width = 0;
  let height = 0;
  for (const each of branches.slice(from, to)) {
    const shape = shapeWithin(each, offered, room) ?? each.find(({ height: own }) => own <= room) ?? each[0];
    if (!shape) continue;
    shapes.push(shape);
    width = Math.max(width, shape.width);
    height += shape.height;
  }
  return { from, to, offered, shapes, width, height };
}

/** How far a column reaches from its bone, from its first row on. */
export function reachOf(column: BoneColumn): Reach {
  const reach = new Reach();
  let bands = 0;
  for (const shape of column.shapes) {
    reach.append(shape.reach, bands);
    bands += Math.round(shape.height / BAND);
  }
  return reach;
}

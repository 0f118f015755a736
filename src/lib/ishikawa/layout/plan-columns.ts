import { LINE_GAP, ROW_GAP } from './layout-style.ts';
import type { LayoutTree } from './layout-tree.ts';

/** Above the spine the text stands between a cause's line and its whys; below, before the line. */
export type Half = 'above' | 'below';

/** How the whys of each cause are put into columns; indexed like the tree. */
export interface ColumnPlan {
  /** How far a branch reaches away from the spine, from the start of its row; pixels. */
  extent: Float64Array;
  /** 1 where a cause opens another column of whys beside the first. */
  opensColumn: Uint8Array;
  /** Scratch: the height that the columns under a cause may take. */
  room: Float64Array;
}

/** No column is planned lower than this: about three rows. */
export const LOWEST_COLUMN = 84;

/** A plan for a tree, still empty. */
export function emptyPlan(tree: LayoutTree): ColumnPlan {
  const count = tree.texts.length;
  return {
    extent: new Float64Array(count),
    opensColumn: new Uint8Array(count),
    room: new Float64Array(count),
  };
}

/** From the start of a row to where its first column of whys starts. */
export function rowHeight(tree: LayoutTree, index: number): number {
  return LINE_GAP + (tree.labelHeight[index] ?? 0) + ROW_GAP;
}

/** From the start of a row to its line. */
export function lineOffset(tree: LayoutTree, index: number, half: Half): number {
  return half === 'above' ? 0 : (tree.labelHeight[index] ?? 0) + LINE_GAP;
}

/** From the start of a row to where a further column of whys starts: right after the line. */
export function laterColumnOffset(tree: LayoutTree, index: number, half: Half): number {
  return half === 'above' ? LINE_GAP + ROW_GAP : rowHeight(tree, index);
}

/**
 * Plans the branch of one cause so that it stays about `height` high: whys that do not fit start
 * another column. Returns how far the branch really reaches.
 */
export function planBranch(
  tree: LayoutTree,
  root: number,
  half: Half,
  height: number,
  plan: ColumnPlan,
): number {
  const { room, extent, opensColumn } = plan;
  const end = tree.end[root] ?? 0;
  room[root] = Math.max(LOWEST_COLUMN, height - rowHeight(tree, root));
  opensColumn[root] = 0;
  for (let i = root; i < end; i++) {
    for (let child = i + 1; child < (tree.end[i] ?? 0); child = tree.end[child] ?? Infinity) {
      room[child] = Math.max(LOWEST_COLUMN, (room[i] ?? 0) - rowHeight(tree, child));
      opensColumn[child] = 0;
    }
  }
  for (let i = end - 1; i >= root; i--) extent[i] = columnsExtent(tree, i, half, room[i] ?? 0, plan);
  return extent[root] ?? 0;
}

function columnsExtent(
  tree: LayoutTree,
  index: number,
  half: Half,
  columnHeight: number,
  plan: ColumnPlan,
): number {
  const own = rowHeight(tree, index);
  const later = laterColumnOffset(tree, index, half);
  const end = tree.end[index] ?? 0;
  let sum = 0;
  let highest = 0;
  for (let child = index + 1; child < end; child = tree.end[child] ?? Infinity) {
    const extent = plan.extent[child] ?? 0;
    sum += extent;
    if (extent > highest) highest = extent;
  }
  if (sum <= columnHeight) return own + sum;
  // The lowest columns that do not take more of them: even ends look calm and waste nothing.
  const fewest = fillColumns(tree, index, columnHeight, own - later, plan).columns;
  let low = Math.max(highest, sum / fewest / 2);
  let high = columnHeight;
  for (let i = 0; i < 6 && low < high; i++) {
    const middle = (low + high) / 2;
    if (fillColumns(tree, index, middle, own - later, plan).columns <= fewest) high = middle;
    else low = middle;
  }
  return later + fillColumns(tree, index, high, own - later, plan).reach;
}

/** Puts whys into columns, in order. The first column starts `firstShift` later than the others. */
function fillColumns(
  tree: LayoutTree,
  index: number,
  columnHeight: number,
  firstShift: number,
  plan: ColumnPlan,
): { columns: number; reach: number } {
  const end = tree.end[index] ?? 0;
  let columns = 1;
  let filled = firstShift;
  let reach = 0;
  for (let child = index + 1; child < end; child = tree.end[child] ?? Infinity) {
    const extent = plan.extent[child] ?? 0;
    const opens = child > index + 1 && filled + extent > columnHeight + firstShift && filled > 0;
    plan.opensColumn[child] = opens ? 1 : 0;
    if (opens) {
      columns++;
      filled = 0;
    }
    filled += extent;
    if (filled > reach) reach = filled;
  }
  return { columns, reach };
}

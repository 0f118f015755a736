import { COLUMN_GAP, LEAN, LINE_GAP, RIB_INDENT, TEXT_GAP } from './layout-style.ts';
import type { LayoutTree } from './layout-tree.ts';
import { laterColumnOffset, lineOffset, rowHeight } from './plan-columns.ts';
import type { ColumnPlan, Half } from './plan-columns.ts';
import { Reach } from './reach.ts';

/**
 * Where the causes stand, indexed like the tree: heights away from the spine, and upright distances (lean
 * taken out) from the bone on whichever side of it the cause hangs.
 */
export interface Placement {
  /** Distance of the bone or rib that the cause hangs on. */
  joint: Float64Array;
  /** Height of the cause's line. */
  line: Float64Array;
  /** Height of the edge of the text nearer the spine. */
  text: Float64Array;
  /** Distance of the text from the bone where it comes nearest. */
  near: Float64Array;
  /** Distance that the line of the cause reaches at least: to the farthest rib of its whys. */
  lineReach: Float64Array;
  /** Owner, distance, first and last height of each rib: four numbers a rib. */
  ribs: number[];
}

/** A placement for a tree, still empty. */
export function emptyPlacement(tree: LayoutTree): Placement {
  const count = tree.texts.length;
  return {
    joint: new Float64Array(count),
    line: new Float64Array(count),
    text: new Float64Array(count),
    near: new Float64Array(count),
    lineReach: new Float64Array(count),
    ribs: [],
  };
}

/** A column of whys that still takes rows: its rib, where the next row starts, whose it is. */
interface OpenColumn {
  rib: number;
  next: number;
  owner: number;
  ribFrom: number;
  ribTo: number;
}

/** Places a planned branch, its row starting at height `start`. Returns how far it reaches from its bone. */
export function placeBranch(
  tree: LayoutTree,
  root: number,
  half: Half,
  start: number,
  plan: ColumnPlan,
  placement: Placement,
): Reach {
  const reach = new Reach();
  const rootDepth = tree.depth[root] ?? 1;
  const end = tree.end[root] ?? 0;
  const columns: OpenColumn[] = [{ rib: 0, next: start, owner: -1, ribFrom: 0, ribTo: 0 }];
  const closeTo = (length: number): void => {
    while (columns.length > length) {
      const column = columns.pop();
      if (!column || column.owner < 0) continue;
      placement.ribs.push(column.owner, column.rib, column.ribFrom, column.ribTo);
      // Keeps later columns away even between the rows of this one.
      reach.take(column.ribFrom, column.ribTo, column.rib);
    }
  };
  for (let i = root; i < end; i++) {
    const level = (tree.depth[i] ?? 1) - rootDepth;
    closeTo(level + 1);
    let column = columns[level];
    if (!column) break;
    if (plan.opensColumn[i] === 1) {
      closeTo(level);
      column = laterColumn(tree, column.owner, i, half, plan, reach, placement);
      columns.push(column);
    }
    const rowStart = column.next;
    column.next += plan.extent[i] ?? 0;
    placeRow(tree, i, rowStart, column.rib, half, reach, placement);
    const line = placement.line[i] ?? 0;
    column.ribTo = line;
    if ((tree.end[i] ?? 0) > i + 1) {
      const next = rowStart + rowHeight(tree, i);
      columns.push({ rib: column.rib + RIB_INDENT, next, owner: i, ribFrom: line, ribTo: line });
    }
  }
  closeTo(0);
  return reach;
}

function placeRow(
  tree: LayoutTree,
  index: number,
  start: number,
  joint: number,
  half: Half,
  reach: Reach,
  placement: Placement,
): void {
  const width = tree.labelWidth[index] ?? 0;
  const height = tree.labelHeight[index] ?? 0;
  const hasWhys = (tree.end[index] ?? 0) > index + 1;
  const line = start + lineOffset(tree, index, half);
  const text = half === 'above' ? start + LINE_GAP : start;
  // Above the spine the cause's own rib rises beside its text; below, it leaves on the other side.
  const near = joint + TEXT_GAP + (hasWhys && half === 'above' ? RIB_INDENT : 0);
  const lineReach = hasWhys ? joint + RIB_INDENT : 0;
  placement.joint[index] = joint;
  placement.line[index] = line;
  placement.text[index] = text;
  placement.near[index] = near;
  placement.lineReach[index] = lineReach;
  reach.takeBox(Math.min(text, line), Math.max(text + height, line), near, width, LEAN);
  reach.take(line, line, lineReach);
}

/** Opens another column for the whys of `owner`, beside all that stands at its heights. */
function laterColumn(
  tree: LayoutTree,
  owner: number,
  first: number,
  half: Half,
  plan: ColumnPlan,
  reach: Reach,
  placement: Placement,
): OpenColumn {
  const line = placement.line[owner] ?? 0;
  const start = line - lineOffset(tree, owner, half) + laterColumnOffset(tree, owner, half);
  const end = tree.end[owner] ?? 0;
  let top = start;
  for (let child = first; child < end; child = tree.end[child] ?? Infinity) {
    if (child !== first && plan.opensColumn[child] === 1) break;
    top += plan.extent[child] ?? 0;
  }
  const rib = reach.farthest(Math.min(line, start), top) + COLUMN_GAP;
  placement.lineReach[owner] = Math.max(placement.lineReach[owner] ?? rib, rib);
  reach.take(line, line, rib);
  return { rib, next: start, owner, ribFrom: line, ribTo: line };
}

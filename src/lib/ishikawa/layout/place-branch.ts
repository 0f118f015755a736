import { COLUMN_GAP, LEAN, LINE_GAP, RIB_INDENT, TEXT_GAP } from './layout-style.ts';
import type { LayoutTree } from './layout-tree.ts';
import { laterColumnOffset, lineOffset, rowHeight } from './plan-columns.ts';
import type { ColumnPlan, Half } from './plan-columns.ts';
import type { Skyline } from './skyline.ts';

/**
 * Where the causes stand, indexed like the tree. Heights count away from the spine; `joint` is the
 * upright position (lean taken out) of the bone or rib that a cause hangs on.
 */
export interface Placement {
  joint: Float64Array;
  /** Height of the cause's line. */
  line: Float64Array;
  /** Height of the edge of the text nearer the spine. */
  text: Float64Array;
  /** True left edge of the text at its own height. */
  textLeft: Float64Array;
  /** Upright position where the line of the cause ends. */
  lineEnd: Float64Array;
  /** Owner, upright position, first and last height of each rib: four numbers a rib. */
  ribs: number[];
}

/** A placement for a tree, still empty. */
export function emptyPlacement(tree: LayoutTree): Placement {
  const count = tree.texts.length;
  return {
    joint: new Float64Array(count),
    line: new Float64Array(count),
    text: new Float64Array(count),
    textLeft: new Float64Array(count),
    lineEnd: new Float64Array(count),
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

/**
 * Places a planned branch at a joint, its row starting at height `start`, and marks the skyline.
 * Returns the position that it reaches furthest towards the tail.
 */
export function placeBranch(
  tree: LayoutTree,
  root: number,
  half: Half,
  at: { joint: number; start: number },
  plan: ColumnPlan,
  skyline: Skyline,
  placement: Placement,
): number {
  const rootDepth = tree.depth[root] ?? 1;
  const end = tree.end[root] ?? 0;
  const columns: OpenColumn[] = [{ rib: at.joint, next: at.start, owner: -1, ribFrom: 0, ribTo: 0 }];
  let reach = at.joint;
  const closeTo = (length: number): void => {
    while (columns.length > length) {
      const column = columns.pop();
      if (!column || column.owner < 0) continue;
      placement.ribs.push(column.owner, column.rib, column.ribFrom, column.ribTo);
      // Keeps later columns away even between the rows of this one.
      skyline.take(column.ribFrom, column.ribTo, column.rib);
    }
  };
  for (let i = root; i < end; i++) {
    const level = (tree.depth[i] ?? 1) - rootDepth;
    closeTo(level + 1);
    let column = columns[level];
    if (!column) break;
    if (plan.opensColumn[i] === 1) {
      closeTo(level);
      column = laterColumn(tree, column.owner, i, half, plan, skyline, placement);
      columns.push(column);
    }
    const start = column.next;
    column.next += plan.extent[i] ?? 0;
    reach = Math.min(reach, placeRow(tree, i, start, column.rib, half, skyline, placement));
    const line = placement.line[i] ?? 0;
    column.ribTo = line;
    if ((tree.end[i] ?? 0) > i + 1) {
      const next = start + rowHeight(tree, i);
      columns.push({ rib: column.rib - RIB_INDENT, next, owner: i, ribFrom: line, ribTo: line });
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
  skyline: Skyline,
  placement: Placement,
): number {
  const width = tree.labelWidth[index] ?? 0;
  const height = tree.labelHeight[index] ?? 0;
  const hasWhys = (tree.end[index] ?? 0) > index + 1;
  const line = start + lineOffset(tree, index, half);
  const text = half === 'above' ? start + LINE_GAP : start;
  // Above the spine the cause's own rib rises beside its text; below, it leaves on the other side.
  const right = joint - TEXT_GAP - (hasWhys && half === 'above' ? RIB_INDENT : 0);
  const outer = text + height;
  const textLeft = right - outer * LEAN - width;
  const lineEnd = Math.min(textLeft + line * LEAN, hasWhys ? joint - RIB_INDENT : Infinity);
  placement.joint[index] = joint;
  placement.line[index] = line;
  placement.text[index] = text;
  placement.textLeft[index] = textLeft;
  placement.lineEnd[index] = lineEnd;
  const reach = Math.min(textLeft + text * LEAN, lineEnd);
  skyline.take(text, outer, reach);
  skyline.take(line, line, lineEnd);
  return reach;
}

/** Opens another column for the whys of `owner`, beside all that stands at its heights. */
function laterColumn(
  tree: LayoutTree,
  owner: number,
  first: number,
  half: Half,
  plan: ColumnPlan,
  skyline: Skyline,
  placement: Placement,
): OpenColumn {
  const line = placement.line[owner] ?? 0;
  const start = line - lineOffset(tree, owner, half) + laterColumnOffset(tree, owner, half);
  const end = tree.end[owner] ?? 0;
  let reach = start;
  for (let child = first; child < end; child = tree.end[child] ?? Infinity) {
    if (child !== first && plan.opensColumn[child] === 1) break;
    reach += plan.extent[child] ?? 0;
  }
  const rib = skyline.edge(start, reach) - COLUMN_GAP;
  placement.lineEnd[owner] = Math.min(placement.lineEnd[owner] ?? rib, rib);
  skyline.take(line, line, rib);
  return { rib, next: start, owner, ribFrom: line, ribTo: line };
}

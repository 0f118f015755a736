import type { LayoutTree } from './layout-tree.ts';
import { placeBranch } from './place-branch.ts';
import type { Placement } from './place-branch.ts';
import { LOWEST_COLUMN, planBranch } from './plan-columns.ts';
import type { ColumnPlan, Half } from './plan-columns.ts';
import type { Reach } from './reach.ts';

/** One way to lay out the branch of a cause, and what comes of it. */
export interface BranchShape {
  /** Index of the tree whose wrapping it takes. */
  wrap: number;
  /** The height that it is planned for. */
  planned: number;
  width: number;
  height: number;
  /** Whether its whys stand on one rib a cause, as in any fishbone, and not beside one another. */
  isPlain: boolean;
  reach: Reach;
}

/** Planned heights come in steps of this factor, so that a small edit seldom changes the choice. */
const STEP = Math.SQRT2;

/**
 * The shapes that one branch can take, from narrow to wide and from high to low: with each wrapping, and a
 * high one with its whys spread over several ribs. Placed from height 0, since they hold wherever they end up.
 */
export function branchShapes(
  trees: readonly LayoutTree[],
  root: number,
  half: Half,
  plan: ColumnPlan,
  placement: Placement,
): BranchShape[] {
  const shapes: BranchShape[] = [];
  for (const [wrap, tree] of trees.entries()) {
    if (wrap > 0 && wrapsAlike(tree, trees[wrap - 1], root)) continue;
    shapes.push(...shapesOfWrap(tree, wrap, root, half, plan, placement));
  }
  const plain = lowerWhenWider(shapes.filter((shape) => shape.isPlain));
  return [...plain, ...lowerWhenWider(shapes.filter((shape) => !shape.isPlain))];
}

function wrapsAlike(tree: LayoutTree, other: LayoutTree | undefined, root: number): boolean {
  const end = tree.end[root] ?? 0;
  for (let i = root; i < end; i++) if (tree.texts[i] !== other?.texts[i]) return false;
  return true;
}

function lowerWhenWider(shapes: readonly BranchShape[]): BranchShape[] {
  const sorted = shapes.toSorted((a, b) => a.width - b.width || a.height - b.height);
  let lowest = Infinity;
  return sorted.filter(({ height }) => {
    if (height >= lowest) return false;
    lowest = height;
    return true;
  });
}

function shapesOfWrap(
  tree: LayoutTree,
  wrap: number,
  root: number,
  half: Half,
  plan: ColumnPlan,
  placement: Placement,
): BranchShape[] {
  const shapes: BranchShape[] = [];
  const add = (planned: number): number => {
    const height = planBranch(tree, root, half, planned, plan);
    const last = shapes.at(-1);
    if (last && height >= last.height) return last.height;
    placement.ribs.length = 0;
    const reach = placeBranch(tree, root, half, 0, plan, placement);
    const width = Math.max(...reach.tail, ...reach.head);
    shapes.push({ wrap, planned, width, height, isPlain: planned === Infinity, reach });
    return height;
  };
  const whole = add(Infinity);
  if (whole <= LOWEST_COLUMN * STEP || (tree.end[root] ?? 0) - root < 4) return shapes;
  const steps = Math.floor(Math.log(whole / LOWEST_COLUMN) / Math.log(STEP));
  for (let step = steps; step >= 0; step--) add(LOWEST_COLUMN * STEP ** step);
  return shapes;
}

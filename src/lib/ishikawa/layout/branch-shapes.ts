import type { LayoutTree } from './layout-tree.ts';
import { placeBranch } from './place-branch.ts';
import type { Placement } from './place-branch.ts';
import { LOWEST_COLUMN, planBranch } from './plan-columns.ts';
import type { ColumnPlan, Half } from './plan-columns.ts';
import { Skyline } from './skyline.ts';

/** One way to lay out the branch of a cause: the height it is planned for, and what comes of it. */
export interface BranchShape {
  planned: number;
  width: number;
  height: number;
}

/** Planned heights come in steps of this factor, so that a small edit seldom changes the choice. */
const STEP = Math.SQRT2;

/**
 * The shapes that one branch can take, from narrow and high to wide and low. A small branch has one.
 * Placed with the lean taken out, so the numbers hold wherever the branch ends up.
 */
export function branchShapes(
  tree: LayoutTree,
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
    const reach = placeBranch(tree, root, half, { joint: 0, start: 0 }, plan, new Skyline(height), placement);
    if (last && -reach <= last.width) shapes.pop();
    shapes.push({ planned, width: -reach, height });
    return height;
  };
  const whole = add(Infinity);
  if (whole <= LOWEST_COLUMN * STEP || (tree.end[root] ?? 0) - root < 4) return shapes;
  const steps = Math.floor(Math.log(whole / LOWEST_COLUMN) / Math.log(STEP));
  for (let step = steps; step >= 0; step--) add(LOWEST_COLUMN * STEP ** step);
  return shapes;
}

import { CATEGORY_GAP, CATEGORY_STYLE, COLUMN_GAP, LEAN, SHORTEST_BONE, SPINE_GAP } from './layout-style.ts';
import type { LayoutBone, LayoutTree } from './layout-tree.ts';
import { placeBranch } from './place-branch.ts';
import type { Placement } from './place-branch.ts';
import { planBranch } from './plan-columns.ts';
import type { ColumnPlan, Half } from './plan-columns.ts';
import type { Skyline } from './skyline.ts';

/** A bone ready to be placed. */
export interface PlannedBone {
  bone: LayoutBone;
  half: Half;
  /** Height at which the bone ends and the frame of its category starts. */
  length: number;
  frameWidth: number;
  frameHeight: number;
}

/** Plans the branches of a bone for the heights chosen for them, in order. */
export function planBone(
  tree: LayoutTree,
  bone: LayoutBone,
  half: Half,
  branchHeights: readonly number[],
  plan: ColumnPlan,
): PlannedBone {
  let reach = 0;
  let branch = 0;
  for (let i = bone.from; i < bone.to; i = tree.end[i] ?? Infinity) {
    reach += planBranch(tree, i, half, branchHeights[branch++] ?? Infinity, plan);
  }
  return {
    bone,
    half,
    length: boneLength(reach),
    frameWidth: bone.label.width + 2 * CATEGORY_STYLE.paddingX,
    frameHeight: bone.label.lines.length * CATEGORY_STYLE.lineHeight + 2 * CATEGORY_STYLE.paddingY,
  };
}

/** The length of a bone whose causes reach `reach` pixels. */
export function boneLength(reach: number): number {
  return Math.max(SHORTEST_BONE, reach > 0 ? SPINE_GAP + reach + CATEGORY_GAP : 0);
}

/** The position nearest to the head where a bone can join the spine. */
export function nearestJoint(planned: PlannedBone, skyline: Skyline): number {
  const { length, frameWidth, frameHeight } = planned;
  const beside = skyline.edge(0, length) - COLUMN_GAP;
  const frame = skyline.edge(length - CATEGORY_GAP, length + frameHeight + CATEGORY_GAP);
  return Math.min(beside, frame - COLUMN_GAP - frameWidth / 2 - frameHeight * LEAN);
}

/** Places a planned bone at its joint and everything on it, towards the tail of what the skyline holds. */
export function placeBone(
  tree: LayoutTree,
  planned: PlannedBone,
  joint: number,
  plan: ColumnPlan,
  skyline: Skyline,
  placement: Placement,
): void {
  const { bone, half, length, frameWidth, frameHeight } = planned;
  skyline.take(0, length, joint);
  skyline.take(length, length + frameHeight, joint - frameWidth / 2);
  let start = SPINE_GAP;
  for (let i = bone.from; i < bone.to; i = tree.end[i] ?? Infinity) {
    placeBranch(tree, i, half, { joint, start }, plan, skyline, placement);
    start += plan.extent[i] ?? 0;
  }
}

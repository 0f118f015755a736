import { branchShapes } from './branch-shapes.ts';
import type { BranchShape } from './branch-shapes.ts';
import { chooseShapes } from './choose-shapes.ts';
import type { ShapedBone } from './choose-shapes.ts';
import { drawFishbone } from './draw-fishbone.ts';
import type { PlacedBone } from './draw-fishbone.ts';
import type { Fishbone } from '../fishbone.ts';
import type { FishboneLayout } from './fishbone-layout.ts';
import { HEAD_STYLE, MARGIN, TAIL_LENGTH } from './layout-style.ts';
import { layoutTree, wrapLabel } from './layout-tree.ts';
import type { LayoutOptions } from './layout-tree.ts';
import { nearestJoint, placeBone, planBone } from './place-bone.ts';
import { emptyPlacement } from './place-branch.ts';
import { emptyPlan } from './plan-columns.ts';
import type { Half } from './plan-columns.ts';
import { Skyline } from './skyline.ts';
import type { MeasureText } from './text-metrics.ts';

/**
 * Lays a fishbone out. A pure function of the tree, the text widths and the options: the same on a
 * server and on a page. Every cause is a horizontal line that carries its text; its whys hang on a
 * rib that leans like the bone, in rows, in as many columns as keep the bone from towering.
 * With the lean taken out everything is upright boxes, which are packed from the head to the tail.
 * Time grows with the number of causes and the height of the picture.
 */
export function layoutFishbone(
  fishbone: Fishbone,
  measure: MeasureText,
  options: LayoutOptions = {},
): FishboneLayout {
  const tree = layoutTree(fishbone, measure, options);
  const head = wrapLabel(fishbone.head, HEAD_STYLE, measure);
  const headHeight = head.lines.length * HEAD_STYLE.lineHeight + 2 * HEAD_STYLE.paddingY;

  const plan = emptyPlan(tree);
  const placement = emptyPlacement(tree);
  const shaped = tree.bones.map((bone, index): ShapedBone => {
    const half: Half = index % 2 === 0 ? 'above' : 'below';
    const branches: BranchShape[][] = [];
    for (let i = bone.from; i < bone.to; i = tree.end[i] ?? Infinity) {
      branches.push(branchShapes(tree, i, half, plan, placement));
    }
    return { half, branches };
  });
  const { limit, planned: heights } = chooseShapes(shaped, options.keepBoneLimit);

  const skylines: Record<Half, Skyline> = { above: new Skyline(limit), below: new Skyline(limit) };
  for (const half of ['above', 'below'] as const) skylines[half].take(0, headHeight / 2 + MARGIN, 0);
  const placed: PlacedBone[] = [];
  let joint = 0;
  for (let pair = 0; pair < tree.bones.length; pair += 2) {
    const planned = tree.bones
      .slice(pair, pair + 2)
      .map((bone, side) =>
        planBone(tree, bone, shaped[pair + side]?.half ?? 'above', heights[pair + side] ?? [], plan),
      );
    joint = Math.min(joint - TAIL_LENGTH, ...planned.map((each) => nearestJoint(each, skylines[each.half])));
    for (const each of planned) {
      placement.ribs = [];
      placeBone(tree, each, joint, plan, skylines[each.half], placement);
      placed.push({ planned: each, joint, ribs: placement.ribs });
    }
  }
  return { ...drawFishbone(fishbone, tree, head, placed, placement, joint - TAIL_LENGTH), boneLimit: limit };
}

import type { Fishbone } from '../fishbone.ts';
import { arrangeFishbone, rearrangeFishbone } from './arrange-fishbone.ts';
import type { ShapedBone } from './arrange-fishbone.ts';
import { branchShapes } from './branch-shapes.ts';
import { drawFishbone } from './draw-fishbone.ts';
import type { FishboneLayout } from './fishbone-layout.ts';
import { HEAD_STYLE } from './layout-style.ts';
import { layoutTrees, wrapLabel } from './layout-tree.ts';
import type { LayoutBone, LayoutOptions, LayoutTree } from './layout-tree.ts';
import { emptyPlacement } from './place-branch.ts';
import { emptyPlan } from './plan-columns.ts';
import type { Half } from './plan-columns.ts';
import type { MeasureText } from './text-metrics.ts';

/** The picture that everybody in a room sees is made for a surface of 1920 x 900. */
export const ROOM_ASPECT = 32 / 15;

/**
 * Lays a fishbone out for a surface. A pure function of the tree, the text widths and the options: the same on
 * a server and on a page. Every cause is a horizontal line that carries its text; its whys hang on a rib that
 * leans like the bone. Causes stand on both sides of their bone, and where that is not enough on teeth: strokes
 * beside the bone that hang on a beam from its end. With the lean taken out everything is upright boxes, which
 * are packed from the head to the tail.
 */
export function layoutFishbone(
  fishbone: Fishbone,
  measure: MeasureText,
  options: LayoutOptions = {},
): FishboneLayout {
  const trees = layoutTrees(fishbone, measure, options);
  const [tree] = trees;
  if (!tree) throw new Error('The texts of causes are wrapped at no width at all.');
  const headText = wrapLabel(fishbone.head, HEAD_STYLE, measure);
  const head = {
    width: Math.max(headText.width, HEAD_STYLE.lineHeight) + 2 * HEAD_STYLE.paddingX,
    height: headText.lines.length * HEAD_STYLE.lineHeight + 2 * HEAD_STYLE.paddingY,
  };
  const shape = branchShaper(trees, tree);
  const bones = tree.bones.map((bone, i) => shape(bone, i % 2 === 0 ? 'above' : 'below'));
  const { aspect = ROOM_ASPECT, keep } = options;
  const arranged =
    (keep && rearrangeFishbone(bones, head, aspect, keep)) ?? arrangeFishbone(bones, head, aspect);
  return drawFishbone(fishbone, trees, headText, arranged);
}

function branchShaper(
  trees: readonly LayoutTree[],
  tree: LayoutTree,
): (bone: LayoutBone, half: Half) => ShapedBone {
  const plan = emptyPlan(tree);
  const placement = emptyPlacement(tree);
  return (bone, half) => {
    const roots: number[] = [];
    for (let i = bone.from; i < bone.to; i = tree.end[i] ?? Infinity) roots.push(i);
    return {
      bone,
      half,
      ids: roots.flatMap((root) => tree.texts[root]?.id ?? []),
      branches: roots.map((root) => branchShapes(trees, root, half, plan, placement)),
    };
  };
}

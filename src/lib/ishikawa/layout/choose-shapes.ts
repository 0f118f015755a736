import type { BranchShape } from './branch-shapes.ts';
import { LEAN } from './layout-style.ts';
import { boneLength } from './place-bone.ts';
import type { Half } from './plan-columns.ts';

/** One way to lay out a bone: which shape each branch takes, and what comes of it. */
interface BoneShape {
  width: number;
  length: number;
  /** Index into the shapes of each branch. */
  branches: number[];
}

/** A bone with the shapes that each of its branches can take. */
export interface ShapedBone {
  half: Half;
  branches: readonly (readonly BranchShape[])[];
}

/**
 * Pictures between a landscape page and a wide projector are all the same to us; others cost what
 * they would be made smaller on such a screen. The estimate is wider than what is packed in the end.
 */
const NARROWEST = 1.75;
const WIDEST = 2.1;
/** A bone is offered widths in steps of this factor. */
const WIDTH_STEP = 1.12;
/** Another height is worth a picture that changes all over only when it saves this share. */
const WORTH_CHANGING = 0.8;

/**
 * Chooses the shape of every branch so that the whole picture is small and fits a screen: tries
 * limits for the length of the bones; under each, every bone takes its narrowest shape that is short
 * enough. `keep` is the limit of an earlier layout, which is kept unless another is clearly better.
 */
export function chooseShapes(
  bones: readonly ShapedBone[],
  keep: number | undefined,
): { limit: number; planned: number[][] } {
  const offers = bones.map(boneShapes);
  const limits = new Set<number>();
  for (const offer of offers) for (const shape of offer) limits.add(shape.length);
  let best = { limit: 0, cost: Infinity };
  for (const limit of limits) {
    const cost = pictureCost(bones, offers, limit);
    if (cost < best.cost) best = { limit, cost };
  }
  const isKept = keep !== undefined && best.cost > WORTH_CHANGING * pictureCost(bones, offers, keep);
  const limit = isKept ? keep : best.limit;
  return {
    limit,
    planned: bones.map(({ branches }, b) => {
      const chosen = narrowest(offers[b] ?? [], limit);
      return branches.map((shapes, i) => shapes[chosen?.branches[i] ?? 0]?.planned ?? Infinity);
    }),
  };
}

/** The narrowest shape within the limit; when none is, the shortest. Shapes are sorted by width. */
function narrowest(shapes: readonly BoneShape[], limit: number): BoneShape | undefined {
  return shapes.find((shape) => shape.length <= limit) ?? shapes.at(-1);
}

/** Shapes of a bone from narrow and long to wide and short: each width is used as well as it can be. */
function boneShapes({ branches }: ShapedBone): BoneShape[] {
  const least = Math.max(0, ...branches.map((shapes) => shapes[0]?.width ?? 0));
  const most = Math.max(0, ...branches.map((shapes) => shapes.at(-1)?.width ?? 0));
  const offered: BoneShape[] = [];
  for (let width = least; ; width *= WIDTH_STEP) {
    const chosen = branches.map((shapes) =>
      Math.max(
        0,
        shapes.findLastIndex((shape) => shape.width <= width),
      ),
    );
    let reach = 0;
    let used = 0;
    for (const [i, shapes] of branches.entries()) {
      const shape = shapes[chosen[i] ?? 0];
      reach += shape?.height ?? 0;
      used = Math.max(used, shape?.width ?? 0);
    }
    const length = boneLength(reach);
    if (length < (offered.at(-1)?.length ?? Infinity))
      offered.push({ width: used, length, branches: chosen });
    if (width >= most) return offered;
  }
}

function pictureCost(bones: readonly ShapedBone[], offers: readonly BoneShape[][], limit: number): number {
  let width = 300;
  const longest = { above: 0, below: 0 };
  for (let pair = 0; pair < bones.length; pair += 2) {
    let widest = 0;
    for (let b = pair; b < Math.min(pair + 2, bones.length); b++) {
      const shape = narrowest(offers[b] ?? [], limit);
      const half = bones[b]?.half ?? 'above';
      widest = Math.max(widest, shape?.width ?? 0);
      longest[half] = Math.max(longest[half], shape?.length ?? 0);
    }
    width += widest + 40;
  }
  const height = longest.above + longest.below + 80;
  const wholeWidth = width + LEAN * Math.max(longest.above, longest.below);
  const aspect = wholeWidth / height;
  const stretch = aspect > WIDEST ? aspect / WIDEST : aspect < NARROWEST ? NARROWEST / aspect : 1;
  return wholeWidth * height * stretch;
}

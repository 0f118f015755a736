import type { Fishbone } from '../fishbone.ts';
import { HEAD_ID } from './fishbone-layout.ts';
import type { Box, FishboneLayout, PlacedLabel, PlacedSegment } from './fishbone-layout.ts';
import type { ArrangedFishbone } from './arrange-fishbone.ts';
import { CATEGORY_STYLE, CAUSE_STYLE, HEAD_STYLE, LEAN, MARGIN, TAIL_LENGTH } from './layout-style.ts';
import type { LayoutTree } from './layout-tree.ts';
import { emptyPlacement, placeBranch } from './place-branch.ts';
import type { Placement } from './place-branch.ts';
import type { PlacedBone, PlacedStroke } from './place-half.ts';
import { emptyPlan, planBranch } from './plan-columns.ts';
import type { ColumnPlan } from './plan-columns.ts';
import type { WrappedText } from './wrap-text.ts';

/**
 * Turns upright positions into the leaning picture: heights become y above or below the spine,
 * everything leans towards the tail, the head may look left, and the corner moves to the origin.
 */
export function drawFishbone(
  fishbone: Fishbone,
  trees: readonly LayoutTree[],
  head: WrappedText,
  { halves, arrangement, scale }: ArrangedFishbone,
): FishboneLayout {
  const labels: PlacedLabel[] = [headLabel(fishbone.head, head)];
  const tail = Math.min(halves.above.lastJoint, halves.below.lastJoint) - TAIL_LENGTH;
  const segments: PlacedSegment[] = [
    { kind: 'spine', id: HEAD_ID, hue: null, depth: 0, x1: tail, y1: 0, x2: 0, y2: 0 },
  ];
  const bones = [...halves.above.bones, ...halves.below.bones];
  const [tree] = trees;
  if (tree) {
    const painter = { trees, plan: emptyPlan(tree), placement: emptyPlacement(tree), labels, segments };
    for (const bone of tree.bones) {
      const placed = bones.find(({ arranged }) => arranged.bone === bone);
      if (placed) drawBone(placed, painter);
    }
  }
  if (fishbone.headSide === 'left') mirror(labels, segments);
  return { ...moveToOrigin(fishbone, labels, segments), arrangement, scale };
}

interface Painter {
  trees: readonly LayoutTree[];
  plan: ColumnPlan;
  placement: Placement;
  labels: PlacedLabel[];
  segments: PlacedSegment[];
}

function drawBone(placed: PlacedBone, painter: Painter): void {
  const { arranged, length, middle, strokes } = placed;
  const { bone, half } = arranged;
  const sign = half === 'above' ? -1 : 1;
  const stroke: DrawStroke = (kind, id, depth, from, to) => {
    painter.segments.push({
      kind,
      id,
      hue: bone.hue,
      depth,
      x1: from[0] - from[1] * LEAN,
      y1: sign * from[1],
      x2: to[0] - to[1] * LEAN,
      y2: sign * to[1],
    });
  };
  painter.labels.push(categoryLabel(placed));
  const first = strokes[0]?.joint ?? 0;
  const last = strokes.at(-1)?.joint ?? first;
  for (const [nth, each] of strokes.entries()) {
    const lines = each.columns.map((column) => drawColumn(placed, each.joint, column, stroke, painter));
    // A tooth ends at the line nearest the spine; the bone itself meets the spine.
    const end = nth === 0 ? 0 : Math.min(...lines);
    stroke('bone', bone.id, 1, [each.joint, length], [each.joint, end]);
  }
  if (strokes.length > 1) stroke('bone', bone.id, 1, [Math.min(last, middle), length], [first, length]);
}

type DrawStroke = (
  kind: PlacedSegment['kind'],
  id: string,
  depth: number,
  from: readonly [position: number, height: number],
  to: readonly [position: number, height: number],
) => void;

/** Draws the causes of a column; returns the height of its line nearest the spine. */
function drawColumn(
  { arranged: { bone, half } }: PlacedBone,
  joint: number,
  { side, column, start }: PlacedStroke['columns'][number],
  stroke: DrawStroke,
  painter: Painter,
): number {
  const { trees, plan, placement, labels } = painter;
  const away = side === 'tail' ? -1 : 1;
  let root = bone.from;
  for (let i = 0; i < column.from; i++) root = trees[0]?.end[root] ?? root;
  const firstRoot = root;
  let rowStart = start;
  for (const { wrap, planned } of column.shapes) {
    const tree = trees[wrap];
    if (!tree) continue;
    planBranch(tree, root, half, planned, plan);
    placement.ribs = [];
    placeBranch(tree, root, half, rowStart, plan, placement);
    rowStart += plan.extent[root] ?? 0;
    const end = tree.end[root] ?? root;
    for (let i = root; i < end; i++) {
      const cause = tree.texts[i];
      if (!cause) continue;
      const line = placement.line[i] ?? 0;
      const text = placement.text[i] ?? 0;
      const near = placement.near[i] ?? 0;
      const width = tree.labelWidth[i] ?? 0;
      const height = tree.labelHeight[i] ?? 0;
      const depth = (tree.depth[i] ?? 0) + 1;
      // The corner of the text that comes nearest to the bone: the outer one on the tail side.
      const x = side === 'tail' ? joint - near - (text + height) * LEAN - width : joint + near - text * LEAN;
      const edge = side === 'tail' ? x : x + width;
      const textReach = away * (edge + line * LEAN - joint);
      const lineReach = Math.max(textReach, placement.lineReach[i] ?? 0);
      const causeJoint = joint + away * (placement.joint[i] ?? 0);
      stroke('cause', cause.id, depth, [joint + away * lineReach, line], [causeJoint, line]);
      labels.push({
        id: cause.id,
        kind: 'cause',
        text: cause.text,
        lines: cause.lines,
        lineWidths: cause.lineWidths,
        lineHeight: CAUSE_STYLE.lineHeight,
        x,
        y: half === 'above' ? -text - height : text,
        width,
        height,
        frame: null,
        hue: bone.hue,
        depth,
        hiddenCount: cause.hiddenCount,
      });
    }
    for (let r = 0; r < placement.ribs.length; r += 4) {
      const owner = placement.ribs[r] ?? 0;
      const rib = joint + away * (placement.ribs[r + 1] ?? 0);
      const id = tree.texts[owner]?.id ?? bone.id;
      const depth = (tree.depth[owner] ?? 0) + 1;
      stroke('rib', id, depth, [rib, placement.ribs[r + 3] ?? 0], [rib, placement.ribs[r + 2] ?? 0]);
    }
    root = end;
  }
  return placement.line[firstRoot] ?? 0;
}

function headLabel(text: string, head: WrappedText): PlacedLabel {
  const height = head.lines.length * HEAD_STYLE.lineHeight;
  const width = Math.max(head.width, HEAD_STYLE.lineHeight);
  const { paddingX, paddingY } = HEAD_STYLE;
  return {
    id: HEAD_ID,
    kind: 'head',
    text,
    lines: head.lines,
    lineWidths: head.lineWidths,
    lineHeight: HEAD_STYLE.lineHeight,
    x: paddingX,
    y: -height / 2,
    width,
    height,
    frame: { x: 0, y: -height / 2 - paddingY, width: width + 2 * paddingX, height: height + 2 * paddingY },
    hue: null,
    depth: 0,
    hiddenCount: 0,
  };
}

function categoryLabel({ arranged, length, middle, frame: size }: PlacedBone): PlacedLabel {
  const { bone, half } = arranged;
  const frame: Box = {
    x: middle - length * LEAN - size.width / 2,
    y: half === 'above' ? -length - size.height : length,
    ...size,
  };
  return {
    id: bone.id,
    kind: 'category',
    text: bone.text,
    lines: bone.label.lines,
    lineWidths: bone.label.lineWidths,
    lineHeight: CATEGORY_STYLE.lineHeight,
    x: frame.x + CATEGORY_STYLE.paddingX,
    y: frame.y + CATEGORY_STYLE.paddingY,
    width: bone.label.width,
    height: size.height - 2 * CATEGORY_STYLE.paddingY,
    frame,
    hue: bone.hue,
    depth: 1,
    hiddenCount: 0,
  };
}

function mirror(labels: readonly PlacedLabel[], segments: readonly PlacedSegment[]): void {
  for (const label of labels) {
    label.x = -label.x - label.width;
    if (label.frame) label.frame.x = -label.frame.x - label.frame.width;
  }
  for (const segment of segments) {
    segment.x1 = -segment.x1;
    segment.x2 = -segment.x2;
  }
}

function moveToOrigin(
  fishbone: Fishbone,
  labels: PlacedLabel[],
  segments: PlacedSegment[],
): Omit<FishboneLayout, 'arrangement' | 'scale'> {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const include = (x: number, y: number): void => {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  };
  for (const label of labels) {
    const box = label.frame ?? label;
    include(box.x, box.y);
    include(box.x + box.width, box.y + box.height);
  }
  for (const segment of segments) {
    include(segment.x1, segment.y1);
    include(segment.x2, segment.y2);
  }
  // Whole pixels: the hairlines of the spine and of frames stay sharp.
  const dx = Math.ceil(MARGIN - left);
  const dy = Math.ceil(MARGIN - top);
  for (const label of labels) {
    label.x += dx;
    label.y += dy;
    if (label.frame) label.frame = { ...label.frame, x: label.frame.x + dx, y: label.frame.y + dy };
  }
  for (const segment of segments) {
    segment.x1 += dx;
    segment.x2 += dx;
    segment.y1 += dy;
    segment.y2 += dy;
  }
  return {
    width: Math.ceil(right + dx + MARGIN),
    height: Math.ceil(bottom + dy + MARGIN),
    headSide: fishbone.headSide,
    anchor: { x: dx, y: dy },
    labels,
    segments,
  };
}

import type { Fishbone } from '../fishbone.ts';
import { HEAD_ID } from './fishbone-layout.ts';
import type { Box, FishboneLayout, PlacedLabel, PlacedSegment } from './fishbone-layout.ts';
import { CATEGORY_STYLE, CAUSE_STYLE, HEAD_STYLE, LEAN, MARGIN } from './layout-style.ts';
import type { LayoutTree } from './layout-tree.ts';
import type { PlannedBone } from './place-bone.ts';
import type { Placement } from './place-branch.ts';
import type { WrappedText } from './wrap-text.ts';

/** A bone at its joint, with the ribs on it (upright position, first and last height of each). */
export interface PlacedBone {
  planned: PlannedBone;
  joint: number;
  ribs: readonly number[];
}

/**
 * Turns upright positions into the leaning picture: heights become y above or below the spine,
 * everything leans towards the tail, the head may look left, and the corner moves to the origin.
 */
export function drawFishbone(
  fishbone: Fishbone,
  tree: LayoutTree,
  head: WrappedText,
  bones: readonly PlacedBone[],
  placement: Placement,
  tail: number,
): Omit<FishboneLayout, 'boneLimit'> {
  const labels: PlacedLabel[] = [headLabel(fishbone.head, head)];
  const segments: PlacedSegment[] = [
    { kind: 'spine', id: HEAD_ID, hue: null, depth: 0, x1: tail, y1: 0, x2: 0, y2: 0 },
  ];
  for (const { planned, joint, ribs } of bones) {
    const { bone, half, length } = planned;
    const { hue } = bone;
    const sign = half === 'above' ? -1 : 1;
    const stroke = (
      kind: PlacedSegment['kind'],
      id: string,
      depth: number,
      from: readonly [position: number, height: number],
      to: readonly [position: number, height: number],
    ): void => {
      segments.push({
        kind,
        id,
        hue,
        depth,
        x1: from[0] - from[1] * LEAN,
        y1: sign * from[1],
        x2: to[0] - to[1] * LEAN,
        y2: sign * to[1],
      });
    };
    stroke('bone', bone.id, 1, [joint, length], [joint, 0]);
    labels.push(categoryLabel(planned, joint));
    for (let i = bone.from; i < bone.to; i++) {
      const cause = tree.texts[i];
      if (!cause) continue;
      const line = placement.line[i] ?? 0;
      const text = placement.text[i] ?? 0;
      const height = tree.labelHeight[i] ?? 0;
      const depth = (tree.depth[i] ?? 0) + 1;
      stroke('cause', cause.id, depth, [placement.lineEnd[i] ?? 0, line], [placement.joint[i] ?? 0, line]);
      labels.push({
        id: cause.id,
        kind: 'cause',
        text: cause.text,
        lines: cause.lines,
        lineWidths: cause.lineWidths,
        lineHeight: CAUSE_STYLE.lineHeight,
        x: placement.textLeft[i] ?? 0,
        y: half === 'above' ? -text - height : text,
        width: tree.labelWidth[i] ?? 0,
        height,
        frame: null,
        hue,
        depth,
        hiddenCount: cause.hiddenCount,
      });
    }
    for (let r = 0; r < ribs.length; r += 4) {
      const owner = ribs[r] ?? 0;
      const rib = ribs[r + 1] ?? 0;
      const id = tree.texts[owner]?.id ?? bone.id;
      stroke('rib', id, (tree.depth[owner] ?? 0) + 1, [rib, ribs[r + 3] ?? 0], [rib, ribs[r + 2] ?? 0]);
    }
  }
  if (fishbone.headSide === 'left') mirror(labels, segments);
  return moveToOrigin(fishbone, labels, segments);
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

function categoryLabel(
  { bone, half, length, frameWidth, frameHeight }: PlannedBone,
  joint: number,
): PlacedLabel {
  const frame: Box = {
    x: joint - length * LEAN - frameWidth / 2,
    y: half === 'above' ? -length - frameHeight : length,
    width: frameWidth,
    height: frameHeight,
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
    height: frameHeight - 2 * CATEGORY_STYLE.paddingY,
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
): Omit<FishboneLayout, 'boneLimit'> {
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

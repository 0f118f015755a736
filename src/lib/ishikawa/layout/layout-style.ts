import type { TextStyle } from './text-metrics.ts';

/** How the text of one kind of label is set; pixels. */
export interface LabelStyle extends TextStyle {
  lineHeight: number;
  maxWidth: number;
  /** Room between the text and the frame drawn around it. */
  paddingX: number;
  paddingY: number;
}

export const HEAD_STYLE: LabelStyle = {
  size: 18,
  weight: 600,
  lineHeight: 24,
  maxWidth: 210,
  paddingX: 20,
  paddingY: 16,
};
export const CATEGORY_STYLE: LabelStyle = {
  size: 14,
  weight: 600,
  lineHeight: 18,
  maxWidth: 150,
  paddingX: 12,
  paddingY: 6,
};
/** A cause that hangs on a bone; the whys behind it are set lighter. */
export const CAUSE_STYLE: LabelStyle = {
  size: 13,
  weight: 500,
  lineHeight: 16,
  maxWidth: 170,
  paddingX: 0,
  paddingY: 0,
};

export const WHY_STYLE: LabelStyle = { ...CAUSE_STYLE, weight: 400 };

/** How a label is set; 0 is the depth of the head, 2 that of a cause on a bone. */
export function labelStyle({
  kind,
  depth,
}: {
  kind: 'head' | 'category' | 'cause';
  depth: number;
}): LabelStyle {
  if (kind === 'head') return HEAD_STYLE;
  if (kind === 'category') return CATEGORY_STYLE;
  return depth > 2 ? WHY_STYLE : CAUSE_STYLE;
}

/** How thick a stroke is drawn, in pixels: thinner with each level, so that the bones dominate. */
export function strokeWidth({
  kind,
  depth,
}: {
  kind: 'spine' | 'bone' | 'rib' | 'cause';
  depth: number;
}): number {
  if (kind === 'spine') return 4;
  if (kind === 'bone') return 2.5;
  return depth > 2 || kind === 'rib' ? 1 : 1.5;
}

/** Widths at which the texts of causes may be wrapped; the picture takes for each what fits best. */
export const CAUSE_WRAPS: readonly number[] = [110, 130, 150, CAUSE_STYLE.maxWidth];

/** Pixels that a bone leans towards the tail for each pixel away from the spine: 71 degrees. */
export const LEAN = 0.34;
/** From the line of a cause to the text that stands on it. */
export const LINE_GAP = 3;
/** From one row to the next. */
export const ROW_GAP = 5;
/** From the spine to the first row. */
export const SPINE_GAP = 16;
/** From the last row to the frame of the category. */
export const CATEGORY_GAP = 10;
/** From the bone that a cause joins to its own rib. */
export const RIB_INDENT = 12;
/** From a bone or rib to the text beside it. */
export const TEXT_GAP = 6;
/** From one column of causes or whys to the next. */
export const COLUMN_GAP = 12;
/** The line of a cause without a text, so that there is something to see. */
export const SHORTEST_LINE = 36;
/** A bone without causes. */
export const SHORTEST_BONE = 56;
/** From the head to the first joint, and from the last joint to the end of the tail. */
export const TAIL_LENGTH = 28;
/** Around the whole picture. */
export const MARGIN = 16;

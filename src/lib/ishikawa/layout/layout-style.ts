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
export const CAUSE_STYLE: LabelStyle = {
  size: 13,
  weight: 400,
  lineHeight: 16,
  maxWidth: 170,
  paddingX: 0,
  paddingY: 0,
};

/** Pixels that a bone leans towards the tail for each pixel away from the spine: 71 degrees. */
export const LEAN = 0.34;
/** From the line of a cause to the text that stands on it. */
export const LINE_GAP = 3;
/** From one row to the next. */
export const ROW_GAP = 6;
/** From the spine to the first row. */
export const SPINE_GAP = 14;
/** From the last row to the frame of the category. */
export const CATEGORY_GAP = 10;
/** From the bone that a cause joins to its own rib. */
export const RIB_INDENT = 12;
/** From a bone or rib to the text beside it. */
export const TEXT_GAP = 6;
/** From one column of whys, or one bone, to the next. */
export const COLUMN_GAP = 14;
/** The line of a cause without a text, so that there is something to see. */
export const SHORTEST_LINE = 36;
/** A bone without causes. */
export const SHORTEST_BONE = 56;
/** From the head to the first joint, and from the last joint to the end of the tail. */
export const TAIL_LENGTH = 28;
/** Around the whole picture. */
export const MARGIN = 16;

import type { CategoryHue } from '../cause.ts';
import type { HeadSide } from '../fishbone.ts';
import type { Arrangement } from './arrangement.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The text of one node: its box holds all lines. `frame` is what is drawn around head and categories. */
export interface PlacedLabel extends Box {
  id: string;
  kind: 'head' | 'category' | 'cause';
  text: string;
  lines: readonly string[];
  /** The measured width of each line. */
  lineWidths: readonly number[];
  lineHeight: number;
  frame: Box | null;
  hue: CategoryHue | null;
  /** 0 for the head, 1 for a category, 2 for a cause on it, and so on. */
  depth: number;
  /** How many whys are folded away under this cause. */
  hiddenCount: number;
}

/**
 * One straight stroke. A rib is the slanted stroke that carries the whys of a cause. A bone that needs more than
 * two columns has teeth, and a beam that ties them to its end: bones of the same id.
 */
export interface PlacedSegment {
  kind: 'spine' | 'bone' | 'rib' | 'cause';
  /** The category or cause that the stroke belongs to; the head for the spine. */
  id: string;
  hue: CategoryHue | null;
  depth: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** A picture in pixels: origin at the top left, y down, everything within width and height. */
export interface FishboneLayout {
  width: number;
  height: number;
  headSide: HeadSide;
  /** Where the spine meets the head: the point that an edit does not move relative to the head. */
  anchor: { x: number; y: number };
  /** How it is arranged; hand it to the next layout of the same fishbone to keep its shape. */
  arrangement: Arrangement;
  /** How much the picture is enlarged when it is fitted into its surface (of 1920 x 900, or as large). */
  scale: number;
  labels: PlacedLabel[];
  segments: PlacedSegment[];
}

/** The id under which the head appears among labels and segments. */
export const HEAD_ID = 'head';

import {
  CATEGORY_GAP,
  CATEGORY_STYLE,
  COLUMN_GAP,
  LEAN,
  MARGIN,
  SHORTEST_BONE,
  SPINE_GAP,
  TAIL_LENGTH,
} from './layout-style.ts';
import type { LayoutBone } from './layout-tree.ts';
import type { Half } from './plan-columns.ts';
import { BAND, bandAt } from './reach.ts';
import type { Side } from './reach.ts';
import { reachOf } from './split-bone.ts';
import type { BoneColumn } from './split-bone.ts';

/** A bone whose causes are put into columns. */
export interface ArrangedBone {
  bone: LayoutBone;
  half: Half;
  columns: readonly BoneColumn[];
}

/** A bone, or a tooth of it, at its upright position, with the columns on its two sides. */
export interface PlacedStroke {
  joint: number;
  columns: readonly { side: Side; column: BoneColumn; start: number }[];
}

/**
 * A bone where it stands: its own stroke first, then its teeth, all as high as the bone is long. The frame of
 * the category stands on the beam that ties them.
 */
export interface PlacedBone {
  arranged: ArrangedBone;
  /** Height at which the bone ends and the frame of its category starts. */
  length: number;
  /** Upright position of the middle of the frame. */
  middle: number;
  frame: { width: number; height: number };
  strokes: readonly PlacedStroke[];
}

/** One half of the picture: how far it reaches to the tail and away from the spine. */
export interface PlacedHalf {
  bones: PlacedBone[];
  /** Position of the joint farthest from the head; 0 without bones. */
  lastJoint: number;
  /** How far it reaches left of the head, in the leaning picture; pixels. */
  width: number;
  height: number;
}

/** Where a stroke is to stand, given where it comes nearest to the head; never nearer than that. */
export type JointRule = (bone: number, stroke: number, nearest: number) => number;

/** From one stroke of a bone to the next. */
const TOOTH_GAP = 40;
/** Rows on the head side start a little farther out: opposite lines never fall on one point. */
const HEAD_SIDE_SHIFT = 2.5;

/** The length of a bone whose highest column has this height. */
export function boneLength(height: number): number {
  return Math.max(SHORTEST_BONE, height > 0 ? SPINE_GAP + height + CATEGORY_GAP : 0);
}

/**
 * Places the bones of one half from the head to the tail, each as near to the head as what stands there lets
 * it: the columns of neighbours interlock row by row.
 */
export function placeHalf(
  bones: readonly ArrangedBone[],
  head: { width: number; height: number },
  rule: JointRule = (_bone, _stroke, nearest) => nearest,
): PlacedHalf {
  const edge = new Edge(head);
  const placed: PlacedBone[] = [];
  let lastJoint = 0;
  let height = head.height / 2;
  for (const [order, arranged] of bones.entries()) {
    const length = boneLength(Math.max(0, ...arranged.columns.map((column) => column.height)));
    const frame = frameOf(arranged.bone);
    const beside = edge.over(length - CATEGORY_GAP, length + frame.height + CATEGORY_GAP);
    const nearestMiddle = beside - COLUMN_GAP - frame.width / 2 - frame.height * LEAN;
    const pairs = pairUp(arranged.columns);
    const strokes: PlacedStroke[] = [];
    for (const [nth, pair] of pairs.entries()) {
      const columns = columnsOf(pair);
      const reaches = columns.map(({ side, column }) => ({ side, reach: reachOf(column) }));
      const onHead = reaches.find(({ side }) => side === 'head')?.reach.head ?? [];
      let nearest = Math.min(
        edge.beside(onHead, length) - COLUMN_GAP,
        (strokes.at(-1)?.joint ?? lastJoint) - (nth > 0 ? TOOTH_GAP : TAIL_LENGTH),
      );
      if (pairs.length === 1) nearest = Math.min(nearest, nearestMiddle);
      const joint = Math.min(nearest, rule(order, nth, nearest));
      edge.take(nth > 0 ? SPINE_GAP : 0, length, joint);
      for (const { side, reach } of reaches) if (side === 'tail') edge.takeColumn(joint, reach.tail);
      strokes.push({ joint, columns });
    }
    const first = strokes[0]?.joint ?? 0;
    const last = strokes.at(-1)?.joint ?? first;
    const middle = Math.min((first + last) / 2, nearestMiddle);
    edge.take(length, length, Math.min(last, middle));
    edge.take(length, length + frame.height, middle - frame.width / 2);
    height = Math.max(height, length + frame.height);
    lastJoint = first;
    placed.push({ arranged, length, middle, frame, strokes });
  }
  return { bones: placed, lastJoint, width: Math.max(edge.width(), TAIL_LENGTH - lastJoint), height };
}

function frameOf(bone: LayoutBone): { width: number; height: number } {
  return {
    width: bone.label.width + 2 * CATEGORY_STYLE.paddingX,
    height: bone.label.lines.length * CATEGORY_STYLE.lineHeight + 2 * CATEGORY_STYLE.paddingY,
  };
}

/** Columns go two by two, one on each side of a stroke; the last of an odd number stands on the tail side. */
function pairUp(columns: readonly BoneColumn[]): BoneColumn[][] {
  const pairs: BoneColumn[][] = [];
  for (let i = 0; i < Math.max(1, columns.length); i += 2) pairs.push(columns.slice(i, i + 2));
  return pairs;
}

function columnsOf(pair: readonly BoneColumn[]): PlacedStroke['columns'] {
  return pair.map((column, i) => {
    const side = pair.length === 2 && i === 0 ? 'head' : 'tail';
    return { side, column, start: SPINE_GAP + (side === 'head' ? HEAD_SIDE_SHIFT : 0) };
  });
}

/**
 * How far one half already reaches towards the tail, band by band: the outline of a town, in upright
 * positions. Before anything stands, above and below the head the head's own width is free as well.
 */
class Edge {
  readonly #head: { width: number; height: number };
  readonly #positions: number[] = [];

  constructor(head: { width: number; height: number }) {
    this.#head = head;
  }

  #at(band: number): number {
    return this.#positions[band] ?? this.#start(band);
  }

  #start(band: number): number {
    const height = band * BAND;
    return height < this.#head.height / 2 + MARGIN ? 0 : this.#head.width + height * LEAN;
  }

  /** The nearest to the tail over a range of heights. */
  over(from: number, to: number): number {
    let position = Infinity;
    for (let band = bandAt(from); band <= bandAt(to); band++) position = Math.min(position, this.#at(band));
    return position;
  }

  /** The position of a stroke of this length at which the column on its head side touches the edge. */
  beside(column: readonly number[], length: number): number {
    const firstRow = SPINE_GAP / BAND;
    let position = Infinity;
    for (let band = 0; band <= bandAt(length); band++) {
      // The shift of the head side puts a row into the next band as well.
      const reach = Math.max(column[band - firstRow] ?? 0, column[band - firstRow - 1] ?? 0);
      position = Math.min(position, this.#at(band) - reach);
    }
    return position;
  }

  /** Marks a range of heights as taken up to a position. */
  take(from: number, to: number, position: number): void {
    for (let band = bandAt(from); band <= bandAt(to); band++) this.#takeBand(band, position);
  }

  /** Marks what a column on the tail side takes of its stroke's surroundings. */
  takeColumn(joint: number, reach: readonly number[]): void {
    const firstRow = SPINE_GAP / BAND;
    for (const [band, distance] of reach.entries()) this.#takeBand(firstRow + band, joint - distance);
  }

  #takeBand(band: number, position: number): void {
    for (let each = this.#positions.length; each <= band; each++) this.#positions.push(this.#start(each));
    this.#positions[band] = Math.min(this.#at(band), position);
  }

  /** How far all of it reaches left of the head in the leaning picture. */
  width(): number {
    return Math.max(0, ...this.#positions.map((position, band) => (band + 1) * BAND * LEAN - position));
  }
}

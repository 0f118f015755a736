import type { Fishbone } from '../fishbone.ts';
import { walkCauses } from '../fishbone.ts';
import { HEAD_ID } from '../layout/fishbone-layout.ts';
import type { Box, FishboneLayout, PlacedLabel, PlacedSegment } from '../layout/fishbone-layout.ts';

/** Pixels that must stay free between a text and a line. */
const CLEARANCE = 1;
/** Rounding of positions, in pixels. */
const EPSILON = 1e-6;
const CELL = 96;

/**
 * Everything in a picture that breaks the promises of a layout, in words; none for a good one. Finds
 * neighbours through a grid, so a thousand causes take a moment. For tests and benchmarks.
 */
export function layoutFaults(layout: FishboneLayout, fishbone: Fishbone): string[] {
  const faults: string[] = [];
  const parentOf = new Map<string, string>();
  for (const { node, parent, bone } of walkCauses(fishbone)) parentOf.set(node.id, parent?.id ?? bone.id);
  for (const bone of fishbone.bones) parentOf.set(bone.id, HEAD_ID);

  const boxes = layout.labels.map((label) => ({ label, box: label.frame ?? label }));
  const labelGrid = new Grid<{ label: PlacedLabel; box: Box }>();
  for (const entry of boxes) {
    const { box, label } = entry;
    const isInside =
      box.x >= 0 && box.y >= 0 && box.x + box.width <= layout.width && box.y + box.height <= layout.height;
    if (!isInside) faults.push(`label ${label.id} leaves the picture`);
    for (const other of labelGrid.near(box)) {
      if (overlaps(box, other.box)) faults.push(`labels ${label.id} and ${other.label.id} overlap`);
    }
    labelGrid.add(box, entry);
  }

  const segmentGrid = new Grid<PlacedSegment>();
  for (const segment of layout.segments) {
    const box = boxOf(segment);
    if (box.x < 0 || box.y < 0 || box.x + box.width > layout.width || box.y + box.height > layout.height) {
      faults.push(`${segment.kind} of ${segment.id} leaves the picture`);
    }
    for (const { label } of labelGrid.near(box)) {
      if (touchesBox(segment, label))
        faults.push(`${segment.kind} of ${segment.id} touches label ${label.id}`);
    }
    for (const other of segmentGrid.near(box)) {
      if (meet(segment, other) && !isJoint(segment, other, parentOf) && !isJoint(other, segment, parentOf)) {
        faults.push(`${segment.kind} of ${segment.id} meets ${other.kind} of ${other.id}`);
      }
    }
    segmentGrid.add(box, segment);
  }
  return faults;
}

class Grid<T> {
  #cells = new Map<string, Set<T>>();

  add(box: Box, item: T): void {
    for (const key of cellsOf(box)) {
      const cell = this.#cells.get(key);
      if (cell) cell.add(item);
      else this.#cells.set(key, new Set([item]));
    }
  }

  near(box: Box): Set<T> {
    const found = new Set<T>();
    for (const key of cellsOf(box)) for (const item of this.#cells.get(key) ?? []) found.add(item);
    return found;
  }
}

function* cellsOf(box: Box): Generator<string> {
  for (let x = Math.floor((box.x - 2) / CELL); x <= Math.floor((box.x + box.width + 2) / CELL); x++) {
    for (let y = Math.floor((box.y - 2) / CELL); y <= Math.floor((box.y + box.height + 2) / CELL); y++) {
      yield `${x},${y}`;
    }
  }
}

function boxOf({ x1, y1, x2, y2 }: PlacedSegment): Box {
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x1 - x2), height: Math.abs(y1 - y2) };
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Clips the segment to the box with its clearance (Liang and Barsky, 1984). */
function touchesBox({ x1, y1, x2, y2 }: PlacedSegment, box: Box): boolean {
  let enter = 0;
  let leave = 1;
  const clip = (direction: number, distance: number): boolean => {
    if (direction === 0) return distance >= 0;
    const at = distance / direction;
    if (direction < 0) enter = Math.max(enter, at);
    else leave = Math.min(leave, at);
    return enter <= leave;
  };
  return (
    clip(x1 - x2, x1 - (box.x - CLEARANCE)) &&
    clip(x2 - x1, box.x + box.width + CLEARANCE - x1) &&
    clip(y1 - y2, y1 - (box.y - CLEARANCE)) &&
    clip(y2 - y1, box.y + box.height + CLEARANCE - y1)
  );
}

/** Which side of a segment a point is on; 0 when it is on its line. */
function side(on: PlacedSegment, x: number, y: number): number {
  const cross = (on.x2 - on.x1) * (y - on.y1) - (on.y2 - on.y1) * (x - on.x1);
  const length = Math.hypot(on.x2 - on.x1, on.y2 - on.y1);
  return Math.abs(cross) <= EPSILON * Math.max(1, length) ? 0 : Math.sign(cross);
}

function meet(a: PlacedSegment, b: PlacedSegment): boolean {
  const ends = [side(a, b.x1, b.y1), side(a, b.x2, b.y2), side(b, a.x1, a.y1), side(b, a.x2, a.y2)] as const;
  if (ends[0] * ends[1] < 0 && ends[2] * ends[3] < 0) return true;
  return (
    touchesEnd(a, b.x1, b.y1) ||
    touchesEnd(a, b.x2, b.y2) ||
    touchesEnd(b, a.x1, a.y1) ||
    touchesEnd(b, a.x2, a.y2)
  );
}

/** Whether a point lies on a segment. */
function touchesEnd(on: PlacedSegment, x: number, y: number): boolean {
  const box = boxOf(on);
  return (
    side(on, x, y) === 0 &&
    x >= box.x - EPSILON &&
    x <= box.x + box.width + EPSILON &&
    y >= box.y - EPSILON &&
    y <= box.y + box.height + EPSILON
  );
}

/** Whether `child` may end on `parent`: it then touches with its end and crosses nothing. */
function isJoint(
  child: PlacedSegment,
  parent: PlacedSegment,
  parentOf: ReadonlyMap<string, string>,
): boolean {
  if (child.kind === 'bone' && parent.kind === 'bone' && child.id === parent.id) {
    // A bone and its teeth each end on the beam that ties them.
    return touchesEnd(parent, child.x1, child.y1) !== touchesEnd(parent, child.x2, child.y2);
  }
  const isRelated =
    (child.kind === 'cause' && parent.kind !== 'cause' && parentOf.get(child.id) === parent.id) ||
    (child.kind === 'rib' && parent.kind === 'cause' && child.id === parent.id) ||
    (child.kind === 'bone' && (parent.kind === 'spine' || parent.kind === 'bone'));
  if (!isRelated) return false;
  return touchesEnd(parent, child.x2, child.y2) && !touchesEnd(parent, child.x1, child.y1);
}

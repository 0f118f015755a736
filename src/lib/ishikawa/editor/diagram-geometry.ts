import type { FishboneLayout, PlacedLabel } from '../layout/fishbone-layout.ts';
import type { Point } from './viewport.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

const STEPS: Record<Direction, Point> = {
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};
/** A label straight ahead is preferred to a nearer one off to the side by this factor. */
const SIDEWAYS = 2.5;

/** The label that an arrow key leads to: the nearest one ahead. Null when there is none. */
export function labelAhead(layout: FishboneLayout, id: string, direction: Direction): PlacedLabel | null {
  const from = layout.labels.find((label) => label.id === id);
  if (!from) return null;
  const step = STEPS[direction];
  let best: PlacedLabel | null = null;
  let least = Infinity;
  for (const label of layout.labels) {
    const dx = gap(from.x, from.width, label.x, label.width);
    const dy = gap(from.y, from.height, label.y, label.height);
    const ahead = step.x === 0 ? middleY(label) - middleY(from) : middleX(label) - middleX(from);
    if (label === from || ahead * (step.x + step.y) <= 1) continue;
    const along = Math.abs(step.x === 0 ? dy : dx);
    const aside = Math.abs(step.x === 0 ? dx : dy);
    // Rows lie so close that the middles decide between two that both touch.
    const distance = along + SIDEWAYS * aside + Math.abs(ahead) / 100;
    if (distance < least) [best, least] = [label, distance];
  }
  return best;
}

/** Where a cause would land if it were dropped: under a label, or after a cause in its row of siblings. */
export interface DropTarget {
  kind: 'under' | 'after';
  label: PlacedLabel;
}

/** A drop farther than this from every label means nothing; pixels of the diagram. */
const REACH = 48;
/** The lower part of a text, next to its line, means "after it". */
const AFTER_SHARE = 0.35;

/** What lies under a pointer that carries a cause. `isAllowed` leaves out the branch that is carried. */
export function dropTargetAt(
  layout: FishboneLayout,
  pointer: Point,
  isAllowed: (id: string) => boolean,
): DropTarget | null {
  let nearest: PlacedLabel | null = null;
  let least = REACH;
  for (const label of layout.labels) {
    if (label.kind === 'head' || !isAllowed(label.id)) continue;
    const box = label.frame ?? label;
    const distance = Math.hypot(gap(pointer.x, 0, box.x, box.width), gap(pointer.y, 0, box.y, box.height));
    if (distance < least) [nearest, least] = [label, distance];
  }
  if (!nearest) return null;
  const isLow = pointer.y > nearest.y + nearest.height * (1 - AFTER_SHARE);
  return { kind: nearest.kind === 'cause' && isLow ? 'after' : 'under', label: nearest };
}

/** The label that lies nearest to a point; undefined where there is none. */
export function nearestLabel(labels: readonly PlacedLabel[], { x, y }: Point): PlacedLabel | undefined {
  let nearest: PlacedLabel | undefined;
  let least = Infinity;
  for (const label of labels) {
    const distance = Math.hypot(gap(x, 0, label.x, label.width), gap(y, 0, label.y, label.height));
    if (distance < least) [nearest, least] = [label, distance];
  }
  return nearest;
}

/** The distance between two intervals, 0 when they overlap. */
function gap(aStart: number, aSize: number, bStart: number, bSize: number): number {
  return Math.max(0, bStart - (aStart + aSize), aStart - (bStart + bSize));
}

function middleX(label: PlacedLabel): number {
  return label.x + label.width / 2;
}

function middleY(label: PlacedLabel): number {
  return label.y + label.height / 2;
}

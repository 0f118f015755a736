import type { CategoryHue } from './cause.ts';
import type { FishboneLayout, PlacedSegment } from './fishbone-layout.ts';

/** A stroke as the page draws it, measured from the point where the spine meets the head. */
export interface StrokePath {
  /** Stays the same for the same stroke of the next picture, so that it can glide there. */
  key: string;
  kind: PlacedSegment['kind'];
  hue: CategoryHue | null;
  d: string;
}

/** The strokes of a picture as paths. A cause may own several ribs, so their keys are numbered. */
export function strokePaths({ segments, anchor }: FishboneLayout): StrokePath[] {
  const seen = new Map<string, number>();
  return segments.map(({ kind, id, hue, x1, y1, x2, y2 }) => {
    const name = `${kind} ${id}`;
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    const d = `M${x1 - anchor.x} ${y1 - anchor.y}L${x2 - anchor.x} ${y2 - anchor.y}`;
    return { key: `${name} ${nth}`, kind, hue, d };
  });
}

/** The labels of a picture by id. */
export function labelsById({
  labels,
}: FishboneLayout): ReadonlyMap<string, FishboneLayout['labels'][number]> {
  return new Map(labels.map((label) => [label.id, label]));
}

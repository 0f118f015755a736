import type { CategoryHue } from '../cause.ts';
import { strokeWidth } from '../layout/layout-style.ts';
import type { Box, FishboneLayout, PlacedLabel, PlacedSegment } from '../layout/fishbone-layout.ts';

/** A stroke as the page draws it. */
export interface StrokePath {
  /** Stays the same for the same stroke of the next picture, so that it can glide there. */
  key: string;
  kind: PlacedSegment['kind'];
  hue: CategoryHue | null;
  /** How thick it is drawn; pixels. */
  width: number;
  d: string;
}

/**
 * A picture measured from the point where the spine meets the head: an edit leaves everything
 * nearer the head exactly where it was, and all people share the coordinates.
 */
export interface AnchoredPicture {
  whole: Box;
  labels: readonly PlacedLabel[];
  strokes: readonly StrokePath[];
}

/** Moves the origin of a layout to its anchor. A cause may own several ribs, so keys are numbered. */
export function anchoredPicture({
  width,
  height,
  anchor,
  labels,
  segments,
}: FishboneLayout): AnchoredPicture {
  const shifted = (box: Box): Box => ({ ...box, x: rounded(box.x - anchor.x), y: rounded(box.y - anchor.y) });
  const seen = new Map<string, number>();
  return {
    whole: { x: -anchor.x, y: -anchor.y, width, height },
    labels: labels.map((label) => ({
      ...label,
      x: rounded(label.x - anchor.x),
      y: rounded(label.y - anchor.y),
      frame: label.frame && shifted(label.frame),
    })),
    strokes: segments.map((segment) => {
      const { kind, id, hue, x1, y1, x2, y2 } = segment;
      const name = `${kind} ${id}`;
      const nth = seen.get(name) ?? 0;
      seen.set(name, nth + 1);
      const from = `${rounded(x1 - anchor.x)} ${rounded(y1 - anchor.y)}`;
      return {
        key: `${name} ${nth}`,
        kind,
        hue,
        width: strokeWidth(segment),
        d: `M${from}L${rounded(x2 - anchor.x)} ${rounded(y2 - anchor.y)}`,
      };
    }),
  };
}

/** To a hundredth of a pixel: what did not move must not look as if it had. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** All strokes of a colour as one path: a thousand causes in a small map stay a handful of elements. */
export function pathsByHue(strokes: readonly StrokePath[]): { hue: CategoryHue | null; d: string }[] {
  return [...Map.groupBy(strokes, (stroke) => stroke.hue)].map(([hue, ofHue]) => ({
    hue,
    d: ofHue.map((stroke) => stroke.d).join(''),
  }));
}

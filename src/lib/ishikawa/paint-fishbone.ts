import type { FishboneLayout, PlacedLabel } from './fishbone-layout.ts';
import { CATEGORY_STYLE, CAUSE_STYLE, HEAD_STYLE } from './layout-style.ts';
import { BASELINE, hueColour, PRINT_COLOURS, STROKE_WIDTH } from './svg.ts';
import type { SvgColours } from './svg.ts';

/** The part of a canvas that is painted on. */
export type Painter = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'fillRect'
  | 'fillStyle'
  | 'fill'
  | 'fillText'
  | 'font'
  | 'lineCap'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'roundRect'
  | 'scale'
  | 'stroke'
  | 'strokeStyle'
>;

const STYLES = { head: HEAD_STYLE, category: CATEGORY_STYLE, cause: CAUSE_STYLE };
const FAMILY = "'Inter Variable', Inter, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Browsers refuse a canvas with a longer side, or with more pixels, than this. */
const LONGEST_SIDE = 16_000;
const MOST_PIXELS = 200_000_000;

/** The scale wanted, or the greatest that a browser can paint this picture in. */
export function paintableScale(layout: { width: number; height: number }, wanted: number): number {
  const { width, height } = layout;
  return Math.min(wanted, LONGEST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
}

/** Paints a picture for a PNG; the same strokes and texts as the SVG, with the page's own font. */
export function paintFishbone(
  painter: Painter,
  layout: FishboneLayout,
  scale: number,
  colours: SvgColours = PRINT_COLOURS,
): void {
  painter.scale(scale, scale);
  painter.fillStyle = colours.paper;
  painter.fillRect(0, 0, layout.width, layout.height);
  painter.lineCap = 'round';
  for (const { kind, hue, x1, y1, x2, y2 } of layout.segments) {
    painter.strokeStyle = hueColour(hue, colours);
    painter.lineWidth = STROKE_WIDTH[kind];
    painter.beginPath();
    painter.moveTo(x1, y1);
    painter.lineTo(x2, y2);
    painter.stroke();
  }
  for (const label of layout.labels) paintLabel(painter, label, colours);
}

function paintLabel(painter: Painter, label: PlacedLabel, colours: SvgColours): void {
  const { frame } = label;
  if (frame) {
    painter.fillStyle = label.kind === 'head' ? colours.head : hueColour(label.hue, colours);
    painter.beginPath();
    painter.roundRect(frame.x, frame.y, frame.width, frame.height, 6);
    painter.fill();
  }
  const { size, weight } = STYLES[label.kind];
  painter.font = `${weight} ${size}px ${FAMILY}`;
  painter.fillStyle = frame ? (label.kind === 'head' ? colours.headInk : colours.paper) : colours.ink;
  for (const [i, line] of label.lines.entries()) {
    const measured = label.lineWidths[i] ?? label.width;
    const x = frame ? label.x + (label.width - measured) / 2 : label.x;
    // Another font than Inter may be wider: it is pressed together rather than let into its neighbour.
    painter.fillText(line, x, label.y + (i + BASELINE) * label.lineHeight, measured + 1);
  }
}

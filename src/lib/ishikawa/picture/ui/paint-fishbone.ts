import type { FishboneLayout, PlacedLabel } from '../../layout/fishbone-layout.ts';
import { labelStyle, strokeWidth } from '../../layout/layout-style.ts';
import { SIGN_PLACE, SMALL_STYLE } from '../mark-picture.ts';
import type { MarkedPicture, PlacedMark, PlacedText } from '../mark-picture.ts';
import { MARK_SIGNS, SIGN_SIZE } from '../mark-signs.ts';
import {
  BASELINE,
  hueColour,
  markColour,
  PRINT_COLOURS,
  SIGN_STROKE,
  STRIKE_AT,
  STRIKE_STROKE,
  UNMARKED,
} from '../svg.ts';
import type { SvgColours } from '../svg.ts';

/** The part of a canvas that is painted on. */
export type Painter = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'fillRect'
  | 'fillStyle'
  | 'fill'
  | 'fillText'
  | 'font'
  | 'lineCap'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'roundRect'
  | 'scale'
  | 'stroke'
  | 'strokeStyle'
>;

const FAMILY = "'Inter Variable', Inter, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Browsers refuse a canvas with a longer side, or with more pixels, than this. */
export const LONGEST_SIDE = 16_000;
export const MOST_PIXELS = 200_000_000;

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
  marked: Pick<MarkedPicture, 'marks' | 'legend' | 'ghosts'> = UNMARKED,
  colours: SvgColours = PRINT_COLOURS,
): void {
  painter.scale(scale, scale);
  painter.fillStyle = colours.paper;
  painter.fillRect(0, 0, layout.width, layout.height);
  painter.lineCap = 'round';
  for (const segment of layout.segments) {
    const { hue, x1, y1, x2, y2 } = segment;
    painter.strokeStyle = hueColour(hue, colours);
    painter.lineWidth = strokeWidth(segment);
    painter.beginPath();
    painter.moveTo(x1, y1);
    painter.lineTo(x2, y2);
    painter.stroke();
  }
  for (const label of layout.labels) paintLabel(painter, label, marked.ghosts.has(label.id), colours);
  for (const mark of marked.marks) paintSign(painter, mark, colours);
  for (const text of marked.legend) paintSmall(painter, text, colours);
}

function paintSign(painter: Painter, { mark, x, y, count }: PlacedMark, colours: SvgColours): void {
  const size = SIGN_PLACE / SIGN_SIZE;
  const colour = markColour(mark, colours);
  painter.lineWidth = SIGN_STROKE * size;
  painter.lineJoin = 'round';
  for (const stroke of MARK_SIGNS[mark]) {
    painter.strokeStyle = stroke.kind === 'line' && stroke.ink === 'paper' ? colours.paper : colour;
    painter.beginPath();
    if (stroke.kind === 'circle') {
      painter.arc(x + stroke.x * size, y + stroke.y * size, stroke.r * size, 0, 2 * Math.PI);
      if (stroke.isFilled === true) {
        painter.fillStyle = colour;
        painter.fill();
      }
    } else {
      for (const [i, point] of stroke.points.entries()) {
        const at = [x + point[0] * size, y + point[1] * size] as const;
        if (i === 0) painter.moveTo(...at);
        else painter.lineTo(...at);
      }
    }
    painter.stroke();
  }
  if (count) paintSmall(painter, count, colours);
}

function paintSmall(painter: Painter, { text, x, y, width }: PlacedText, colours: SvgColours): void {
  painter.font = `${SMALL_STYLE.weight} ${SMALL_STYLE.size}px ${FAMILY}`;
  painter.fillStyle = colours.faded;
  painter.fillText(text, x, y, width + 1);
}

function paintLabel(painter: Painter, label: PlacedLabel, isGhost: boolean, colours: SvgColours): void {
  const { frame } = label;
  if (frame) {
    painter.fillStyle = label.kind === 'head' ? colours.head : hueColour(label.hue, colours);
    painter.beginPath();
    painter.roundRect(frame.x, frame.y, frame.width, frame.height, 6);
    painter.fill();
  }
  const { size, weight } = labelStyle(label);
  painter.font = `${weight} ${size}px ${FAMILY}`;
  const ink = isGhost ? colours.faded : colours.ink;
  painter.fillStyle = frame ? (label.kind === 'head' ? colours.headInk : colours.paper) : ink;
  for (const [i, line] of label.lines.entries()) {
    const measured = label.lineWidths[i] ?? label.width;
    const x = frame ? label.x + (label.width - measured) / 2 : label.x;
    // Another font than Inter may be wider: it is pressed together rather than let into its neighbour.
    painter.fillText(line, x, label.y + (i + BASELINE) * label.lineHeight, measured + 1);
    if (!isGhost || line === '') continue;
    const y = label.y + (i + STRIKE_AT) * label.lineHeight;
    painter.strokeStyle = colours.faded;
    painter.lineWidth = STRIKE_STROKE;
    painter.beginPath();
    painter.moveTo(x, y);
    painter.lineTo(x + measured, y);
    painter.stroke();
  }
}

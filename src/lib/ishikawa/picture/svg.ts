import { escapeXml } from '#lib/base/escape-xml.ts';
import type { FishboneLayout, PlacedLabel, PlacedSegment } from '../layout/fishbone-layout.ts';
import { labelStyle, strokeWidth } from '../layout/layout-style.ts';
import type { MarkedPicture, PlacedMark, PlacedText } from './mark-picture.ts';
import { SIGN_PLACE, SMALL_STYLE } from './mark-picture.ts';
import { MARK_SIGNS, SIGN_SIZE } from './mark-signs.ts';
import type { SignStroke } from './mark-signs.ts';

/** Colours of a standalone picture. `hues` are those of the categories 1 to 8. */
export interface SvgColours {
  paper: string;
  ink: string;
  spine: string;
  head: string;
  headInk: string;
  /** Marks, and the text of what was ruled out. */
  faded: string;
  good: string;
  hues: readonly string[];
}

/** The light colours of the page: dark enough on white for thin lines and for print. */
export const PRINT_COLOURS: SvgColours = {
  paper: '#ffffff',
  ink: '#1b2422',
  spine: '#56625f',
  head: '#0d675f',
  headInk: '#ffffff',
  faded: '#56625f',
  good: '#23703a',
  hues: ['#0067a3', '#b04a00', '#00735a', '#8a4a86', '#7a6200', '#a3326a', '#3e5c76', '#5c5346'],
};

/** Where letters stand in a line of text, from its top, as a share of its height (Inter). */
export const BASELINE = 0.76;

/** How thick the strokes of signs, and those through what was ruled out, are; pixels. */
export const SIGN_STROKE = 1.3;
export const STRIKE_STROKE = 1;
/** Where a line through a text runs, from the top of the line, as a share of its height. */
export const STRIKE_AT = 0.53;

/** A picture without marks. */
export const UNMARKED: Pick<MarkedPicture, 'marks' | 'legend' | 'ghosts'> = {
  marks: [],
  legend: [],
  ghosts: new Set(),
};

/** What the picture is called, for screen readers and browser tabs. */
export interface SvgTexts {
  title: string;
  description: string;
}

/**
 * A picture as one standalone SVG document: no font, style sheet or script from elsewhere. Lines of
 * text carry their measured width, so that another font than Inter cannot make labels overlap.
 */
export function formatSvg(
  layout: FishboneLayout,
  texts: SvgTexts,
  marked: Pick<MarkedPicture, 'marks' | 'legend' | 'ghosts'> = UNMARKED,
  colours: SvgColours = PRINT_COLOURS,
): string {
  const { width, height } = layout;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description" font-family="'Inter Variable', Inter, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif">`,
    `<title id="title">${escapeXml(texts.title)}</title>`,
    `<desc id="description">${escapeXml(texts.description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    '<g fill="none" stroke-linecap="round">',
    ...layout.segments.map((segment) => line(segment, colours)),
    '</g>',
    ...layout.labels.map((label) => labelMarkup(label, marked.ghosts.has(label.id), colours)),
    ...marked.marks.map((mark) => signMarkup(mark, colours)),
    ...marked.legend.map((text) => smallMarkup(text, colours)),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

/** The colour of a category; of the spine for what belongs to none. */
export function hueColour(hue: number | null, colours: SvgColours): string {
  return (hue === null ? undefined : colours.hues[hue - 1]) ?? colours.spine;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function line(segment: PlacedSegment, colours: SvgColours): string {
  const { hue, x1, y1, x2, y2 } = segment;
  const points = `x1="${number(x1)}" y1="${number(y1)}" x2="${number(x2)}" y2="${number(y2)}"`;
  return `<line ${points} stroke="${hueColour(hue, colours)}" stroke-width="${strokeWidth(segment)}"/>`;
}

/** The colour of a sign. */
export function markColour(mark: PlacedMark['mark'], colours: SvgColours): string {
  return mark === 'verified' ? colours.good : colours.faded;
}

function signMarkup({ mark, x, y, count }: PlacedMark, colours: SvgColours): string {
  const colour = markColour(mark, colours);
  const set = `fill="none" stroke="${colour}" stroke-width="${SIGN_STROKE}" stroke-linecap="round" stroke-linejoin="round"`;
  const place = `translate(${number(x)} ${number(y)}) scale(${number(SIGN_PLACE / SIGN_SIZE)})`;
  const strokes = MARK_SIGNS[mark].map((stroke) => strokeMarkup(stroke, colour, colours));
  return `<g data-mark="${mark}" transform="${place}" ${set}>${strokes.join('')}</g>${count ? smallMarkup(count, colours) : ''}`;
}

function strokeMarkup(stroke: SignStroke, colour: string, colours: SvgColours): string {
  if (stroke.kind === 'circle') {
    const fill = stroke.isFilled === true ? ` fill="${colour}"` : '';
    return `<circle cx="${stroke.x}" cy="${stroke.y}" r="${stroke.r}"${fill}/>`;
  }
  const points = stroke.points.map(([x, y]) => `${x},${y}`).join(' ');
  return `<polyline points="${points}"${stroke.ink === 'paper' ? ` stroke="${colours.paper}"` : ''}/>`;
}

function smallMarkup({ text, x, y, width }: PlacedText, colours: SvgColours): string {
  const set = `font-size="${SMALL_STYLE.size}" font-weight="${SMALL_STYLE.weight}" fill="${colours.faded}"`;
  return `<text x="${number(x)}" y="${number(y)}" ${set} textLength="${number(width)}" lengthAdjust="spacingAndGlyphs">${escapeXml(text)}</text>`;
}

/** A drawn line: not every program that shows an SVG knows how to strike text through. */
function strike(x: number, y: number, width: number, colours: SvgColours): string {
  return `<path d="M${number(x)} ${number(y)}h${number(width)}" stroke="${colours.faded}" stroke-width="${STRIKE_STROKE}"/>`;
}

function labelMarkup(label: PlacedLabel, isGhost: boolean, colours: SvgColours): string {
  const style = labelStyle(label);
  const colour = hueColour(label.hue, colours);
  const ink = isGhost
    ? colours.faded
    : label.kind === 'head'
      ? colours.headInk
      : label.kind === 'category'
        ? colours.paper
        : colours.ink;
  const fill = label.kind === 'head' ? colours.head : colour;
  const frame = label.frame
    ? `<rect x="${number(label.frame.x)}" y="${number(label.frame.y)}" width="${number(label.frame.width)}" height="${number(label.frame.height)}" rx="6" fill="${fill}"/>`
    : '';
  const texts = label.lines.map((text, i) => {
    if (text === '') return '';
    const measured = label.lineWidths[i] ?? label.width;
    const isFramed = label.frame !== null;
    const x = isFramed ? label.x + (label.width - measured) / 2 : label.x;
    const y = label.y + (i + BASELINE) * label.lineHeight;
    const set = `font-size="${style.size}" font-weight="${style.weight}" fill="${ink}"`;
    return `<text x="${number(x)}" y="${number(y)}" ${set} textLength="${number(measured)}" lengthAdjust="spacingAndGlyphs">${escapeXml(text)}</text>${isGhost ? strike(x, label.y + (i + STRIKE_AT) * label.lineHeight, measured, colours) : ''}`;
  });
  return frame + texts.join('');
}

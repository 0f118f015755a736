import type { FishboneLayout, PlacedLabel, PlacedSegment } from './fishbone-layout.ts';
import { CATEGORY_STYLE, CAUSE_STYLE, HEAD_STYLE } from './layout-style.ts';

/** Colours of a standalone picture. `hues` are those of the categories 1 to 8. */
export interface SvgColours {
  paper: string;
  ink: string;
  spine: string;
  head: string;
  headInk: string;
  hues: readonly string[];
}

/** The light colours of the page: dark enough on white for thin lines and for print. */
export const PRINT_COLOURS: SvgColours = {
  paper: '#ffffff',
  ink: '#1b2422',
  spine: '#56625f',
  head: '#0d675f',
  headInk: '#ffffff',
  hues: ['#0067a3', '#b04a00', '#00735a', '#8a4a86', '#7a6200', '#a3326a', '#3e5c76', '#5c5346'],
};

/** How thick the strokes are; pixels. */
export const STROKE_WIDTH: Record<PlacedSegment['kind'], number> = {
  spine: 4,
  bone: 2.5,
  rib: 1.25,
  cause: 1.25,
};
const STYLES = { head: HEAD_STYLE, category: CATEGORY_STYLE, cause: CAUSE_STYLE };
/** Where letters stand in a line of text, from its top, as a share of its height (Inter). */
export const BASELINE = 0.76;

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
    ...layout.labels.map((label) => labelMarkup(label, colours)),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

/** Text for the content or an attribute of an XML document; characters that XML forbids are dropped. */
export function escapeXml(text: string): string {
  return (
    text
      // The characters that XML 1.0 forbids.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
  );
}

/** The colour of a category; of the spine for what belongs to none. */
export function hueColour(hue: number | null, colours: SvgColours): string {
  return (hue === null ? undefined : colours.hues[hue - 1]) ?? colours.spine;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function line({ kind, hue, x1, y1, x2, y2 }: PlacedSegment, colours: SvgColours): string {
  const points = `x1="${number(x1)}" y1="${number(y1)}" x2="${number(x2)}" y2="${number(y2)}"`;
  return `<line ${points} stroke="${hueColour(hue, colours)}" stroke-width="${STROKE_WIDTH[kind]}"/>`;
}

function labelMarkup(label: PlacedLabel, colours: SvgColours): string {
  const style = STYLES[label.kind];
  const colour = hueColour(label.hue, colours);
  const ink =
    label.kind === 'head' ? colours.headInk : label.kind === 'category' ? colours.paper : colours.ink;
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
    return `<text x="${number(x)}" y="${number(y)}" ${set} textLength="${number(measured)}" lengthAdjust="spacingAndGlyphs">${escapeXml(text)}</text>`;
  });
  return frame + texts.join('');
}

import { escapeXml } from '#lib/base/escape-xml.ts';

/** One bar of a picture, its texts as the reader's language writes them. */
export interface PictureBar {
  label: string;
  /** In percent. */
  share: number;
  interval: readonly [number, number];
  count: number;
  shareText: string;
  countText: string;
}

const WIDTH = 720;
const TOP = 64;
const ROW = 28;
const BOTTOM = 20;
const LABEL_END = 220;
const TRACK_START = 232;
const TRACK_WIDTH = 300;
const SHARE_END = 604;
const COUNT_END = 704;
/** About what fits before the bars; a longer answer is cut, its table has all of it. */
const LABEL_LETTERS = 30;
/** Paper, whatever the theme of the screen. */
const INK = '#1b2422';
const MUTED = '#56625e';
const BAR = '#86b5ae';

/**
 * Bars of answers with their intervals as an SVG file that stands alone: label, bar, whisker, share and
 * people. All bars share one axis that ends at the longest interval, and never below 10 %. See [SV91].
 */
export function barsSvg(title: string, note: string, bars: readonly PictureBar[]): string {
  const height = TOP + bars.length * ROW + BOTTOM;
  const ends = bars.map(({ interval }) => interval[1]).filter(Number.isFinite); // nobody answered: none
  const longest = Math.max(10, ...ends);
  const at = (percent: number): number => round(TRACK_START + (TRACK_WIDTH * percent) / longest);
  const rows = bars.map((bar, i) => barRow(bar, TOP + i * ROW, at));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ` +
    `font-family="system-ui, sans-serif" font-size="13" fill="${INK}">` +
    `<rect width="100%" height="100%" fill="#ffffff"/>` +
    `<text x="16" y="28" font-size="15" font-weight="600">${escapeXml(title)}</text>` +
    `<text x="16" y="48" font-size="12" fill="${MUTED}">${escapeXml(note)}</text>` +
    `${rows.join('')}</svg>`
  );
}

function barRow(bar: PictureBar, top: number, at: (percent: number) => number): string {
  const middle = top + ROW / 2;
  const text = (x: number, content: string, fill: string): string =>
    `<text x="${x}" y="${middle + 4}" text-anchor="end" fill="${fill}">${escapeXml(content)}</text>`;
  const [low, high] = bar.interval.map(at);
  const whisker = `M${low} ${middle}H${high}M${low} ${middle - 4}v8M${high} ${middle - 4}v8`;
  return (
    `<g>${text(LABEL_END, shortened(bar.label), INK)}` +
    `<rect class="bar" x="${TRACK_START}" y="${middle - 8}" width="${round(at(bar.share || 0) - TRACK_START)}" height="16" fill="${BAR}"/>` +
    // Nobody's share has no interval to show.
    (bar.count > 0 ? `<path d="${whisker}" stroke="${INK}" stroke-width="1.5" fill="none"/>` : '') +
    `${text(SHARE_END, bar.shareText, INK)}${text(COUNT_END, bar.countText, MUTED)}</g>`
  );
}

const round = (x: number): number => Math.round(x * 100) / 100;

function shortened(label: string): string {
  const letters = [...label];
  return letters.length > LABEL_LETTERS ? `${letters.slice(0, LABEL_LETTERS - 1).join('')}…` : label;
}

import {
  CAUSE_TAGS,
  MARK_GAP,
  MARK_WIDTH,
  marksOfNode,
  type CauseMark,
  type MarkNumbers,
} from '../cause-marks.ts';
import type { CauseId } from '../cause.ts';
import { walkCauses, type CauseNode, type Fishbone } from '../fishbone.ts';
import type { FishboneLayout, PlacedLabel } from '../layout/fishbone-layout.ts';
import { layoutFishbone, ROOM_ASPECT } from '../layout/layout-fishbone.ts';
import { CAUSE_STYLE, MARGIN } from '../layout/layout-style.ts';
import type { MeasureText, TextStyle } from '../layout/text-metrics.ts';

/** What a page knows of a cause beyond the board; by the id of the original. */
export interface PageMarks {
  marks: readonly CauseMark[];
  numbers: MarkNumbers;
}

/** What is drawn on a picture besides the board, and how the legend names it. */
export interface Marking {
  pageMarks: (id: CauseId) => PageMarks;
  /** What a mark means, in the language of the board. */
  meaning: (mark: CauseMark) => string;
}

/** A sign on a picture, its left upper corner, and the number behind it. */
export interface PlacedMark {
  mark: CauseMark;
  x: number;
  y: number;
  count: PlacedText | null;
}

/** A line of small text on a picture: `x` is its left end, `y` its base line. */
export interface PlacedText {
  text: string;
  x: number;
  y: number;
  width: number;
}

/** A picture with its marks: the layout has grown by the legend under it. */
export interface MarkedPicture {
  layout: FishboneLayout;
  marks: readonly PlacedMark[];
  /** What stands in the legend behind each of its signs. */
  legend: readonly PlacedText[];
  /** Causes that were ruled out: drawn lighter and struck through. */
  ghosts: ReadonlySet<string>;
}

/** Small text: numbers behind signs, and the legend. */
export const SMALL_STYLE: TextStyle = { size: 11, weight: 400 };
/** The drawn sign is this much smaller than its place. */
export const SIGN_PLACE = MARK_WIDTH - 3;
/** The order of the legend. */
const ALL_MARKS: readonly CauseMark[] = [
  'dots',
  'rating',
  'verified',
  'ruled-out',
  'evidence',
  ...CAUSE_TAGS,
  'note',
  'twin',
];
/** Between a sign and what stands behind it. */
const COUNT_GAP = 1;
const LEGEND_GAP = 18;
const LEGEND_LINE = 20;

interface Row {
  marks: readonly { mark: CauseMark; number: string; numberWidth: number }[];
}

/**
 * Lays a fishbone out with room for its marks, places their signs and puts a legend of those used
 * under it; `aspect` is that of the surface to fill. Pictures that leave the page are made of this; the canvas places its icons alike [IK80].
 */
export function drawMarked(
  fishbone: Fishbone,
  measure: MeasureText,
  marking: Marking,
  aspect: number = ROOM_ASPECT,
): MarkedPicture {
  const rows = marksByCause(fishbone, measure, marking);
  const layout = layoutFishbone(fishbone, measure, {
    aspect,
    reserve: (id) => rowWidth(rows.get(id)),
  });
  const marks: PlacedMark[] = [];
  const ghosts = new Set<string>();
  for (const label of layout.labels) {
    const row = rows.get(label.id);
    if (!row) continue;
    if (row.marks.some(({ mark }) => mark === 'ruled-out')) ghosts.add(label.id);
    marks.push(...placeRow(label, row));
  }
  const used = ALL_MARKS.filter((mark) => marks.some((each) => each.mark === mark));
  const placed = placeLegend(layout, used, measure, marking);
  return { layout: placed.layout, marks: [...marks, ...placed.signs], legend: placed.legend, ghosts };
}

function marksByCause(fishbone: Fishbone, measure: MeasureText, marking: Marking): Map<string, Row> {
  const places = new Map<CauseId, number>();
  for (const { node } of walkCauses(fishbone)) {
    const original = originalOf(node);
    places.set(original, (places.get(original) ?? 0) + 1);
  }
  const rows = new Map<string, Row>();
  for (const { node } of walkCauses(fishbone)) {
    const original = originalOf(node);
    const page = marking.pageMarks(original);
    const isTwin = node.twinOf !== null || (places.get(original) ?? 0) > 1;
    const marks = [...marksOfNode(node, isTwin), ...page.marks];
    if (marks.length === 0) continue;
    rows.set(node.id, {
      marks: marks.map((mark) => {
        const number = page.numbers[mark] ?? '';
        return { mark, number, numberWidth: number === '' ? 0 : measure(number, SMALL_STYLE) };
      }),
    });
  }
  return rows;
}

/** The text of a cause with what its marks mean, for where nothing is drawn: as on a picture, in its order. */
export function textWithMarks(node: CauseNode, { pageMarks, meaning }: Marking): string {
  const { marks, numbers } = pageMarks(originalOf(node));
  const said = [...marks, ...marksOfNode(node, node.twinOf !== null)].map((mark) =>
    numbers[mark] === undefined ? meaning(mark) : `${meaning(mark)}: ${numbers[mark]}`,
  );
  return said.length === 0 ? node.text : `${node.text} (${said.join('; ')})`;
}

function originalOf(node: CauseNode): CauseId {
  return node.twinOf ?? node.id;
}

function rowWidth(row: Row | undefined): number {
  if (!row || row.marks.length === 0) return 0;
  return row.marks.reduce(
    (width, { number, numberWidth }) => width + MARK_WIDTH + (number === '' ? 0 : COUNT_GAP + numberWidth),
    MARK_GAP,
  );
}

/** Signs stand behind the last line of the text, within the box of the label. */
function placeRow(label: PlacedLabel, row: Row): PlacedMark[] {
  const room = label.width - rowWidth(row) + MARK_GAP;
  let x = label.x + Math.min((label.lineWidths.at(-1) ?? 0) + MARK_GAP, room);
  const top = label.y + label.height - label.lineHeight;
  return row.marks.map(({ mark, number, numberWidth }): PlacedMark => {
    const placed: PlacedMark = { mark, x, y: top + (label.lineHeight - SIGN_PLACE) / 2, count: null };
    x += MARK_WIDTH;
    if (number !== '') {
      placed.count = { text: number, x: x - 3 + COUNT_GAP, y: baseLine(top), width: numberWidth };
      x += COUNT_GAP + numberWidth;
    }
    return placed;
  });
}

/** Where small text stands in a line that begins at `top`. */
function baseLine(top: number): number {
  return top + CAUSE_STYLE.lineHeight / 2 + SMALL_STYLE.size * 0.36;
}

/** The signs used and what they mean, in as many lines as the width of the picture asks for. */
function placeLegend(
  layout: FishboneLayout,
  used: readonly CauseMark[],
  measure: MeasureText,
  { meaning }: Marking,
): { layout: FishboneLayout; legend: PlacedText[]; signs: PlacedMark[] } {
  if (used.length === 0) return { layout, legend: [], signs: [] };
  const entries = used.map((mark) => {
    const text = meaning(mark);
    return { mark, text, width: measure(text, SMALL_STYLE) };
  });
  const widest = Math.max(...entries.map(({ width }) => MARK_WIDTH + MARK_GAP + width));
  const width = Math.max(layout.width, Math.ceil(widest) + 2 * MARGIN);
  const legend: PlacedText[] = [];
  const signs: PlacedMark[] = [];
  let x = MARGIN;
  let top = layout.height;
  for (const { mark, text, width: textWidth } of entries) {
    const wide = MARK_WIDTH + MARK_GAP + textWidth;
    if (x > MARGIN && x + wide > width - MARGIN) {
      x = MARGIN;
      top += LEGEND_LINE;
    }
    signs.push({ mark, x, y: top + (CAUSE_STYLE.lineHeight - SIGN_PLACE) / 2, count: null });
    legend.push({ text, x: x + MARK_WIDTH + MARK_GAP, y: baseLine(top), width: textWidth });
    x += wide + LEGEND_GAP;
  }
  return { layout: { ...layout, width, height: top + LEGEND_LINE + MARGIN / 2 }, legend, signs };
}

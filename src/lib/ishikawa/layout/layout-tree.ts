import type { CategoryHue, CategoryId, CauseId } from '../cause.ts';
import type { CauseNode, Fishbone } from '../fishbone.ts';
import type { Arrangement } from './arrangement.ts';
import { CATEGORY_STYLE, CAUSE_STYLE, CAUSE_WRAPS, SHORTEST_LINE, WHY_STYLE } from './layout-style.ts';
import type { LabelStyle } from './layout-style.ts';
import type { MeasureText } from './text-metrics.ts';
import { wrapText } from './wrap-text.ts';
import type { WrappedText } from './wrap-text.ts';

/** What a caller may ask of a layout. */
export interface LayoutOptions {
  /** Causes whose whys are hidden; their labels say how many. */
  folded?: ReadonlySet<CauseId>;
  /** Pixels to keep free after the text of a cause, for a mark that the page draws there. */
  reserve?: (id: CauseId) => number;
  /** Width over height of the surface that the picture is to fill; by default that of the room's picture. */
  aspect?: number;
  /** The arrangement on screen: what an edit left alone stays where it is, whatever room that wastes. */
  keep?: Arrangement;
}

/** The text of a cause as laid out. */
export interface CauseText {
  id: CauseId;
  text: string;
  lines: string[];
  lineWidths: number[];
  width: number;
  hiddenCount: number;
}

/** A bone, and the range of its causes in the arrays of the tree. */
export interface LayoutBone {
  id: CategoryId;
  text: string;
  hue: CategoryHue;
  label: WrappedText;
  from: number;
  to: number;
}

/** All causes in reading order as arrays, so that a branch is the range `i` to `end[i]`. */
export interface LayoutTree {
  bones: LayoutBone[];
  texts: CauseText[];
  depth: Int32Array;
  end: Int32Array;
  labelWidth: Float64Array;
  labelHeight: Float64Array;
}

/** Wraps one text in the style of its kind. */
export function wrapLabel(text: string, style: LabelStyle, measure: MeasureText): WrappedText {
  return wrapText(text, style, (piece) => measure(piece, style));
}

interface FlatCause {
  node: CauseNode;
  shown: string;
  hiddenCount: number;
}

/**
 * Flattens a fishbone and measures it, once for each width at which texts may be wrapped, narrowest first.
 * The trees share their indices, and the text of a cause where two widths wrap it alike. Without recursion,
 * since depth is unlimited.
 */
export function layoutTrees(fishbone: Fishbone, measure: MeasureText, options: LayoutOptions): LayoutTree[] {
  const causes: FlatCause[] = [];
  const depths: number[] = [];
  const ends: number[] = [];
  const bones = fishbone.bones.map((bone): LayoutBone => {
    const from = causes.length;
    flatten(bone.children, options.folded, causes, depths, ends);
    const label = wrapLabel(bone.name, CATEGORY_STYLE, measure);
    return { id: bone.id, text: bone.name, hue: bone.hue, label, from, to: causes.length };
  });
  const depth = Int32Array.from(depths);
  const end = Int32Array.from(ends);
  const reserved = causes.map(({ node }) => options.reserve?.(node.id) ?? 0);
  const onBone = rememberWidths((text) => measure(text, CAUSE_STYLE));
  const behind = rememberWidths((text) => measure(text, WHY_STYLE));
  let narrower: CauseText[] = [];
  return CAUSE_WRAPS.map((wrapWidth): LayoutTree => {
    const texts = causes.map((cause, i) =>
      wrapCause(cause, wrapWidth, depths[i] === 1 ? onBone : behind, narrower[i]),
    );
    narrower = texts;
    return {
      bones,
      texts,
      depth,
      end,
      labelWidth: Float64Array.from(texts, ({ width }, i) =>
        Math.max(SHORTEST_LINE, width + (reserved[i] ?? 0)),
      ),
      labelHeight: Float64Array.from(texts, ({ lines }) => lines.length * CAUSE_STYLE.lineHeight),
    };
  });
}

function flatten(
  children: readonly CauseNode[],
  folded: ReadonlySet<CauseId> | undefined,
  causes: FlatCause[],
  depths: number[],
  ends: number[],
): void {
  // A cause is met twice: when its branch opens, and (`opened` set) when it is complete.
  const pending: { node: CauseNode | null; depth: number; opened: number }[] = [];
  const push = (nodes: readonly CauseNode[], depth: number): void => {
    for (let i = nodes.length - 1; i >= 0; i--) pending.push({ node: nodes[i] ?? null, depth, opened: -1 });
  };
  push(children, 1);
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (!next.node) {
      ends[next.opened] = causes.length;
      continue;
    }
    const { node, depth } = next;
    const isFolded = node.children.length > 0 && folded?.has(node.id) === true;
    const hiddenCount = isFolded ? countBelow(node) : 0;
    const index = causes.length;
    causes.push({ node, shown: isFolded ? `${node.text} (+${hiddenCount})` : node.text, hiddenCount });
    depths.push(depth);
    ends.push(index + 1);
    pending.push({ node: null, depth, opened: index });
    if (!isFolded) push(node.children, depth + 1);
  }
}

/** A word is broken only when it is wider than the widest line; a narrower limit gives way to it. */
function wrapCause(
  { node, shown, hiddenCount }: FlatCause,
  wrapWidth: number,
  measure: (text: string) => number,
  narrower: CauseText | undefined,
): CauseText {
  // One line is one line at any greater width.
  if (narrower?.lines.length === 1) return narrower;
  const longestWord = Math.max(0, ...shown.trim().split(/\s+/).map(measure));
  const maxWidth = Math.max(wrapWidth, Math.min(Math.ceil(longestWord), CAUSE_STYLE.maxWidth));
  const { lines, lineWidths, width } = wrapText(shown, { ...CAUSE_STYLE, maxWidth }, measure);
  if (narrower && narrower.lines.length === lines.length) return narrower;
  return { id: node.id, text: node.text, lines, lineWidths, width, hiddenCount };
}

function rememberWidths(measure: (text: string) => number): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    let width = known.get(text);
    if (width === undefined) known.set(text, (width = measure(text)));
    return width;
  };
}

function countBelow(node: CauseNode): number {
  let count = -1;
  const pending = [node];
  for (let next = pending.pop(); next; next = pending.pop()) {
    count++;
    pending.push(...next.children);
  }
  return count;
}

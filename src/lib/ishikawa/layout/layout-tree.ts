import type { CategoryHue, CategoryId, CauseId } from '../cause.ts';
import type { CauseNode, Fishbone } from '../fishbone.ts';
import { CATEGORY_STYLE, CAUSE_STYLE, SHORTEST_LINE } from './layout-style.ts';
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
  /** `boneLimit` of the layout before this edit: keeps the shape of the picture while one works on it. */
  keepBoneLimit?: number;
}

/** The text of a cause as laid out. */
export interface CauseText {
  id: CauseId;
  text: string;
  lines: string[];
  lineWidths: number[];
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

/** Flattens and measures a fishbone; without recursion, since depth is unlimited. */
export function layoutTree(fishbone: Fishbone, measure: MeasureText, options: LayoutOptions): LayoutTree {
  const texts: CauseText[] = [];
  const depths: number[] = [];
  const ends: number[] = [];
  const widths: number[] = [];
  const bones = fishbone.bones.map((bone): LayoutBone => {
    const from = texts.length;
    // A cause is met twice: when its branch opens, and (`opened` set) when it is complete.
    const pending: { node: CauseNode | null; depth: number; opened: number }[] = [];
    const push = (nodes: readonly CauseNode[], depth: number): void => {
      for (let i = nodes.length - 1; i >= 0; i--) pending.push({ node: nodes[i] ?? null, depth, opened: -1 });
    };
    push(bone.children, 1);
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (!next.node) {
        ends[next.opened] = texts.length;
        continue;
      }
      const { node, depth } = next;
      const isFolded = node.children.length > 0 && options.folded?.has(node.id) === true;
      const hiddenCount = isFolded ? countBelow(node) : 0;
      const shown = isFolded ? `${node.text} (+${hiddenCount})` : node.text;
      const label = wrapLabel(shown, CAUSE_STYLE, measure);
      const index = texts.length;
      texts.push({
        id: node.id,
        text: node.text,
        lines: label.lines,
        lineWidths: label.lineWidths,
        hiddenCount,
      });
      depths.push(depth);
      ends.push(index + 1);
      widths.push(Math.max(SHORTEST_LINE, label.width + (options.reserve?.(node.id) ?? 0)));
      pending.push({ node: null, depth, opened: index });
      if (!isFolded) push(node.children, depth + 1);
    }
    return {
      id: bone.id,
      text: bone.name,
      hue: bone.hue,
      label: wrapLabel(bone.name, CATEGORY_STYLE, measure),
      from,
      to: texts.length,
    };
  });
  return {
    bones,
    texts,
    depth: Int32Array.from(depths),
    end: Int32Array.from(ends),
    labelWidth: Float64Array.from(widths),
    labelHeight: Float64Array.from(texts, (each) => each.lines.length * CAUSE_STYLE.lineHeight),
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

import { wholeNote } from './fishbone.ts';
import type { CauseNode, Fishbone } from './fishbone.ts';

/** A bare tree of texts: what outlines, pasted branches and other tools' files have in common. */
export interface OutlineNode {
  text: string;
  children: OutlineNode[];
  /** Kept where the source knows them; text formats do not. */
  note?: string;
  tags?: readonly string[];
}

/** One line of an outline: depth 0 is the first level. */
export interface OutlineLine {
  text: string;
  depth: number;
}

/** The lines of a tree in reading order; without recursion, since depth is unlimited. */
export function* outlineLines(nodes: readonly OutlineNode[], depth = 0): Generator<OutlineLine> {
  const pending: { node: OutlineNode; depth: number }[] = [];
  const push = (list: readonly OutlineNode[], at: number): void => {
    for (let i = list.length - 1; i >= 0; i--) {
      const node = list[i];
      if (node) pending.push({ node, depth: at });
    }
  };
  push(nodes, depth);
  for (let next = pending.pop(); next; next = pending.pop()) {
    yield { text: next.node.text, depth: next.depth };
    push(next.node.children, next.depth + 1);
  }
}

/** The tree of a list of lines; a line that jumps several levels becomes a child of the line before. */
export function outlineFromLines(lines: readonly OutlineLine[]): OutlineNode[] {
  const roots: OutlineNode[] = [];
  const open: OutlineNode[] = [];
  for (const { text, depth } of lines) {
    const node: OutlineNode = { text, children: [] };
    open.length = Math.min(depth, open.length);
    (open[open.length - 1]?.children ?? roots).push(node);
    open.push(node);
  }
  return roots;
}

/** Copies branches of causes, with their notes and tags; `say` writes the text of each. */
export function outlineOfCauses(
  nodes: readonly CauseNode[],
  say: (node: CauseNode) => string = ({ text }) => text,
): OutlineNode[] {
  const roots: OutlineNode[] = [];
  const pending = nodes.map((node) => ({ node, into: roots })).reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { tags } = next.node;
    const note = wholeNote(next.node);
    const copy: OutlineNode = { text: say(next.node), children: [] };
    if (note !== '') copy.note = note;
    if (tags.length > 0) copy.tags = tags;
    next.into.push(copy);
    for (let i = next.node.children.length - 1; i >= 0; i--) {
      const child = next.node.children[i];
      if (child) pending.push({ node: child, into: copy.children });
    }
  }
  return roots;
}

/** The whole diagram as one tree: the head, its categories, their causes; `say` writes the text of each cause. */
export function outlineOfFishbone(fishbone: Fishbone, say?: (node: CauseNode) => string): OutlineNode {
  return {
    text: fishbone.head,
    children: fishbone.bones.map((bone) => ({
      text: bone.name,
      children: outlineOfCauses(bone.children, say),
    })),
  };
}

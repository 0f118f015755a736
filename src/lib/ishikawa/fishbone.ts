import type { CategoryHue, CategoryId, CauseId } from './cause.ts';

export type HeadSide = 'left' | 'right';

/** A cause with the causes behind it ("why?"), in order. */
export interface CauseNode {
  id: CauseId;
  text: string;
  authorId: string | null;
  note: string;
  /** What was said in other words by causes that were merged into it, and in their notes. */
  alsoSaid?: readonly string[];
  tags: readonly string[];
  twinOf: CauseId | null;
  children: readonly CauseNode[];
}

/** All that is written about a cause besides its text: its note, and what merged causes said. */
export function wholeNote({ note, alsoSaid = [] }: Pick<CauseNode, 'note' | 'alsoSaid'>): string {
  return [note, ...alsoSaid].filter((text) => text !== '').join('\n');
}

/** A main bone with its causes, in order. */
export interface Bone {
  id: CategoryId;
  name: string;
  question: string;
  hue: CategoryHue;
  children: readonly CauseNode[];
}

/** The whole diagram as a tree: what layouts, exports and screens read. */
export interface Fishbone {
  head: string;
  headSide: HeadSide;
  bones: readonly Bone[];
}

/** One cause met on a walk. `depth` is 1 for a cause that sits on a category. */
export interface CauseVisit {
  node: CauseNode;
  parent: CauseNode | null;
  bone: Bone;
  depth: number;
}

/** All causes in reading order (parents before their whys), without recursion: depth is unlimited. */
export function* walkCauses(fishbone: Pick<Fishbone, 'bones'>): Generator<CauseVisit> {
  for (const bone of fishbone.bones) {
    const pending: CauseVisit[] = [];
    const push = (nodes: readonly CauseNode[], parent: CauseNode | null, depth: number): void => {
      for (let i = nodes.length - 1; i >= 0; i--) {
        const node = nodes[i];
        if (node) pending.push({ node, parent, bone, depth });
      }
    };
    push(bone.children, null, 1);
    for (let visit = pending.pop(); visit; visit = pending.pop()) {
      yield visit;
      push(visit.node.children, visit.node, visit.depth + 1);
    }
  }
}

/** How many different causes there are: a cause that hangs in several places counts once. */
export function countCauses(fishbone: Pick<Fishbone, 'bones'>): number {
  const different = new Set<CauseId>();
  for (const { node } of walkCauses(fishbone)) different.add(node.twinOf ?? node.id);
  return different.size;
}

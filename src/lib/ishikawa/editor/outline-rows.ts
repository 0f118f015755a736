import type { CategoryHue, CategoryId, CauseId } from '../cause.ts';
import type { CauseNode, Fishbone } from '../fishbone.ts';
import { HEAD_ID } from '../layout/fishbone-layout.ts';

/** One row of the outline as it is shown. */
export interface OutlineRow {
  id: CauseId | CategoryId | typeof HEAD_ID;
  kind: 'head' | 'category' | 'cause';
  /** 0 for the head, 1 for a category, 2 for a cause on it, and so on. */
  depth: number;
  text: string;
  /** What the category asks; empty on other rows. */
  question: string;
  hue: CategoryHue | null;
  /** Place among its siblings, from 1, and how many they are: a screen reader says both. */
  position: number;
  siblings: number;
  whys: number;
  isFolded: boolean;
  isTwin: boolean;
}

/** The rows from top to bottom, without what is folded away; without recursion. */
export function outlineRows(fishbone: Fishbone, folded: ReadonlySet<string>): OutlineRow[] {
  const rows: OutlineRow[] = [
    {
      ...{ id: HEAD_ID, kind: 'head', depth: 0, text: fishbone.head, question: '', hue: null },
      ...{ position: 1, siblings: 1, whys: fishbone.bones.length, isFolded: false, isTwin: false },
    },
  ];
  for (const [index, bone] of fishbone.bones.entries()) {
    const isFolded = folded.has(bone.id);
    rows.push({
      ...{ id: bone.id, kind: 'category', depth: 1, text: bone.name, question: bone.question, hue: bone.hue },
      ...{
        position: index + 1,
        siblings: fishbone.bones.length,
        whys: bone.children.length,
        isFolded,
        isTwin: false,
      },
    });
    if (isFolded) continue;
    const pending: { node: CauseNode; depth: number; position: number; siblings: number }[] = [];
    const push = (nodes: readonly CauseNode[], depth: number): void => {
      for (let i = nodes.length - 1; i >= 0; i--) {
        const node = nodes[i];
        if (node) pending.push({ node, depth, position: i + 1, siblings: nodes.length });
      }
    };
    push(bone.children, 2);
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { node, ...place } = next;
      const whys = node.children.length;
      const isNodeFolded = whys > 0 && folded.has(node.id);
      rows.push({
        ...{ id: node.id, kind: 'cause', text: node.text, question: '', hue: bone.hue, ...place },
        ...{ whys, isFolded: isNodeFolded, isTwin: node.twinOf !== null },
      });
      if (!isNodeFolded) push(node.children, place.depth + 1);
    }
  }
  return rows;
}

/** Where an arrow key leads in the outline: to a row, or to folding or unfolding the one it is on. */
export type RowStep = { kind: 'go'; id: string } | { kind: 'fold'; id: string };

/** Up and down go along the rows; left folds, then goes to the parent; right unfolds, then goes in. */
export function rowAhead(
  rows: readonly OutlineRow[],
  from: string,
  direction: 'up' | 'down' | 'left' | 'right',
): RowStep | null {
  const at = rows.findIndex((row) => row.id === from);
  const row = rows[at];
  const go = (to: OutlineRow | undefined): RowStep | null => (to ? { kind: 'go', id: to.id } : null);
  if (!row || direction === 'up') return go(row && rows[at - 1]);
  if (direction === 'down') return go(rows[at + 1]);
  const isOpen = row.whys > 0 && !row.isFolded;
  if (direction === 'right')
    return row.isFolded ? { kind: 'fold', id: row.id } : isOpen ? go(rows[at + 1]) : null;
  if (row.kind === 'cause' && isOpen) return { kind: 'fold', id: row.id };
  return go(rows.slice(0, at).findLast((each) => each.depth < row.depth));
}

import { wholeNote } from './fishbone.ts';
import type { CauseNode } from './fishbone.ts';

/** The tags that every workshop has: what the people in the room can change, and what they live with. */
export const CAUSE_TAGS = ['our-influence', 'accept'] as const;
export type CauseTag = (typeof CAUSE_TAGS)[number];

/** A small sign after the text of a cause. The page adds those that the board itself does not know. */
export type CauseMark = CauseTag | 'twin' | 'note' | 'evidence' | 'verified' | 'ruled-out';

/** Pixels of the diagram that one mark takes. */
export const MARK_WIDTH = 15;
/** Between a text and its marks. */
export const MARK_GAP = 3;

/** What the board knows about a cause beyond its text, in the order in which it is drawn. */
export function marksOfNode(node: CauseNode, isInSeveralPlaces: boolean): CauseMark[] {
  const marks: CauseMark[] = [];
  if (isInSeveralPlaces) marks.push('twin');
  for (const tag of CAUSE_TAGS) if (node.tags.includes(tag)) marks.push(tag);
  if (wholeNote(node) !== '') marks.push('note');
  return marks;
}

/** How wide a row of marks is, with the gap before it; 0 for none. */
export function marksWidth(count: number): number {
  return count === 0 ? 0 : MARK_GAP + count * MARK_WIDTH;
}

/** Gives the same list for the same marks: a new one would make a page draw every label at every letter. */
export class MarkLists {
  readonly #known = new Map<string, readonly CauseMark[]>();

  listOf(marks: readonly CauseMark[]): readonly CauseMark[] {
    const key = marks.join(' ');
    const known = this.#known.get(key);
    if (!known) this.#known.set(key, marks);
    return known ?? marks;
  }
}

import { wholeNote } from './fishbone.ts';
import type { CauseNode } from './fishbone.ts';

/** The tags that every workshop has: what the people in the room can change, and what they live with. */
export const CAUSE_TAGS = ['our-influence', 'accept'] as const;
export type CauseTag = (typeof CAUSE_TAGS)[number];

/** A small sign after the text of a cause. The page adds those that the board itself does not know. */
export type CauseMark =
  CauseTag | 'twin' | 'note' | 'evidence' | 'dots' | 'rating' | 'verified' | 'ruled-out';

/** What stands behind signs: how many pieces of evidence, how many dots, how it was rated. */
export type MarkNumbers = Readonly<Partial<Record<CauseMark, string>>>;

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

/** Between a sign and the number behind it, and how wide one of its characters is at most; pixels. */
const NUMBER_GAP = 1;
const DIGIT_WIDTH = 7.6;

/** How wide one sign is, with the number behind it, as the canvas draws it; pixels. */
export function markWidth(mark: CauseMark, numbers: MarkNumbers): number {
  const number = numbers[mark] ?? '';
  return MARK_WIDTH + (number === '' ? 0 : NUMBER_GAP + number.length * DIGIT_WIDTH);
}

/** How wide a row of marks is, with the gap before it; 0 for none. */
export function marksWidth(marks: readonly CauseMark[], numbers: MarkNumbers): number {
  if (marks.length === 0) return 0;
  return marks.reduce((width, mark) => width + markWidth(mark, numbers), MARK_GAP);
}

/** Gives the same object for the same marks and numbers: a new one would make a page draw every label at every letter. */
export class MarkLists {
  readonly #known = new Map<string, readonly CauseMark[]>();
  readonly #numbers = new Map<string, MarkNumbers>();

  numbersOf(numbers: MarkNumbers): MarkNumbers {
    const key = JSON.stringify(numbers);
    const known = this.#numbers.get(key);
    if (!known) this.#numbers.set(key, numbers);
    return known ?? numbers;
  }

  listOf(marks: readonly CauseMark[]): readonly CauseMark[] {
    const key = marks.join(' ');
    const known = this.#known.get(key);
    if (!known) this.#known.set(key, marks);
    return known ?? marks;
  }
}

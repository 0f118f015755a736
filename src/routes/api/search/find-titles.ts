import { foldText } from '#lib/base/fold-text.ts';

/** Something with a title and a page. */
export interface Titled {
  kind: 'issue' | 'project' | 'workshop' | 'wave' | 'insight' | 'round' | 'person';
  title: string;
  /** What people say of it: “128” and “#128” find it. */
  number?: number;
  href: string;
}

/** Longer than any title: what comes after is not looked for. */
export const LONGEST_QUESTION = 300;

/** More is no answer to a question. */
export const MOST_FOUND = 20;

/**
 * Those of this number, and those whose title has every word that was typed, at its beginning or
 * within; the number first, then whole beginnings, then in the order in which they came. Without regard to case and diacritics.
 */
export function findTitles(all: readonly Titled[], typed: string): Titled[] {
  const words = foldText(typed.slice(0, LONGEST_QUESTION))
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const isNumber = ({ number }: Titled): boolean => words.length === 1 && words[0] === String(number);
  const found = all
    .map((item) => ({ item, folded: foldText(item.title) }))
    .filter(({ item, folded }) => isNumber(item) || words.every((word) => folded.includes(word)));
  const rank = ({ item, folded }: { item: Titled; folded: string }): number =>
    isNumber(item) ? 0 : folded.startsWith(words.join(' ')) ? 1 : 2;
  return found
    .toSorted((left, right) => rank(left) - rank(right))
    .slice(0, MOST_FOUND)
    .map(({ item }) => item);
}

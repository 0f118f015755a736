import { foldText } from '#lib/base/fold-text.ts';

/** Something with a title and a page. */
export interface Titled {
  kind: 'issue' | 'project' | 'workshop' | 'wave' | 'insight' | 'round' | 'person';
  title: string;
  href: string;
}

/** Longer than any title: what comes after is not looked for. */
export const LONGEST_QUESTION = 300;

/** More is no answer to a question. */
export const MOST_FOUND = 20;

/**
 * Those whose title has every word that was typed, at its beginning or within; whole beginnings
 * first, then in the order in which they came. Without regard to case and diacritics.
 */
export function findTitles(all: readonly Titled[], typed: string): Titled[] {
  const words = foldText(typed.slice(0, LONGEST_QUESTION))
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const found = all
    .map((item) => ({ item, folded: foldText(item.title) }))
    .filter(({ folded }) => words.every((word) => folded.includes(word)));
  const beginsWith = ({ folded }: { folded: string }): number => Number(!folded.startsWith(words.join(' ')));
  return found
    .toSorted((left, right) => beginsWith(left) - beginsWith(right))
    .slice(0, MOST_FOUND)
    .map(({ item }) => item);
}

import type { CommentCorpus } from './comment-corpus.ts';
import { BREAK } from './byte-words.ts';
import { foldWord } from './comment-words.ts';
import { FIRST_GROUP, keyness, type KeyTerm, SECOND_GROUP } from './keyness.ts';
import { isStopTerm } from '#lib/base/words/stop-words.ts';
import { familyOf } from '#lib/base/words/word-stem.ts';

/** A tag that the comments speak for, to be accepted or not. */
export interface TagSuggestion {
  name: string;
  phrases: string[];
  /** Comments that hold the leading word. */
  comments: number;
  /** Log-likelihood of the leading word; 0 when it is only frequent. */
  g2: number;
}

export const MOST_SUGGESTIONS = 8;
/** Words looked at: the table of pairs grows with their square. */
export const MOST_TRIED_WORDS = 60;
export const MOST_SUGGESTED_PHRASES = 5;
/** Words in the same comments this often (Jaccard) are taken for one subject. */
const SAME_SUBJECT = 0.25;
export const SHORTEST_WORD = 4;

/**
 * Subjects of the comments: the words that part the groups most, each with the words that stand beside it
 * in the same comments. Stop words, short words and what `isCovered` knows are passed over. The same
 * comments give the same suggestions in the same order. See [SV62].
 */
export function suggestTags(
  corpus: CommentCorpus,
  groups: Uint8Array,
  isCovered: (folded: string) => boolean,
): TagSuggestion[] {
  const options = { isFolded: true, withPairs: false, limit: MOST_TRIED_WORDS / 2 };
  const { positive, negative } = keyness(corpus, groups, options);
  const terms = [...negative, ...positive]
    .filter(({ term }) => {
      const folded = foldWord(term);
      return folded.length >= SHORTEST_WORD && !isStopTerm(folded) && !isCovered(folded);
    })
    .sort((a, b) => b.g2 - a.g2 || (a.term < b.term ? -1 : 1));
  const holders = terms.map(({ term }) => holdersOf(corpus, groups, term));
  const isTaken = new Uint8Array(terms.length);
  const suggestions: TagSuggestion[] = [];
  terms.forEach((leader, at) => {
    if (isTaken[at] === 1 || suggestions.length === MOST_SUGGESTIONS) return;
    isTaken[at] = 1;
    const own = holders[at] ?? new Set<number>();
    const phrases = [leader.term];
    terms.forEach((other, i) => {
      if (isTaken[i] === 1 || phrases.length === MOST_SUGGESTED_PHRASES) return;
      if (!isSameSide(leader, other) || jaccard(own, holders[i] ?? new Set()) < SAME_SUBJECT) return;
      isTaken[i] = 1;
      phrases.push(other.term);
    });
    suggestions.push({ name: leader.term, phrases, comments: own.size, g2: leader.g2 });
  });
  return suggestions;
}

function isSameSide(one: KeyTerm, other: KeyTerm): boolean {
  return one.logRatio > 0 === other.logRatio > 0;
}

function holdersOf(corpus: CommentCorpus, groups: Uint8Array, term: string): Set<number> {
  const isOfFamily = familyOf(foldWord(term));
  const isWanted = Uint8Array.from(corpus.folded, (folded) => Number(isOfFamily(folded)));
  const holders = new Set<number>();
  for (let comment = 0; comment < corpus.rows.length; comment++) {
    if (groups[comment] !== FIRST_GROUP && groups[comment] !== SECOND_GROUP) continue;
    const end = corpus.starts[comment + 1] ?? 0;
    for (let at = corpus.starts[comment] ?? 0; at < end; at++) {
      const token = corpus.tokens[at] ?? BREAK;
      if (token === BREAK || isWanted[token] !== 1) continue;
      holders.add(comment);
      break;
    }
  }
  return holders;
}

function jaccard(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  const both = one.intersection(other).size;
  return both === 0 ? 0 : both / (one.size + other.size - both);
}

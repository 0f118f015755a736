import { foldText } from '#lib/base/words/fold-text.ts';
import { SHORTEST_STEM, stemOf, stemVariants } from '#lib/base/words/word-stem.ts';

/** What comes after is not looked for: no title is as long. */
export const LONGEST_QUESTION = 300;
/** Each word is one more list to be joined; nobody remembers more of a title. */
export const MOST_WORDS = 12;
/** Of a longer word its beginning counts, in texts and in questions alike: indexes refuse endless ones. */
export const LONGEST_WORD = 60;
/** From this length on whatever goes on after a stem is of the same family. */
const OPEN_STEM = 4;

/** A word as it stands in the index, or the beginning of one. */
export interface SoughtWord {
  text: string;
  isBeginning: boolean;
}

/** What is looked for: of each word one of its forms has to be there. */
export interface Sought {
  words: readonly (readonly SoughtWord[])[];
  /** The number that was typed, as "128" or "#128"; null for everything else. */
  number: number | null;
  /** Whether there was more to it than is looked for. */
  isCut: boolean;
}

/** The words of a text as an index holds them: folded, each followed by its stem where that is another. */
export function wordsOf(text: string): string {
  const words = new Set<string>();
  for (const word of new Set(foldedWords(text))) words.add(word).add(stemOf(word));
  return [...words].join(' ');
}

/** What somebody typed, as words to look for [SE1] [SE2]; no typing is an error, and none has a meaning of its own. */
export function readSought(typed: string): Sought {
  const folded = foldedWords(typed.slice(0, LONGEST_QUESTION));
  const kept = [...new Set(folded)].slice(0, MOST_WORDS);
  const [only = ''] = folded;
  return {
    words: kept.map(formsOf),
    number: folded.length === 1 && /^\d{1,9}$/.test(only) ? Number(only) : null,
    isCut: typed.length > LONGEST_QUESTION || new Set(folded).size > MOST_WORDS,
  };
}

function foldedWords(text: string): string[] {
  return foldText(text)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => [...word].slice(0, LONGEST_WORD).join(''));
}

/** A word with the forms of its stem; as the beginning of longer ones where it is long enough to mean one family. */
function formsOf(word: string): SoughtWord[] {
  const isNumber = /^\d+$/.test(word);
  const own = { text: word, isBeginning: word.length >= SHORTEST_STEM && !isNumber };
  if (isNumber || word.length < SHORTEST_STEM) return [own];
  const stems = stemVariants(stemOf(word)).filter((stem) => stem !== word);
  return [own, ...stems.map((text) => ({ text, isBeginning: text.length >= OPEN_STEM }))];
}

import type { CommentCorpus } from './comment-corpus.ts';
import { commentWords, foldWord } from './comment-words.ts';
import { familyOf } from '#lib/base/words/word-stem.ts';

/** One condition of a search; all of them must hold. */
export interface SearchTerm {
  /** Folded. One word stands for its whole family of forms; several are a phrase, word for word. */
  words: readonly string[];
  isPhrase: boolean;
  isExcluded: boolean;
}

export const MOST_TERMS = 20;

/** Reads what was typed: words, "quoted phrases", and either with a minus in front. A quote left open goes to the end. */
export function parseSearch(typed: string): SearchTerm[] {
  const terms: SearchTerm[] = [];
  let at = 0;
  const text = typed.replace(/[„”“«»]/g, '"');
  while (at < text.length && terms.length < MOST_TERMS) {
    if (/\s/.test(text[at] ?? '')) {
      at++;
      continue;
    }
    const isExcluded = text[at] === '-';
    if (isExcluded) at++;
    const isPhrase = text[at] === '"';
    const end = isPhrase ? endOf(text, '"', at + 1) : endOfWord(text, at);
    const words = commentWords(text.slice(isPhrase ? at + 1 : at, end)).map((word) => foldWord(word.text));
    // "e-mail" typed without quotes is still one thing after another.
    if (words.length > 0) terms.push({ words, isPhrase: isPhrase || words.length > 1, isExcluded });
    at = isPhrase ? end + 1 : Math.max(end, at + 1);
  }
  return terms;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/[\s"]/.test(text[at] ?? '')) at++;
  return at;
}

/** One byte a comment of the corpus: 1 where every term holds. One pass over the words a term. See [SV60]. */
export function searchCorpus(corpus: CommentCorpus, terms: readonly SearchTerm[]): Uint8Array {
  const found = new Uint8Array(corpus.rows.length).fill(1);
  for (const term of terms) {
    const hits = term.isPhrase ? phraseHits(corpus, term.words) : wordHits(corpus, term.words[0] ?? '');
    for (let i = 0; i < found.length; i++) {
      if ((hits[i] === 1) === term.isExcluded) found[i] = 0;
    }
  }
  return found;
}

function wordHits(corpus: CommentCorpus, word: string): Uint8Array {
  const isOfFamily = familyOf(word);
  const isWanted = Uint8Array.from(corpus.folded, (folded) => Number(isOfFamily(folded)));
  const hits = new Uint8Array(corpus.rows.length);
  eachToken(corpus, (comment, token) => {
    if (token >= 0 && isWanted[token] === 1) hits[comment] = 1;
  });
  return hits;
}

function phraseHits(corpus: CommentCorpus, words: readonly string[]): Uint8Array {
  const hits = new Uint8Array(corpus.rows.length);
  const { tokens, starts, folded } = corpus;
  for (let comment = 0; comment < hits.length; comment++) {
    const end = (starts[comment + 1] ?? 0) - words.length;
    for (let at = starts[comment] ?? 0; at <= end && hits[comment] === 0; at++) {
      if (words.every((word, i) => folded[tokens[at + i] ?? -1] === word)) hits[comment] = 1;
    }
  }
  return hits;
}

function eachToken(corpus: CommentCorpus, visit: (comment: number, token: number) => void): void {
  const { tokens, starts } = corpus;
  for (let comment = 0; comment < corpus.rows.length; comment++) {
    const end = starts[comment + 1] ?? 0;
    for (let at = starts[comment] ?? 0; at < end; at++) visit(comment, tokens[at] ?? -1);
  }
}

/** Where a text shows what was searched for: [start, end) pairs in order, for marking. Excluded terms mark nothing. */
export function findMarks(text: string, terms: readonly SearchTerm[]): [start: number, end: number][] {
  const wanted = terms.filter(({ isExcluded }) => !isExcluded);
  if (wanted.length === 0) return [];
  const words = commentWords(text).map((word) => ({ ...word, folded: foldWord(word.text) }));
  const isMarked = new Uint8Array(words.length);
  for (const term of wanted) {
    const isOfFamily = familyOf(term.words[0] ?? '');
    words.forEach((word, at) => {
      if (!term.isPhrase) {
        if (isOfFamily(word.folded)) isMarked[at] = 1;
      } else if (term.words.every((wantedWord, i) => words[at + i]?.folded === wantedWord)) {
        isMarked.fill(1, at, at + term.words.length);
      }
    });
  }
  const marks: [number, number][] = [];
  words.forEach(({ start, end }, at) => {
    if (isMarked[at] !== 1) return;
    const last = marks.at(-1);
    if (last && isMarked[at - 1] === 1 && text.slice(last[1], start).trim() === '') last[1] = end;
    else marks.push([start, end]);
  });
  return marks;
}

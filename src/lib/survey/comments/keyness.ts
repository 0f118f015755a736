import type { CommentCorpus } from './comment-corpus.ts';
import { BREAK } from './byte-words.ts';
import { familyKey } from '#lib/base/words/word-stem.ts';

/** A word, or two adjacent ones, that one group uses more than the other. */
export interface KeyTerm {
  term: string;
  /** Log-likelihood; 3.84, 6.63, 10.83 and 15.13 are its points at p = 0.05, 0.01, 0.001 and 0.0001. */
  g2: number;
  /** Log Ratio: 1 is twice as frequent, 2 four times; below 0 it is the other group's. */
  logRatio: number;
  /** Occurrences in the first and in the second group. */
  a: number;
  b: number;
  /** Comments that hold it. */
  documentsA: number;
  documentsB: number;
}

/** The words of the first group (`positive`) and of the second (`negative`), the strongest first. */
export interface Keyness {
  positive: KeyTerm[];
  negative: KeyTerm[];
  /** Words and comments in each group. */
  tokensA: number;
  tokensB: number;
  documentsA: number;
  documentsB: number;
}

export interface KeynessOptions {
  /** Fewer occurrences in both groups together are not looked at. */
  minCount: number;
  /** Fewer comments likewise: one person repeating a word is no finding. */
  minDocuments: number;
  /** Whether adjacent pairs are counted beside words. */
  withPairs: boolean;
  /** Whether forms of a Polish word count as one, named by its most frequent form. */
  isFolded: boolean;
  /** At most so many of each side. */
  limit: number;
}

export const KEYNESS_DEFAULTS: KeynessOptions = {
  minCount: 5,
  minDocuments: 3,
  withPairs: true,
  isFolded: false,
  limit: 60,
};

/** Group of a comment in `keyness`. */
export const FIRST_GROUP = 1;
export const SECOND_GROUP = 2;

/**
 * Log-likelihood of a word: a of c words in the first group, b of d in the second. With E1 = c(a+b)/(c+d)
 * and E2 = d(a+b)/(c+d), G2 = 2 (a ln(a/E1) + b ln(b/E2)), 0 ln 0 = 0 (Dunning 1993; Rayson & Garside 2000).
 */
export function logLikelihood(a: number, c: number, b: number, d: number): number {
  const expectedA = (c * (a + b)) / (c + d);
  const expectedB = (d * (a + b)) / (c + d);
  return 2 * ((a > 0 ? a * Math.log(a / expectedA) : 0) + (b > 0 ? b * Math.log(b / expectedB) : 0));
}

/** log2 of the ratio of relative frequencies; a count of zero enters as 0.5 (Hardie 2014). */
export function logRatio(a: number, c: number, b: number, d: number): number {
  return Math.log2((a || 0.5) / c / ((b || 0.5) / d));
}

/**
 * What one group of comments says that another does not. `groups` has a number a comment of the corpus:
 * 1 the first group, 2 the second, anything else neither. The order of comments changes nothing. See [SV63].
 */
export function keyness(
  corpus: CommentCorpus,
  groups: Uint8Array,
  options: Partial<KeynessOptions> = {},
): Keyness {
  const settings = { ...KEYNESS_DEFAULTS, ...options };
  const families = settings.isFolded ? foldForms(corpus) : undefined;
  const names = families?.names ?? corpus.words;
  const idOf = families?.idOf;
  const words = new Counts(names.length);
  const documents = [0, 0, 0];
  const totals = [0, 0, 0];
  eachComment(corpus, groups, (comment, group, start, end) => {
    documents[group] = (documents[group] ?? 0) + 1;
    for (let at = start; at < end; at++) {
      const token = corpus.tokens[at] ?? BREAK;
      if (token === BREAK) continue;
      totals[group] = (totals[group] ?? 0) + 1;
      words.add(idOf ? (idOf[token] ?? token) : token, group, comment);
    }
  });
  const [, tokensA = 0, tokensB = 0] = totals;
  const terms: KeyTerm[] = [];
  const consider = (term: string, counts: Counts, id: number): void => {
    const [a, b] = [counts.a[id] ?? 0, counts.b[id] ?? 0];
    const [documentsA, documentsB] = [counts.documentsA[id] ?? 0, counts.documentsB[id] ?? 0];
    if (a + b < settings.minCount || documentsA + documentsB < settings.minDocuments) return;
    const g2 = logLikelihood(a, tokensA, b, tokensB);
    terms.push({ term, g2, logRatio: logRatio(a, tokensA, b, tokensB), a, b, documentsA, documentsB });
  };
  names.forEach((name, id) => consider(name, words, id));
  if (settings.withPairs) {
    const { pairs, counts } = countPairs(corpus, groups, words, idOf, settings.minCount, names.length);
    pairs.forEach(([left, right], id) => consider(`${names[left] ?? ''} ${names[right] ?? ''}`, counts, id));
  }
  const order = (x: KeyTerm, y: KeyTerm): number => y.g2 - x.g2 || (x.term < y.term ? -1 : 1);
  const side = (isFirst: boolean): KeyTerm[] =>
    terms
      .filter(({ a, b }) => (isFirst ? a * tokensB > b * tokensA : a * tokensB < b * tokensA))
      .sort(order)
      .slice(0, settings.limit);
  return {
    positive: side(true),
    negative: side(false),
    tokensA,
    tokensB,
    documentsA: documents[FIRST_GROUP] ?? 0,
    documentsB: documents[SECOND_GROUP] ?? 0,
  };
}

/** Occurrences and comments of each word in both groups. */
class Counts {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly documentsA: Uint32Array;
  readonly documentsB: Uint32Array;
  readonly #last: Int32Array;

  constructor(size: number) {
    this.a = new Uint32Array(size);
    this.b = new Uint32Array(size);
    this.documentsA = new Uint32Array(size);
    this.documentsB = new Uint32Array(size);
    this.#last = new Int32Array(size).fill(-1);
  }

  add(id: number, group: number, comment: number): void {
    const counts = group === FIRST_GROUP ? this.a : this.b;
    counts[id] = (counts[id] ?? 0) + 1;
    if (this.#last[id] === comment) return;
    this.#last[id] = comment;
    const documents = group === FIRST_GROUP ? this.documentsA : this.documentsB;
    documents[id] = (documents[id] ?? 0) + 1;
  }
}

/** Pairs of frequent words only: a rare word makes no frequent pair, and most pairs are never stored. */
function countPairs(
  corpus: CommentCorpus,
  groups: Uint8Array,
  words: Counts,
  idOf: Int32Array | undefined,
  minCount: number,
  size: number,
): { pairs: [number, number][]; counts: Counts } {
  const isFrequent = (id: number): boolean => (words.a[id] ?? 0) + (words.b[id] ?? 0) >= minCount;
  const positions = new Map<number, number>();
  const pairs: [number, number][] = [];
  const eachPair = (visit: (key: number, group: number, comment: number) => void): void =>
    eachComment(corpus, groups, (comment, group, start, end) => {
      let left = BREAK;
      for (let at = start; at < end; at++) {
        const token = corpus.tokens[at] ?? BREAK;
        const right = token === BREAK ? BREAK : (idOf?.[token] ?? token);
        if (left !== BREAK && right !== BREAK && isFrequent(left) && isFrequent(right)) {
          visit(left * size + right, group, comment);
        }
        left = right;
      }
    });
  eachPair((key) => {
    if (positions.has(key)) return;
    positions.set(key, pairs.push([Math.floor(key / size), key % size]) - 1);
  });
  const counts = new Counts(pairs.length);
  eachPair((key, group, comment) => counts.add(positions.get(key) ?? 0, group, comment));
  return { pairs, counts };
}

function eachComment(
  corpus: CommentCorpus,
  groups: Uint8Array,
  visit: (comment: number, group: number, start: number, end: number) => void,
): void {
  for (let comment = 0; comment < corpus.rows.length; comment++) {
    const group = groups[comment] ?? 0;
    if (group !== FIRST_GROUP && group !== SECOND_GROUP) continue;
    visit(comment, group, corpus.starts[comment] ?? 0, corpus.starts[comment + 1] ?? 0);
  }
}

/** Words of one family under one number, named by the form that occurs most, of equals the first in the alphabet. */
function foldForms(corpus: CommentCorpus): { names: string[]; idOf: Int32Array } {
  const frequency = new Uint32Array(corpus.words.length);
  for (const token of corpus.tokens) if (token !== BREAK) frequency[token] = (frequency[token] ?? 0) + 1;
  const ids = new Map<string, number>();
  const best: number[] = [];
  const idOf = Int32Array.from(corpus.folded, (folded, word) => {
    const key = familyKey(folded);
    const known = ids.get(key);
    if (known === undefined) {
      ids.set(key, best.length);
      return best.push(word) - 1;
    }
    const leader = best[known] ?? word;
    const more = (frequency[word] ?? 0) - (frequency[leader] ?? 0);
    if (more > 0 || (more === 0 && (corpus.words[word] ?? '') < (corpus.words[leader] ?? ''))) {
      best[known] = word;
    }
    return known;
  });
  return { names: best.map((word) => corpus.words[word] ?? ''), idOf };
}

import { foldText } from '#lib/base/words/fold-text.ts';
import { isStopTerm } from '#lib/base/words/stop-words.ts';
import { familyKey } from '#lib/base/words/word-stem.ts';

/** Below this, two causes have no more in common than their subject. Tried on the pairs of the test. */
const LIKE_ENOUGH = 0.55;

/** Of two words that begin alike, how much of their letters must agree for one to be a slip of the other. */
const SLIP = 0.55;
/** Shorter words differ by one letter from too many others. */
export const SHORTEST_SLIP = 5;

/** Words that say that something is wrong, and not what: most causes have one. Folded. */
const LIGHT_WORDS: ReadonlySet<string> = new Set(
  `brak braku brakiem brakuje brakow zbyt malo duzo wiele niewiele slaby slaba slabe slabo zly zla zle niski niska niskie
wysoki wysoka wysokie niewystarczajacy niewystarczajaca niewystarczajace problem problemy problemu problemow
lack lacks lacking missing insufficient poor bad low high few little enough problems issue issues`.split(
    /\s+/,
  ),
);

/** A cause with the families of the words that carry its meaning. */
export interface ReadCause<Cause> {
  cause: Cause;
  keys: readonly string[];
}

/** A cause that is about the same as another. */
export interface SimilarCause<Cause> {
  cause: Cause;
  /** From 0, nothing in common, to 1, the same words. */
  likeness: number;
}

/** Reads causes for comparing; do it once for each. */
export function readForComparing<Cause extends { text: string }>(
  causes: readonly Cause[],
): ReadCause<Cause>[] {
  return causes.map((cause) => ({ cause, keys: keysOf(cause.text) }));
}

/** The families of the words of a text, each once, without those that carry little. */
function keysOf(text: string): string[] {
  const words = foldText(text).split(' ').filter(Boolean);
  const telling = words.filter((word) => !isStopTerm(word) && !LIGHT_WORDS.has(word));
  return [...new Set((telling.length > 0 ? telling : words).map(familyOfWord))];
}

/** As `familyKey`, also for genitives without an ending (szkoleń, oczekiwań) and English -ing and -ed. */
function familyOfWord(folded: string): string {
  const key = familyKey(folded);
  return /^.{4,}(en|an|ed)$/.test(key) ? key.slice(0, -2) : /^.{4,}ing$/.test(key) ? key.slice(0, -3) : key;
}

/**
 * Finds causes that mean about the same, by their words [WS85]: words count by how rare they are
 * (TF-IDF, and the cosine of the two lists), in any form (see word-stem.ts), and with a slip of the
 * pen (shared trigrams of letters). It knows no synonyms and does not see a "not".
 */
export class CauseComparison<Cause> {
  readonly #causes: readonly ReadCause<Cause>[];
  /** Where each family of words stands. */
  readonly #places = new Map<string, number[]>();
  readonly #familiesByLetter = new Map<string, string[]>();
  readonly #lengths: readonly number[];

  constructor(causes: readonly ReadCause<Cause>[]) {
    this.#causes = causes;
    for (const [index, { keys }] of causes.entries()) {
      for (const key of keys) {
        const places = this.#places.get(key);
        if (places) places.push(index);
        else this.#places.set(key, [index]);
      }
    }
    for (const key of this.#places.keys()) {
      const letter = key.slice(0, 1);
      const families = this.#familiesByLetter.get(letter);
      if (families) families.push(key);
      else this.#familiesByLetter.set(letter, [key]);
    }
    this.#lengths = causes.map(({ keys }) => Math.hypot(...keys.map((key) => this.#weight(key))));
  }

  /** The causes that are like a text, the most alike first. */
  find(text: string, most: number): SimilarCause<Cause>[] {
    const shared = new Map<number, number>();
    const weights: number[] = [];
    for (const key of keysOf(text)) {
      const found = this.#sameWord(key);
      const weight = this.#weight(found[0]?.family ?? key);
      weights.push(weight);
      const counted = new Set<number>();
      for (const { family, share } of found) {
        for (const place of this.#places.get(family) ?? []) {
          if (counted.has(place)) continue; // a word is in a cause once, in its best likeness
          counted.add(place);
          shared.set(place, (shared.get(place) ?? 0) + share * weight * this.#weight(family));
        }
      }
    }
    const length = Math.hypot(...weights);
    const similar: SimilarCause<Cause>[] = [];
    for (const [place, product] of shared) {
      const likeness = product / (length * (this.#lengths[place] ?? Infinity));
      const cause = this.#causes[place]?.cause;
      if (cause !== undefined && likeness >= LIKE_ENOUGH) similar.push({ cause, likeness });
    }
    return similar.sort((left, right) => right.likeness - left.likeness).slice(0, most);
  }

  /** How much a family of words tells: the rarer the more. */
  #weight(family: string): number {
    return Math.log(1 + this.#causes.length / (this.#places.get(family)?.length ?? 1));
  }

  /** The known families that a word may belong to, the surest first. */
  #sameWord(key: string): { family: string; share: number }[] {
    const found = this.#places.has(key) ? [{ family: key, share: 1 }] : [];
    if (key.length < SHORTEST_SLIP) return found;
    const own = trigramsOf(key);
    for (const family of this.#familiesByLetter.get(key.slice(0, 1)) ?? []) {
      if (family === key || family.length < SHORTEST_SLIP) continue;
      const share = shareOf(own, trigramsOf(family));
      if (share >= SLIP) found.push({ family, share });
    }
    return found.sort((left, right) => right.share - left.share);
  }
}

function trigramsOf(word: string): Set<string> {
  const padded = ` ${word} `;
  const trigrams = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i++) trigrams.add(padded.slice(i, i + 3));
  return trigrams;
}

/** Dice's coefficient (1945) of two sets. */
function shareOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let both = 0;
  for (const item of left) if (right.has(item)) both++;
  return (2 * both) / (left.size + right.size);
}

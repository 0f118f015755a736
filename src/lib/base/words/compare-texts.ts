import { foldText } from './fold-text.ts';
import { isStopTerm } from './stop-words.ts';
import { familyKey } from './word-stem.ts';

/** Below this, two texts have no more in common than their subject. Tried on the pairs of the test. */
const LIKE_ENOUGH = 0.55;

/** A family of words in more texts than this brings no pair by itself: of two that share no rarer one, nothing is like. */
export const MOST_IN_COMMON = 200;

/** Of two words that begin alike, how much of their letters must agree for one to be a slip of the other. */
const SLIP = 0.55;
/** Shorter words differ by one letter from too many others. */
export const SHORTEST_SLIP = 5;

/** Words that say that something is wrong, and not what: most texts have one. Folded. */
const LIGHT_WORDS: ReadonlySet<string> = new Set(
  `brak braku brakiem brakuje brakow zbyt malo duzo wiele niewiele slaby slaba slabe slabo zly zla zle niski niska niskie
wysoki wysoka wysokie niewystarczajacy niewystarczajaca niewystarczajace problem problemy problemu problemow
lack lacks lacking missing insufficient poor bad low high few little enough problems issue issues`.split(
    /\s+/,
  ),
);

/** Something with a text, and the families of the words that carry its meaning. */
export interface ReadText<Thing> {
  thing: Thing;
  keys: readonly string[];
}

/** Something whose text says about the same as another. */
export interface SimilarText<Thing> {
  thing: Thing;
  /** From 0, nothing in common, to 1, the same words. */
  likeness: number;
}

/** Reads texts for comparing; do it once for each. */
export function readForComparing<Thing extends { text: string }>(
  things: readonly Thing[],
): ReadText<Thing>[] {
  return things.map((thing) => ({ thing, keys: keysOf(thing.text) }));
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
 * Finds texts that mean about the same, by their words [WS85]: words count by how rare they are
 * (TF-IDF, and the cosine of the two lists), in any form (see word-stem.ts), and with a slip of the
 * pen (shared trigrams of letters). It knows no synonyms and does not see a "not".
 */
export class TextComparison<Thing> {
  readonly #texts: readonly ReadText<Thing>[];
  /** Where each family of words stands. */
  readonly #places = new Map<string, number[]>();
  readonly #familiesByLetter = new Map<string, string[]>();
  readonly #lengths: readonly number[];

  constructor(texts: readonly ReadText<Thing>[]) {
    this.#texts = texts;
    for (const [index, { keys }] of texts.entries()) {
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
    this.#lengths = texts.map(({ keys }) => Math.hypot(...keys.map((key) => this.#weight(key))));
  }

  /** What is like a text, the most alike first. */
  find(text: string, most: number): SimilarText<Thing>[] {
    const shared = new Map<number, number>();
    const weights: number[] = [];
    for (const key of keysOf(text)) {
      const found = this.#sameWord(key);
      const weight = this.#weight(found[0]?.family ?? key);
      weights.push(weight);
      const counted = new Set<number>();
      for (const { family, share } of found) {
        for (const place of this.#places.get(family) ?? []) {
          if (counted.has(place)) continue; // a word is in a text once, in its best likeness
          counted.add(place);
          shared.set(place, (shared.get(place) ?? 0) + share * weight * this.#weight(family));
        }
      }
    }
    const length = Math.hypot(...weights);
    const similar: SimilarText<Thing>[] = [];
    for (const [place, product] of shared) {
      const likeness = product / (length * (this.#lengths[place] ?? Infinity));
      const thing = this.#texts[place]?.thing;
      if (thing !== undefined && likeness >= LIKE_ENOUGH) similar.push({ thing, likeness });
    }
    return similar.sort((left, right) => right.likeness - left.likeness).slice(0, most);
  }

  /**
   * Every two that are alike, the most alike first, by the words that they share: slips of the pen are left out,
   * since each of thousands would be compared with every family of words.
   */
  findPairs(atLeast = LIKE_ENOUGH): { one: Thing; other: Thing; likeness: number }[] {
    const pairs: { one: Thing; other: Thing; likeness: number }[] = [];
    for (const [index, { thing, keys }] of this.#texts.entries()) {
      const own = new Set(keys);
      const candidates = new Set<number>();
      for (const key of own) {
        const places = this.#places.get(key) ?? [];
        if (places.length > MOST_IN_COMMON) continue;
        for (const place of places) if (place > index) candidates.add(place);
      }
      for (const place of candidates) {
        const other = this.#texts[place];
        if (other === undefined) continue;
        let shared = 0;
        for (const key of other.keys) if (own.has(key)) shared += this.#weight(key) ** 2;
        const likeness = shared / ((this.#lengths[index] ?? Infinity) * (this.#lengths[place] ?? Infinity));
        if (likeness >= atLeast) pairs.push({ one: thing, other: other.thing, likeness });
      }
    }
    return pairs.sort((left, right) => right.likeness - left.likeness);
  }

  /** How much a family of words tells: the rarer the more. */
  #weight(family: string): number {
    return Math.log(1 + this.#texts.length / (this.#places.get(family)?.length ?? 1));
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

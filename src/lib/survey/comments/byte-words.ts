import { hashOf, isSame } from '#lib/tabular/read/byte-hash.ts';
import { isDecodingDebris, isInvisible, isWordLetter, wordText } from './comment-words.ts';
import type { ByteDictionary } from '#lib/tabular/table/dictionary.ts';
import { openTextReader } from '#lib/base/encoding/code-pages.ts';
import type { Encoding } from '#lib/base/encoding/encoding.ts';

/** Between two words: a pair of words does not go across. */
export const BREAK = -1;

/** Tokens in one array that doubles when it is full: a plain array of 100 million numbers would take eight times as much. */
export class TokenList {
  size = 0;
  #tokens = new Int32Array(1 << 16);

  push(token: number): void {
    this.reserve(1)[this.size++] = token;
  }

  /** The array behind, with room for so many from `size` on; whoever writes to it sets `size`. */
  reserve(count: number): Int32Array {
    if (this.size + count > this.#tokens.length) {
      const wider = new Int32Array(Math.max(this.#tokens.length * 2, this.size + count));
      wider.set(this.#tokens);
      this.#tokens = wider;
    }
    return this.#tokens;
  }

  repeat(start: number, end: number): void {
    this.reserve(end - start).copyWithin(this.size, start, end);
    this.size += end - start;
  }

  taken(): Int32Array {
    return this.#tokens.slice(0, this.size);
  }
}

/** Numbers of words; a spelling that was seen before is not turned into small letters again. */
export class WordIds {
  readonly list: string[] = [];
  readonly #bySpelling = new Map<string, number>();
  readonly #byWord = new Map<string, number>();

  of(spelling: string): number {
    const known = this.#bySpelling.get(spelling);
    if (known !== undefined) return known;
    const word = wordText(spelling);
    const id = this.#byWord.get(word) ?? this.list.push(word) - 1;
    this.#byWord.set(word, id);
    this.#bySpelling.set(spelling, id);
    return id;
  }
}

const [HYPHEN, DOT, SLASH, ZERO] = [0x2d, 0x2e, 0x2f, 0x30];

/** "sklep.pl", "www.", "://": the text tells whether it is a link. */
function isWithinLink(byte: number, before: number, after: number): boolean {
  if (byte === SLASH) return after === SLASH;
  return byte === DOT && before >= HYPHEN && after >= ZERO;
}

/** What a byte is to the words of a comment. */
const OTHER = 0;
const LETTER = 1;
const SENTENCE_END = 2;
/** From here on a byte needs a second look. */
const APOSTROPHE = 3;
/** The first byte of a two-byte character of UTF-8, and of its quotation marks, dashes and dots. */
const PAIR = 4;
const MARK = 5;
/** What only the text itself can tell: masks, other writing systems, damaged characters. */
const UNSURE = 6;

/**
 * Cuts the comments of a dictionary into words without making strings: each spelling is decoded once, and
 * looked up by its bytes from then on (measured: three times as fast). What it finds is what `eachWord` finds.
 */
export class ByteWords {
  readonly #bytes: Uint8Array;
  readonly #offsets: Int32Array;
  readonly #view: DataView;
  readonly #kinds: Uint8Array;
  readonly #decode: (from: number, to: number) => string;
  readonly #words: WordIds;
  #slots = new Int32Array(1 << 12);
  /** Four numbers a spelling: its hash, where it first stands, its length, its word. Spelling 0 stays unused. */
  #spellings = new Int32Array(1 << 12);
  #count = 1;

  constructor({ bytes, offsets, encoding }: ByteDictionary, words: WordIds) {
    const reader = openTextReader(encoding);
    this.#bytes = bytes;
    this.#offsets = offsets;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#kinds = byteKinds(encoding);
    this.#decode = (from, to) => reader.decode(bytes.subarray(from, to));
    this.#words = words;
  }

  /** Appends the words of one entry; false, and nothing appended, when its text has to be read instead. */
  read(code: number, tokens: TokenList): boolean {
    const bytes = this.#bytes;
    const kinds = this.#kinds;
    const end = this.#offsets[code + 1] ?? 0;
    let at = this.#offsets[code] ?? 0;
    const taken = tokens.reserve(end - at);
    const first = tokens.size;
    let count = first;
    let gap = 0; // characters since the last word
    let isEnd = false; // whether one of them ends a sentence
    while (at < end) {
      let size = 1;
      let kind = kinds[bytes[at] ?? 0] ?? UNSURE;
      if (kind >= PAIR) {
        size = kind === PAIR ? 2 : 3;
        kind = this.#wideKind(at, end);
        if (kind === UNSURE) return false;
      }
      if (kind !== LETTER) {
        if (isWithinLink(bytes[at] ?? 0, bytes[at - 1] ?? 0, at + 1 < end ? (bytes[at + 1] ?? 0) : 0))
          return false;
        if (kind === SENTENCE_END) isEnd = true;
        gap++;
        at += size;
        continue;
      }
      const start = at;
      at += size;
      while (at < end && kinds[bytes[at] ?? 0] === LETTER) at++;
      if (at < end && (kinds[bytes[at] ?? 0] ?? UNSURE) >= APOSTROPHE) {
        at = this.#restOfWord(at, end);
        if (at < 0) return false;
      }
      if (isEnd && gap > 1 && count > first) taken[count++] = BREAK;
      taken[count++] = this.#wordOf(start, at);
      gap = 0;
      isEnd = false;
    }
    tokens.size = count;
    return count > first; // without a word: the text tells whether it is blank
  }

  /** Where a word ends that does not end with its first ASCII letters; -1 when only the text can tell. */
  #restOfWord(from: number, end: number): number {
    let at = this.#skipLetters(from, end);
    const next = at < end ? this.#afterApostrophe(at, end) : 0;
    if (next > 0) at = this.#skipLetters(next, end);
    const isUnsure = at < end && (this.#kinds[this.#bytes[at] ?? 0] ?? 0) >= PAIR;
    return isUnsure && this.#wideKind(at, end) === UNSURE ? -1 : at;
  }

  #skipLetters(from: number, end: number): number {
    const bytes = this.#bytes;
    const kinds = this.#kinds;
    let at = from;
    for (;;) {
      while (at < end && kinds[bytes[at] ?? 0] === LETTER) at++;
      if (at >= end || kinds[bytes[at] ?? 0] !== PAIR || this.#wideKind(at, end) !== LETTER) return at;
      at += 2;
    }
  }

  /** The position of the letter after an apostrophe at `at`; 0 when one of both is missing. */
  #afterApostrophe(at: number, end: number): number {
    const kinds = this.#kinds;
    const kind = kinds[this.#bytes[at] ?? 0] ?? OTHER;
    const isWide = kind === MARK;
    if (kind !== APOSTROPHE && !(isWide && this.#wideKind(at, end) === APOSTROPHE)) return 0;
    const next = at + (isWide ? 3 : 1);
    if (next >= end) return 0;
    const after = kinds[this.#bytes[next] ?? 0] ?? OTHER;
    return after === LETTER || (after >= PAIR && this.#wideKind(next, end) === LETTER) ? next : 0;
  }

  /** What a character of several bytes is. */
  #wideKind(at: number, end: number): number {
    const bytes = this.#bytes;
    const lead = bytes[at] ?? 0;
    if (this.#kinds[lead] === UNSURE) return UNSURE;
    const second = at + 1 < end ? (bytes[at + 1] ?? 0) : 0;
    if (second >> 6 !== 0b10) return UNSURE;
    if (this.#kinds[lead] === PAIR) return characterKind(((lead & 0x1f) << 6) | (second & 0x3f));
    const third = at + 2 < end ? (bytes[at + 2] ?? 0) : 0;
    // General punctuation, U+2000 to U+203F: no letters among it.
    if (second !== 0x80 || third >> 6 !== 0b10) return UNSURE;
    return third === 0x99 ? APOSTROPHE : characterKind(0x2000 | (third & 0x3f));
  }

  #wordOf(from: number, to: number): number {
    const hash = hashOf(this.#view, from, to);
    const length = to - from;
    const spellings = this.#spellings;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const at = (this.#slots[slot] ?? 0) << 2;
      if (at === 0) break;
      if (
        spellings[at] === hash &&
        spellings[at + 2] === length &&
        isSame(this.#view, from, this.#view, spellings[at + 1] ?? 0, length)
      ) {
        return spellings[at + 3] ?? 0;
      }
      slot = (slot + 1) & mask;
    }
    const word = this.#words.of(this.#decode(from, to));
    this.#slots[slot] = this.#count;
    if (this.#count * 4 >= spellings.length) {
      this.#spellings = new Int32Array(spellings.length * 2);
      this.#spellings.set(spellings);
    }
    this.#spellings.set([hash, from, length, word], this.#count * 4);
    this.#count++;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return word;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let spelling = 1; spelling < this.#count; spelling++) {
      let slot = (this.#spellings[spelling * 4] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = spelling;
    }
    this.#slots = slots;
  }
}

/** What each byte of an encoding is; a letter that may be the debris of another encoding is left to the text. */
function byteKinds(encoding: Encoding): Uint8Array {
  const isUtf8 = encoding === 'utf-8';
  const reader = openTextReader(isUtf8 ? 'windows-1252' : encoding);
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    if (isUtf8 && byte >= 0x80) return byte >= 0xc2 && byte <= 0xc9 ? PAIR : byte === 0xe2 ? MARK : UNSURE;
    return characterKind(reader.decode(Uint8Array.of(byte)).charCodeAt(0));
  });
}

function characterKind(code: number): number {
  const character = String.fromCharCode(code);
  // Of masks, tags and what nobody sees the text tells more.
  if ('[<'.includes(character) || isInvisible(character) || isDecodingDebris(character)) return UNSURE;
  if (character === "'" || character === '’') return APOSTROPHE;
  if ('.!?;:\n\r…'.includes(character)) return SENTENCE_END;
  return isWordLetter(character) ? LETTER : OTHER;
}

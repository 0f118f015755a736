import { openTextReader } from './code-pages.ts';
import type { SingleByteEncoding } from './encoding.ts';

const POLISH = 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ';
const WESTERN = 'àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜ';
const TYPOGRAPHY = '„”“‘’«»–—…€§°•\u00a0\u00ad';

const LETTER = 1;
const UPPER = 2;
const LIKELY = 4;
const MARK = 8;

/** How plausible bytes are as text of one encoding. `worst` below 0: something stands where it cannot. */
export interface Plausibility {
  score: number;
  worst: number;
}

/**
 * Judges bytes outside ASCII by the letters they would be and where they stand: "¹" within a word is as
 * unlikely as "ą" there is likely, and so is a capital after a small letter. Made once per encoding. See [SV1].
 */
export class LetterModel {
  readonly encoding: SingleByteEncoding;
  readonly #classes: Uint8Array;

  constructor(encoding: SingleByteEncoding) {
    this.encoding = encoding;
    this.#classes = classesOf(encoding);
  }

  /** Judges `bytes[from..to]`; a byte outside that range counts as a space. */
  judge(bytes: Uint8Array, from = 0, to = bytes.length): Plausibility {
    let score = 0;
    let worst = 0;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x80) continue;
      // ISO-8859-2 leaves these to control codes, which no text holds.
      if (byte < 0xa0 && this.encoding === 'iso-8859-2') return { score: -Infinity, worst: -Infinity };
      const own = this.#place(
        byte,
        at > from ? (bytes[at - 1] ?? 0x20) : 0x20,
        at + 1 < to ? (bytes[at + 1] ?? 0x20) : 0x20,
      );
      score += own;
      if (own < worst) worst = own;
    }
    return { score, worst };
  }

  #place(byte: number, before: number, after: number): number {
    const own = this.#classes[byte] ?? 0;
    const left = this.#classes[before] ?? 0;
    const isInWord = ((left | (this.#classes[after] ?? 0)) & LETTER) !== 0;
    if ((own & LETTER) !== 0) {
      const isShouting = (own & UPPER) !== 0 && (left & LETTER) !== 0 && (left & UPPER) === 0;
      if (isShouting) return -2;
      if ((own & LIKELY) === 0) return 0;
      return isInWord ? 2 : (own & UPPER) === 0 ? 1 : 0.5;
    }
    if ((own & MARK) !== 0) {
      const isBetween = (left & LETTER) !== 0 && ((this.#classes[after] ?? 0) & LETTER) !== 0;
      if (isBetween) return -1;
      return before === 0x20 && after === 0x20 ? 0 : 1;
    }
    return isInWord ? -3 : -1;
  }
}

function classesOf(encoding: SingleByteEncoding): Uint8Array {
  const reader = openTextReader(encoding);
  const likely = encoding === 'windows-1252' || encoding === 'cp850' ? WESTERN : POLISH;
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    const character = reader.decode(Uint8Array.of(byte));
    const isLetter = character.toLowerCase() !== character.toUpperCase();
    const isUpper = isLetter && character === character.toUpperCase();
    return (
      (isLetter ? LETTER : 0) |
      (isUpper ? UPPER : 0) |
      (likely.includes(character) && character !== '' ? LIKELY : 0) |
      (TYPOGRAPHY.includes(character) && byte >= 0x80 ? MARK : 0)
    );
  });
}

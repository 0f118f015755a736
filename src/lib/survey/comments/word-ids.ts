import { wordText } from './comment-words.ts';

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

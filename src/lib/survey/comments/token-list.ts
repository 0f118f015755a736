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

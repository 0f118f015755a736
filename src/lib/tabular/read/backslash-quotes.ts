const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;

/**
 * Turns quotes behind backslashes into doubled ones, which the reader knows, and takes the backslash off apostrophes and
 * other backslashes. Chunks may be cut anywhere. See [SV132].
 */
export class BackslashQuotes {
  #isOpen = false;

  convert(chunk: Uint8Array): Uint8Array {
    if (!this.#isOpen && !chunk.includes(BACKSLASH)) return chunk;
    const converted = new Uint8Array(chunk.length + 1);
    let length = 0;
    for (const byte of chunk) {
      if (this.#isOpen) {
        this.#isOpen = false;
        if (byte === QUOTE) converted[length++] = QUOTE;
        else if (byte !== APOSTROPHE && byte !== BACKSLASH) converted[length++] = BACKSLASH;
        converted[length++] = byte;
      } else if (byte === BACKSLASH) this.#isOpen = true;
      else converted[length++] = byte;
    }
    return converted.subarray(0, length);
  }

  /** What the last chunk left: a backslash that nothing followed. */
  end(): Uint8Array {
    return this.#isOpen ? Uint8Array.of(BACKSLASH) : new Uint8Array(0);
  }
}

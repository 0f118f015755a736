/** Bytes that are not what they claim to be. */
export class MalformedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedError';
  }
}

const TEXT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads lib0's encoding without ever looking beyond the given bytes. (lib0's own reader makes views on
 * the underlying buffer: of a small frame, which Node cuts from a shared pool, it would read the
 * neighbours' bytes when a length lies.)
 */
export class ByteCursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get position(): number {
    return this.#at;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw new MalformedError('ends early');
    this.#at++;
    return value;
  }

  /** A whole number from 0 to 2^53 - 1, seven bits a byte, lowest first. */
  uint(): number {
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) break;
      weight *= 128;
      if (weight > 2 ** 53) throw new MalformedError('a number is too long');
    }
    if (value > Number.MAX_SAFE_INTEGER) throw new MalformedError('a number is too large');
    return value;
  }

  /** A count of things of which each takes at least `leastBytes`: it cannot exceed what is left. */
  count(leastBytes: number): number {
    const value = this.uint();
    if (value * leastBytes > this.remaining) throw new MalformedError('a count exceeds the bytes left');
    return value;
  }

  /** Skips a signed number (six bits and a sign in the first byte). */
  skipInt(): void {
    let byte = this.byte();
    let magnitude = byte & 0x3f;
    let weight = 64;
    while (byte >= 0x80) {
      byte = this.byte();
      magnitude += (byte & 0x7f) * weight;
      weight *= 128;
      if (weight > 2 ** 53) throw new MalformedError('a number is too long');
    }
    if (magnitude > Number.MAX_SAFE_INTEGER) throw new MalformedError('a number is too large');
  }

  skip(length: number): void {
    if (length > this.remaining) throw new MalformedError('ends early');
    this.#at += length;
  }

  /** Bytes with their length before them; a view, to be copied by whoever keeps it. */
  bytes(): Uint8Array {
    const length = this.count(1);
    const view = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return view;
  }

  text(): string {
    try {
      return TEXT.decode(this.bytes());
    } catch (error) {
      if (error instanceof MalformedError) throw error;
      throw new MalformedError('text is not UTF-8');
    }
  }

  /** Everything must have been read. */
  end(): void {
    if (this.remaining > 0) throw new MalformedError('bytes follow the end');
  }
}

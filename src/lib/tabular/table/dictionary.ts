import { openTextReader, type TextReader } from '#lib/base/encoding/code-pages.ts';
import type { Encoding } from '#lib/base/encoding/encoding.ts';

/**
 * The distinct answers of a column. Entry 0 is always "no answer" (an empty text). When `mayRepeat`,
 * the column's answers hardly repeat (ids, comments) and equal texts may have several entries.
 */
export interface Dictionary {
  readonly size: number;
  readonly mayRepeat: boolean;
  textAt(code: number): string;
}

/** A dictionary of ready strings: what masking writes and a wave file gives back. */
export class TextDictionary implements Dictionary {
  readonly mayRepeat: boolean;
  readonly #texts: readonly string[];

  /** `texts[0]` must be the empty text. */
  constructor(texts: readonly string[], mayRepeat = false) {
    this.#texts = texts;
    this.mayRepeat = mayRepeat;
  }

  get size(): number {
    return this.#texts.length;
  }

  textAt(code: number): string {
    return this.#texts[code] ?? '';
  }
}

/** A dictionary that keeps the file's own bytes and makes strings only when asked. */
export class ByteDictionary implements Dictionary {
  readonly size: number;
  readonly mayRepeat: boolean;
  /** The bytes of all entries, one after another; entry i spans `offsets[i]..offsets[i + 1]`. */
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array;
  readonly encoding: Encoding;
  readonly #reader: TextReader;

  constructor(bytes: Uint8Array, offsets: Int32Array, encoding: Encoding, mayRepeat: boolean) {
    this.encoding = encoding;
    this.bytes = bytes;
    this.offsets = offsets;
    this.size = offsets.length - 1;
    this.mayRepeat = mayRepeat;
    this.#reader = openTextReader(encoding);
  }

  textAt(code: number): string {
    return this.#reader.decode(this.bytes.subarray(this.offsets[code], this.offsets[code + 1]));
  }
}

/** A dictionary in which some entries read differently: the masked ones. */
export class PatchedDictionary implements Dictionary {
  readonly base: Dictionary;
  readonly #patches: ReadonlyMap<number, string>;

  constructor(base: Dictionary, patches: ReadonlyMap<number, string>) {
    this.base = base;
    this.#patches = patches;
  }

  get size(): number {
    return this.base.size;
  }

  /** Two texts may read alike once masked. */
  get mayRepeat(): boolean {
    return true;
  }

  textAt(code: number): string {
    return this.#patches.get(code) ?? this.base.textAt(code);
  }

  isPatched(code: number): boolean {
    return this.#patches.has(code);
  }
}

/** The bytes behind a dictionary, where there are any; see `bytesTell`. */
export function bytesBehind(dictionary: Dictionary): ByteDictionary | undefined {
  if (dictionary instanceof ByteDictionary) return dictionary;
  return dictionary instanceof PatchedDictionary ? bytesBehind(dictionary.base) : undefined;
}

/** Whether the bytes of an entry say what its text says. */
export function bytesTell(dictionary: Dictionary, code: number): boolean {
  if (dictionary instanceof ByteDictionary) return true;
  return (
    dictionary instanceof PatchedDictionary && !dictionary.isPatched(code) && bytesTell(dictionary.base, code)
  );
}

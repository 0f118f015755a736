import { ByteDictionary } from './dictionary.ts';

/** From here on a column whose answers hardly repeat is kept without looking each of them up. */
const REPEAT_CHECK_ROWS = 1 << 14;
const HARDLY_REPEATS = 0.75;

/** The finished column: one code a row into a dictionary that still holds the file's bytes. */
export interface CodedColumn {
  codes: Int32Array;
  dictionary: ByteDictionary;
}

/**
 * Gathers one column, cell by cell, as codes into a dictionary of distinct answers, all in growing
 * typed arrays: a rating costs four bytes a row, whatever the file spends on it. See [SV8].
 */
export class ColumnBuilder {
  #rows = 0;
  #entries = 1;
  #mayRepeat = false;
  #codes = new Int32Array(1024);
  #offsets = new Int32Array(256);
  #hashes = new Int32Array(256);
  #bytes = new Uint8Array(2048);
  #slots = new Int32Array(512);
  readonly #ofOneByte = new Int32Array(256);

  /** Appends the cell `source[from..to]`; an empty one is "no answer". */
  add(source: Uint8Array, from: number, to: number): void {
    const row = this.#rows++;
    if (row >= this.#codes.length) this.#codes = grown(this.#codes);
    const length = to - from;
    if (length === 0) return; // the code 0 is already there
    if (this.#mayRepeat) {
      this.#codes[row] = this.#append(source, from, to);
    } else if (length === 1) {
      // Most cells of a survey are one digit: no hash, no comparison.
      const byte = source[from] ?? 0;
      let code = this.#ofOneByte[byte] ?? 0;
      if (code === 0) {
        code = this.#append(source, from, to);
        this.#ofOneByte[byte] = code;
      }
      this.#codes[row] = code;
    } else {
      this.#codes[row] = this.#lookUp(source, from, to);
    }
    if ((row & (REPEAT_CHECK_ROWS - 1)) === REPEAT_CHECK_ROWS - 1) this.#checkRepeats();
  }

  /** The finished column, trimmed to its size. The builder must not be used afterwards. */
  finish(encoding: string): CodedColumn {
    return {
      codes: this.#codes.slice(0, this.#rows),
      dictionary: new ByteDictionary(
        this.#bytes.slice(0, this.#offsets[this.#entries] ?? 0),
        this.#offsets.slice(0, this.#entries + 1),
        encoding,
        this.#mayRepeat,
      ),
    };
  }

  #checkRepeats(): void {
    if (this.#mayRepeat || this.#entries < this.#rows * HARDLY_REPEATS) return;
    this.#mayRepeat = true;
    this.#slots = new Int32Array(0);
    this.#hashes = new Int32Array(0);
  }

  #lookUp(source: Uint8Array, from: number, to: number): number {
    const hash = hashOf(source, from, to);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const entry = this.#slots[slot] ?? 0;
      if (entry === 0) break;
      if (this.#hashes[entry] === hash && this.#equals(entry, source, from, to)) return entry;
      slot = (slot + 1) & mask;
    }
    const entry = this.#append(source, from, to);
    if (entry >= this.#hashes.length) this.#hashes = grown(this.#hashes);
    this.#hashes[entry] = hash;
    this.#slots[slot] = entry;
    if (entry * 2 > this.#slots.length) this.#rehash();
    return entry;
  }

  #equals(entry: number, source: Uint8Array, from: number, to: number): boolean {
    const start = this.#offsets[entry] ?? 0;
    if ((this.#offsets[entry + 1] ?? 0) - start !== to - from) return false;
    const bytes = this.#bytes;
    for (let at = from, own = start; at < to; at++, own++) if (bytes[own] !== source[at]) return false;
    return true;
  }

  #append(source: Uint8Array, from: number, to: number): number {
    const entry = this.#entries++;
    const start = this.#offsets[entry] ?? 0;
    const end = start + to - from;
    if (end > this.#bytes.length) this.#bytes = grownTo(this.#bytes, end);
    if (to - from > 32) this.#bytes.set(source.subarray(from, to), start);
    else for (let at = from, own = start; at < to; at++, own++) this.#bytes[own] = source[at] ?? 0;
    if (entry + 1 >= this.#offsets.length) this.#offsets = grown(this.#offsets);
    this.#offsets[entry + 1] = end;
    return entry;
  }

  /** One-byte answers stand in their own table, so their entries have no hash and stay out of the slots. */
  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let entry = 1; entry < this.#entries; entry++) {
      if ((this.#offsets[entry + 1] ?? 0) - (this.#offsets[entry] ?? 0) === 1) continue;
      let slot = (this.#hashes[entry] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry;
    }
    this.#slots = slots;
  }
}

/** Four bytes a step with a multiply and a fold; good spread matters more than a name. */
function hashOf(source: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word =
      (source[at] ?? 0) |
      ((source[at + 1] ?? 0) << 8) |
      ((source[at + 2] ?? 0) << 16) |
      ((source[at + 3] ?? 0) << 24);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < to; at++) hash = Math.imul(hash ^ (source[at] ?? 0), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function grownTo(array: Uint8Array, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(array.length * 2, needed));
  larger.set(array);
  return larger;
}

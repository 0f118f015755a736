import { hashOf, isSame } from './byte-hash.ts';

/** A column whose answers hardly repeat is kept without looking each of them up, once this many were seen. */
const REPEAT_CHECK_ANSWERS = 1 << 14;
const HARDLY_REPEATS = 0.75;
/** A column whose first answers were longer than the rest must not take all memory at once. */
export const MOST_RESERVED_BYTES = 256 << 20;
const SHORT_BYTES = 200; // up to here copying word by word beats a call to `set` with its view

/** Where an entry begins is a number of 32 bits. */
export const MOST_COLUMN_BYTES = 2 ** 31 - 1;

/** The distinct answers of one column are more than we can number. Nothing of the file can be kept then. */
export class ColumnTooLarge extends Error {}

/** The finished column: one code a row, and the distinct answers as the file's bytes (see ByteDictionary). */
export interface BuiltColumn {
  codes: Int32Array;
  bytes: Uint8Array;
  offsets: Int32Array;
  mayRepeat: boolean;
}

/** Cells of one column as slices of `bytes`: cell i spans `starts[first + i * stride]` to `ends[...]`. */
export interface CellBlock {
  bytes: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  stride: number;
  count: number;
}

/**
 * Gathers one column as codes into a dictionary of distinct answers, all in growing typed arrays: a
 * rating costs four bytes a row, whatever the file spends on it. It takes cells in blocks, since a
 * loop over one column keeps its arrays at hand (measured: twice as fast as cell by cell). See [SV8].
 */
export class ColumnBuilder {
  #rows = 0;
  #answered = 0;
  #entries = 1;
  #mayRepeat = false;
  #codes: Int32Array<ArrayBuffer>;
  #offsets = new Int32Array(256);
  #bytes = new Uint8Array(2048);
  /** The same bytes, four at a time: V8 makes one load of it, whatever the alignment. */
  #view = new DataView(this.#bytes.buffer);
  #source: Uint8Array = new Uint8Array(0);
  #sourceView: DataView = new DataView(this.#source.buffer);
  /** Two numbers a slot, an entry and its hash: side by side they are one line of the cache. */
  #slots = new Int32Array(1024);
  readonly #ofOneByte = new Int32Array(256);

  readonly #mostBytes: number;

  /** `expectedRows` saves growing when the size of the file tells about how many rows will come. */
  constructor(expectedRows = 1024, mostBytes = MOST_COLUMN_BYTES) {
    this.#mostBytes = mostBytes;
    this.#codes = new Int32Array(Math.max(16, expectedRows));
  }

  /** Appends a block of cells, the column's own first one at `first`; an empty cell is "no answer". */
  add(block: CellBlock, first: number): void {
    const needed = this.#rows + block.count;
    if (needed > this.#codes.length) this.#codes = grownInts(this.#codes, needed);
    if (block.bytes !== this.#source) {
      this.#source = block.bytes;
      this.#sourceView = new DataView(block.bytes.buffer, block.bytes.byteOffset, block.bytes.byteLength);
    }
    if (this.#mayRepeat) this.#appendAll(block, first);
    else this.#codeAll(block, first);
    this.#rows = needed;
    if (!this.#mayRepeat && this.#answered >= REPEAT_CHECK_ANSWERS) this.#checkRepeats();
  }

  /** The finished column, trimmed to its size. The builder must not be used afterwards. */
  finish(): BuiltColumn {
    return {
      codes: trimmed(this.#codes, this.#rows),
      bytes: this.#bytes.subarray(0, this.#offsets[this.#entries] ?? 0),
      offsets: trimmed(this.#offsets, this.#entries + 1),
      mayRepeat: this.#mayRepeat,
    };
  }

  #codeAll({ bytes, starts, ends, stride, count }: CellBlock, first: number): void {
    const codes = this.#codes;
    const ofOneByte = this.#ofOneByte;
    let row = this.#rows;
    let answered = 0;
    for (let i = 0, cell = first; i < count; i++, cell += stride, row++) {
      const from = starts[cell] ?? 0;
      const to = ends[cell] ?? 0;
      const length = to - from;
      if (length === 0) continue; // the code 0 is already there
      answered++;
      if (length > 1) {
        codes[row] = this.#lookUp(bytes, from, to);
        continue;
      }
      // Most cells of a survey are one digit: no hash, no comparison.
      const byte = bytes[from] ?? 0;
      let code = ofOneByte[byte] ?? 0;
      if (code === 0) {
        code = this.#append(bytes, from, to);
        ofOneByte[byte] = code;
      }
      codes[row] = code;
    }
    this.#answered += answered;
  }

  /** Every answer becomes an entry of its own. */
  #appendAll({ bytes, starts, ends, stride, count }: CellBlock, first: number): void {
    const codes = this.#codes;
    let row = this.#rows;
    for (let i = 0, cell = first; i < count; i++, cell += stride, row++) {
      const from = starts[cell] ?? 0;
      const to = ends[cell] ?? 0;
      if (to > from) codes[row] = this.#append(bytes, from, to);
    }
  }

  #checkRepeats(): void {
    if (this.#entries >= this.#answered * HARDLY_REPEATS) {
      this.#mayRepeat = true;
      this.#reserve();
      this.#slots = new Int32Array(0);
    }
  }

  /** Room for all entries to come, as long as those so far: growing by doubling would copy them again and again. */
  #reserve(): void {
    const expected = Math.ceil((this.#codes.length / Math.max(this.#rows, 1)) * this.#entries) + 16;
    const meanBytes = (this.#offsets[this.#entries] ?? 0) / this.#entries;
    const bytes = Math.min(Math.ceil(expected * meanBytes * 1.1), MOST_RESERVED_BYTES);
    if (expected + 1 > this.#offsets.length) this.#offsets = grownInts(this.#offsets, expected + 1);
    if (bytes > this.#bytes.length) this.#growBytes(bytes);
  }

  /** Four bytes a step, the last step overlapping the one before. */
  #copyWords(start: number, from: number, to: number): void {
    const view = this.#view;
    const source = this.#sourceView;
    const last = to - 4;
    for (let at = from, own = start; at < last; at += 4, own += 4)
      view.setInt32(own, source.getInt32(at, true), true);
    view.setInt32(start + last - from, source.getInt32(last, true), true);
  }

  #growBytes(needed: number): void {
    if (needed > this.#mostBytes)
      throw new ColumnTooLarge(`one column of more than ${this.#mostBytes} bytes`);
    this.#bytes = grownBytes(this.#bytes, needed, this.#mostBytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  #lookUp(source: Uint8Array, from: number, to: number): number {
    const hash = hashOf(this.#sourceView, from, to);
    const slots = this.#slots;
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    for (;;) {
      const entry = slots[slot] ?? 0;
      if (entry === 0) break;
      if (slots[slot + 1] === hash && this.#equals(entry, from, to)) return entry;
      slot = (slot + 2) & mask;
    }
    const entry = this.#append(source, from, to);
    slots[slot] = entry;
    slots[slot + 1] = hash;
    if (entry * 4 > slots.length) this.#rehash();
    return entry;
  }

  #equals(entry: number, from: number, to: number): boolean {
    const own = this.#offsets[entry] ?? 0;
    const length = to - from;
    if ((this.#offsets[entry + 1] ?? 0) - own !== length) return false;
    return isSame(this.#view, own, this.#sourceView, from, length);
  }

  #append(source: Uint8Array, from: number, to: number): number {
    const entry = this.#entries++;
    const start = this.#offsets[entry] ?? 0;
    const end = start + to - from;
    if (end > this.#bytes.length) this.#growBytes(end);
    const length = to - from;
    if (length > SHORT_BYTES) this.#bytes.set(source.subarray(from, to), start);
    else if (length < 4) for (let i = 0; i < length; i++) this.#bytes[start + i] = source[from + i] ?? 0;
    else this.#copyWords(start, from, to);
    if (entry + 1 >= this.#offsets.length) this.#offsets = grownInts(this.#offsets, entry + 2);
    this.#offsets[entry + 1] = end;
    return entry;
  }

  #rehash(): void {
    const before = this.#slots;
    const slots = new Int32Array(before.length * 4);
    const mask = slots.length - 2;
    for (let at = 0; at < before.length; at += 2) {
      const entry = before[at] ?? 0;
      if (entry === 0) continue;
      const hash = before[at + 1] ?? 0;
      let slot = (hash << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = entry;
      slots[slot + 1] = hash;
    }
    this.#slots = slots;
  }
}

function grownInts(array: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(array.length * 2, needed));
  larger.set(array);
  return larger;
}

function grownBytes(array: Uint8Array, needed: number, most: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(Math.max(array.length * 2, needed), most));
  larger.set(array);
  return larger;
}

/** A view when little is wasted, else a copy that lets the larger array go. */
function trimmed(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  return length * 1.25 > array.length ? array.subarray(0, length) : array.slice(0, length);
}

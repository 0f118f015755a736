import type { Encoding } from '#lib/base/encoding/encoding.ts';
import { ByteDictionary } from '../table/dictionary.ts';
import type { BuiltColumn } from './column-builder.ts';

/** Rows of coded columns as texts. */
export class CodedRows {
  readonly columns: readonly BuiltColumn[];
  readonly count: number;
  readonly #dictionaries: readonly ByteDictionary[];

  constructor(columns: readonly BuiltColumn[], encoding: Encoding, count: number) {
    this.columns = columns;
    this.count = count;
    this.#dictionaries = columns.map(
      ({ bytes, offsets, mayRepeat }) => new ByteDictionary(bytes, offsets, encoding, mayRepeat),
    );
  }

  cell(row: number, column: number): string {
    const code = this.columns[column]?.codes[row] ?? 0;
    return code === 0 ? '' : (this.#dictionaries[column]?.textAt(code) ?? '');
  }

  cells(row: number): string[] {
    return this.columns.map((_, column) => this.cell(row, column));
  }

  /** The codes of a text in one column, in any case of its letters. */
  codesOf(text: string, column: number): Set<number> {
    const found = new Set<number>();
    const wanted = text.toLowerCase();
    const { offsets } = this.columns[column] ?? { offsets: new Int32Array(0) };
    for (let code = 1; code + 1 < offsets.length; code++) {
      // No letter of any encoding takes more than four bytes, and none less than half of one of UTF-16.
      const length = (offsets[code + 1] ?? 0) - (offsets[code] ?? 0);
      if (length < text.length / 2 || length > text.length * 4) continue;
      if (this.#dictionaries[column]?.textAt(code).toLowerCase() === wanted) found.add(code);
    }
    return found;
  }
}

import { DELIMITERS, type Delimiter } from '../file/dialect.ts';
import { splitRows } from '../file/split-rows.ts';

/**
 * Reads one line that is written with another delimiter than its file (rows pasted from a second export):
 * its cells when some other delimiter gives exactly `width`, else undefined. Bytes go in and come out one letter each, so that any encoding survives.
 */
export function rescueRow(line: Uint8Array, delimiter: Delimiter, width: number): Uint8Array[] | undefined {
  let text = '';
  for (const byte of line) text += String.fromCharCode(byte);
  for (const other of DELIMITERS) {
    if (other === delimiter || !text.includes(other)) continue;
    const rows = splitRows(text, other);
    const [cells] = rows;
    if (rows.length === 1 && cells?.length === width) {
      return cells.map((cell) => Uint8Array.from(cell, (letter) => letter.charCodeAt(0)));
    }
  }
  return undefined;
}

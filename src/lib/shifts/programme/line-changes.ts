/** A line of a text and what became of it. */
export interface LineChange {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** Beyond so many lines on a side the whole text counts as new: the table of the comparison would be too large. */
export const MOST_COMPARED_LINES = 1000;

/**
 * What changed from one text to another, line by line: the longest lines in common, in their order (Hunt and
 * McIlroy 1976; a table of lines against lines). Of a changed line the old one stands first.
 */
export function lineChanges(before: string, after: string): LineChange[] {
  const old = linesOf(before);
  const now = linesOf(after);
  if (old.length > MOST_COMPARED_LINES || now.length > MOST_COMPARED_LINES)
    return [...asAll('gone', old), ...asAll('new', now)];
  const common = commonLengths(old, now);
  const changes: LineChange[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length && j < now.length) {
    const [one = '', other = ''] = [old[i], now[j]];
    if (one === other) {
      changes.push({ kind: 'same', text: one });
      i += 1;
      j += 1;
    } else if (lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1)) {
      changes.push({ kind: 'gone', text: one });
      i += 1;
    } else {
      changes.push({ kind: 'new', text: other });
      j += 1;
    }
  }
  return [...changes, ...asAll('gone', old.slice(i)), ...asAll('new', now.slice(j))];
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replaceAll('\r\n', '\n').split('\n'));

const asAll = (kind: LineChange['kind'], lines: readonly string[]): LineChange[] =>
  lines.map((text) => ({ kind, text }));

const lengthAt = (table: readonly Uint16Array[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** How many lines the rests of both from each place on have in common. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const row = table[i];
    for (let j = now.length - 1; row && j >= 0; j--)
      row[j] =
        old[i] === now[j]
          ? lengthAt(table, i + 1, j + 1) + 1
          : Math.max(lengthAt(table, i + 1, j), lengthAt(table, i, j + 1));
  }
  return table;
}

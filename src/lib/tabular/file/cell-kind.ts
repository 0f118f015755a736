export type CellKind = 'blank' | 'number' | 'date' | 'text';

const NUMBER = /^[-+−]?(?:\d[\d\s.,\u00a0\u202f]*|[.,]\d+)\s?%?$/;
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[T ,]+\d{1,2}:\d{2}.*)?$/;

/** What a cell looks like by itself, whatever its column is. A rating and an amount are numbers, in either decimal mark. */
export function cellKind(cell: string | undefined): CellKind {
  const text = (cell ?? '').trim();
  if (text === '') return 'blank';
  if (DATE.test(text)) return 'date';
  return NUMBER.test(text) ? 'number' : 'text';
}

/** How many cells of a row hold anything. */
export function countFilled(row: readonly string[]): number {
  return row.filter((cell) => cell.trim() !== '').length;
}

/** So many of a column's filled cells must be of one kind to say that it is of that kind. */
const TYPICAL_SHARE = 0.8;

/** The kind of each column: number or date where nearly all of its filled cells are, else `text`; `blank` without any. */
export function columnKinds(rows: readonly (readonly string[])[], width: number): CellKind[] {
  return Array.from({ length: width }, (_, column) => {
    const kinds = rows.map((row) => cellKind(row[column])).filter((kind) => kind !== 'blank');
    if (kinds.length === 0) return 'blank';
    for (const kind of ['number', 'date'] as const) {
      if (kinds.filter((each) => each === kind).length >= kinds.length * TYPICAL_SHARE) return kind;
    }
    return 'text';
  });
}

/** How many cells of a row are of their column's kind, and how many hold something else; columns of texts say nothing. */
export function compareKinds(
  row: readonly string[],
  kinds: readonly CellKind[],
): { alike: number; contrary: number } {
  let alike = 0;
  let contrary = 0;
  kinds.forEach((kind, column) => {
    const own = cellKind(row[column]);
    if (own === 'blank' || kind === 'text' || kind === 'blank') return;
    if (own === kind) alike++;
    else contrary++;
  });
  return { alike, contrary };
}

/** The number of cells that most rows have; of rows with more than one cell, where there are any. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const wide = rows.filter((row) => row.length > 1 && countFilled(row) > 0);
  const counts = new Map<number, number>();
  for (const { length } of wide) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return usual?.[0] ?? 1;
}

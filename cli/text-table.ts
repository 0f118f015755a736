const WIDEST = 44;

/** A table in plain text: columns aligned by spaces, numbers to the right, long cells cut. */
export function textTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cut = (cell: string): string => (cell.length > WIDEST ? `${cell.slice(0, WIDEST - 1)}…` : cell);
  const all = [headings, ...rows].map((row) => row.map(cut));
  const widths = headings.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  const isNumeric = headings.map((_, i) => rows.every((row) => /^-?[\d.]*$/.test(row[i] ?? '')));
  return all
    .map((row) =>
      row
        .map((cell, i) => (isNumeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

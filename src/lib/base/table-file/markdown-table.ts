import { markdownText } from '../markdown/markdown-text.ts';

/** A table of GitHub's Markdown: numbers stand right and as they are written, texts are one line each and no markup. */
export function markdownTable(
  columns: readonly { name: string; isNumber?: boolean }[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ name }) => markdownText(name))),
    line(columns.map(({ isNumber }) => (isNumber ? '---:' : '---'))),
    ...rows.map((row) => line(row.map((cell, at) => (columns[at]?.isNumber ? cell : markdownText(cell))))),
  ].join('\n');
}

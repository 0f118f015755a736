import { MOST_LINES, parseOutline } from './outline.ts';
import { outlineFromLines, outlineLines } from '../outline-node.ts';
import type { OutlineLine, OutlineNode } from '../outline-node.ts';
import { refused } from '../text-issue.ts';
import type { Parsed } from '../text-issue.ts';

const KEYWORD = /^ishikawa(?:-beta)?$/i;
const FENCE = /^(?:```|~~~)/;

/** Whether a text is a Mermaid fishbone: its first meaningful line is the keyword. */
export function isMermaid(text: string): boolean {
  return meaningfulRows(text).some(({ row }, i) => i === 0 && KEYWORD.test(row.trim()));
}

/**
 * Reads Mermaid's `ishikawa` or `ishikawa-beta`: the first line is the head; what stands as far left
 * as it, or one level deeper, are the categories. `[]` is an empty place and is skipped, and so are
 * `%%` comments, the front matter and a Markdown fence around it all.
 */
export function parseMermaid(text: string): Parsed<OutlineNode> {
  const [keyword, ...rows] = meaningfulRows(text);
  if (!keyword) return refused(null, 'formats.fault.empty');
  if (!KEYWORD.test(keyword.row.trim())) {
    return refused(keyword.line, 'formats.fault.notIshikawa', { found: keyword.row.trim().slice(0, 40) });
  }
  if (rows.length > MOST_LINES)
    return refused(MOST_LINES, 'formats.fault.tooManyLines', { most: MOST_LINES });
  const columns: number[] = [];
  const lines: OutlineLine[] = [];
  for (const { row } of rows) {
    const trimmed = row.trim();
    if (trimmed === '[]') continue;
    const column = row.length - row.trimStart().length;
    while (columns.length > 0 && (columns.at(-1) ?? 0) >= column) columns.pop();
    lines.push({ text: unquoted(trimmed), depth: columns.length });
    columns.push(column);
  }
  const [head, ...others] = outlineFromLines(lines);
  if (!head) return refused(keyword.line, 'formats.fault.noHead');
  return { ok: true, value: { text: head.text, children: [...head.children, ...others] } };
}

/** Writes Mermaid's `ishikawa-beta`, which `parseMermaid` reads back. */
export function formatMermaid(root: OutlineNode): string {
  let text = 'ishikawa-beta\n';
  for (const line of outlineLines([root])) text += `${'  '.repeat(line.depth + 1)}${quoted(line.text)}\n`;
  return text;
}

/** Reads any text outline: Mermaid when it says so, an indented or Markdown outline otherwise. */
export function parseText(text: string): Parsed<OutlineNode> {
  return isMermaid(text) ? parseMermaid(text) : parseOutline(text);
}

function meaningfulRows(text: string): { row: string; line: number }[] {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((row, i) => ({ row, line: i + 1 }));
  const first = rows.findIndex(({ row }) => row.trim() !== '');
  if (rows[first]?.row.trim() === '---') {
    const close = rows.findIndex(({ row }, i) => i > first && row.trim() === '---');
    if (close > 0) rows.splice(0, close + 1);
  }
  return rows.filter(({ row }) => {
    const trimmed = row.trim();
    return trimmed !== '' && !trimmed.startsWith('%%') && !FENCE.test(trimmed);
  });
}

/** What Mermaid itself would read in a text, as its entity codes. */
const CODES: Readonly<Record<string, string>> = {
  '#': '#35;',
  ';': '#59;',
  '"': '#quot;',
  '&': '#amp;',
  '<': '#lt;',
  '>': '#gt;',
};
const NAMED: Readonly<Record<string, string>> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  apos: "'",
};

function encoded(text: string): string {
  return text.replace(/[#;"&<>]/g, (letter) => CODES[letter] ?? letter);
}

/** `#35;` and `#quot;` as the letters that they stand for; a code that names none stays as it is. */
function decoded(text: string): string {
  return text.replace(/#(?:(\d{1,7})|([a-z]{2,8}));/g, (code: string, number?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? code;
    const point = Number(number);
    return point > 31 && point <= 0x10ffff ? String.fromCodePoint(point) : code;
  });
}

/** A space of no width keeps a text from being read as something else, and does not show. */
const GUARD = '\u200b';

function quoted(text: string): string {
  const single = text.replace(/\s+/g, ' ').trim();
  const isTaken = single === '' || single === '[]' || single.startsWith('%%') || FENCE.test(single);
  const written = encoded(single);
  return isTaken || KEYWORD.test(single) || single === '---' ? GUARD + written : written;
}

function unquoted(text: string): string {
  return decoded(text.startsWith(GUARD) ? text.slice(GUARD.length) : text);
}

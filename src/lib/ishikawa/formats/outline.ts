import { plainOfMarkdown } from '#lib/base/markdown-text.ts';
import { outlineFromLines, outlineLines } from '../outline-node.ts';
import type { OutlineLine, OutlineNode } from '../outline-node.ts';
import { refused } from '../text-issue.ts';
import type { Parsed } from '../text-issue.ts';

/** A tab counts as one level, which is two spaces. */
const TAB_COLUMNS = 2;
const BULLET = /^(?:[-*+•–]|\d{1,9}[.)])(?:\s+|$)/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const ESCAPED = /^\\(?=[-*+•–#\d\\])/;
/** A fishbone of more lines than this is no diagram that anybody could read. */
export const MOST_LINES = 20_000;

/**
 * Reads an outline: the first line is the head, its children are the categories. Deeper means one
 * level, however far it is indented; bullets and numbers are dropped; Markdown headings open levels.
 * Lines that stand as far left as the head are categories too.
 */
export function parseOutline(text: string): Parsed<OutlineNode> {
  const forest = parseBranches(text);
  if (!forest.ok) return forest;
  const [head, ...others] = forest.value;
  if (!head) return refused(null, 'formats.fault.empty');
  return { ok: true, value: { text: head.text, children: [...head.children, ...others] } };
}

/** Reads lines as branches side by side: what somebody pastes. Empty text gives no branch. */
export function parseBranches(text: string): Parsed<OutlineNode[]> {
  const lines: OutlineLine[] = [];
  /** Columns of the open levels below the last heading. */
  let columns: number[] = [];
  let headingDepth = 0;
  const rows = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  // Our outlines never begin with a heading; Markdown does, and escapes more.
  const isMarkdown = HEADING.test(rows.find((row) => row.trim() !== '')?.trim() ?? '');
  const plain = isMarkdown ? plainLine : unescaped;
  for (const row of rows) {
    const trimmed = row.trim();
    if (trimmed === '') continue;
    const heading = HEADING.exec(trimmed);
    if (heading) {
      const level = heading[1]?.length ?? 1;
      lines.push({ text: plain(heading[2] ?? ''), depth: level - 1 });
      headingDepth = level;
      columns = [];
      continue;
    }
    const column = indentation(row);
    while (columns.length > 0 && (columns.at(-1) ?? 0) >= column) columns.pop();
    lines.push({ text: plain(trimmed.replace(BULLET, '')), depth: headingDepth + columns.length });
    columns.push(column);
    if (lines.length > MOST_LINES)
      return refused(lines.length, 'formats.fault.tooManyLines', { most: MOST_LINES });
  }
  return { ok: true, value: outlineFromLines(lines) };
}

/** Writes an outline that `parseOutline` reads back: two spaces a level. */
export function formatOutline(root: OutlineNode): string {
  return formatBranches([root]);
}

/** Writes branches side by side: what a copy puts on the clipboard. */
export function formatBranches(branches: readonly OutlineNode[]): string {
  let text = '';
  for (const line of outlineLines(branches)) text += `${'  '.repeat(line.depth)}${escapedLine(line.text)}\n`;
  return text;
}

/** One line of text with a backslash before what would be taken for a bullet, a number or a heading. */
export function escapedLine(text: string): string {
  const single = text.replace(/\s+/g, ' ').trim();
  if (single === '') return '\\';
  return BULLET.test(single) || HEADING.test(single) || single.startsWith('\\') ? `\\${single}` : single;
}

function unescaped(text: string): string {
  return text === '\\' ? '' : text.replace(ESCAPED, '');
}

function plainLine(text: string): string {
  return text === '\\' ? '' : plainOfMarkdown(text);
}

function indentation(row: string): number {
  let column = 0;
  for (const character of row) {
    if (character === '\t') column += TAB_COLUMNS;
    else if (character === ' ' || character === '\u00a0') column++;
    else break;
  }
  return column;
}

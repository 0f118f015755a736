import { plainOfMarkdown } from '#lib/base/markdown/markdown-text.ts';
import { outlineFromLines, outlineLines } from '../outline-node.ts';
import type { OutlineLine, OutlineNode } from '../outline-node.ts';
import { listMarker, MarkerLevels } from './list-markers.ts';
import { refused } from '../text-issue.ts';
import type { Parsed } from '../text-issue.ts';

/** A tab counts as one level, which is two spaces. */
const TAB_COLUMNS = 2;
const HEADING = /^(#{1,6})\s+(.*)$/;
/** More than any list has kinds of markers: levels of one column stay between two columns. */
const COLUMN = 100;
const ESCAPED = /^\\(?=\S)/;
/** A fishbone of more lines than this is no diagram that anybody could read. */
export const MOST_LINES = 20_000;

/**
 * Reads an outline: the first line is the head, its children are the categories. Deeper means one
 * level, however far it is indented; bullets and numbers are dropped, and tell levels where a list comes
 * without indentation, as from Word; cells of a row go one level deeper each; Markdown headings open levels.
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
  const levels = new MarkerLevels();
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
      levels.clear();
      continue;
    }
    const marker = listMarker(trimmed);
    const level = levels.levelOf(indentation(row), marker.kind);
    for (const [cell, text] of trimmed.slice(marker.length).split(/\t+/).entries()) {
      const column = (indentation(row) + cell * TAB_COLUMNS) * COLUMN + level;
      const depth = headingDepth + columns.filter((open) => open < column).length;
      const isRepeated = cell < trimmed.split(/\t+/).length - 1 && isOpen(lines, depth, plain(text));
      columns = columns.filter((open) => open < column);
      if (!isRepeated) lines.push({ text: plain(text), depth });
      columns.push(column);
    }
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
  return listMarker(single).length > 0 || HEADING.test(single) || single.startsWith('\\')
    ? `\\${single}`
    : single;
}

/** Whether the line that is open at a depth says this: a table repeats what its rows have in common. */
function isOpen(lines: readonly OutlineLine[], depth: number, text: string): boolean {
  const last = lines.findLast((line) => line.depth <= depth);
  return last?.depth === depth && last.text === text;
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

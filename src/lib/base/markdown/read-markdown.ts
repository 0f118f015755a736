/**
 * What people here write in texts of several paragraphs: a small part of CommonMark (headings, lists, quotes,
 * emphasis, code, links), read into pieces that a page shows as elements. There is no HTML in it and none comes out,
 * so that nothing has to be cleaned; whatever is not understood stays as it was typed.
 */

/** A piece of a line. */
export type MarkdownSpan =
  | { kind: 'text'; text: string }
  | { kind: 'strong' | 'emphasis'; spans: readonly MarkdownSpan[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; href: string; spans: readonly MarkdownSpan[] }
  | { kind: 'break' };

export type MarkdownBlock =
  | { kind: 'heading'; level: 1 | 2 | 3; spans: readonly MarkdownSpan[] }
  | { kind: 'paragraph' | 'quote'; spans: readonly MarkdownSpan[] }
  | { kind: 'list'; isNumbered: boolean; start: number; items: readonly (readonly MarkdownSpan[])[] };

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const BULLET = /^\s{0,3}[-*+]\s+(.*)$/;
const NUMBER = /^\s{0,3}(\d{1,9})[.)]\s+(.*)$/;
const QUOTE = /^\s{0,3}>\s?(.*)$/;
/** Where a link may lead: other schemes run code, or open programs. */
const SAFE_HREF = /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i;
const ADDRESS = /^https?:\/\/[^\s<>"]+/i;
/** A sign at the end of a sentence is none of the address before it. */
const SENTENCE_END = /[.,;:!?)\]}'»”]+$/;
const ESCAPABLE = /[!-/:-@[-`{-~]/;

/** Reads a text into its blocks. Headings go down a level at a time, so that whoever hears the page misses none. */
export function readMarkdown(text: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  let level: 0 | 1 | 2 | 3 = 0;
  let open = null as { kind: 'paragraph' | 'quote'; lines: string[] } | null; // closures change it
  const close = (): void => {
    if (open) blocks.push({ kind: open.kind, spans: readLines(open.lines) });
    open = null;
  };
  const add = (kind: 'paragraph' | 'quote', line: string): void => {
    if (open?.kind !== kind) close();
    open ??= { kind, lines: [] };
    open.lines.push(line);
  };
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const heading = HEADING.exec(line);
    const bullet = BULLET.exec(line);
    const number = NUMBER.exec(line);
    const quote = QUOTE.exec(line);
    if (line.trim() === '') close();
    else if (heading) {
      close();
      const wanted = Math.min((heading[1] ?? '').length, level + 1);
      level = wanted >= 3 ? 3 : wanted === 2 ? 2 : 1;
      blocks.push({ kind: 'heading', level, spans: readSpans(heading[2] ?? '') });
    } else if (bullet || number) {
      close();
      addItem(
        blocks,
        number
          ? { start: Number(number[1]), text: number[2] ?? '' }
          : { start: null, text: bullet?.[1] ?? '' },
      );
    } else if (quote) add('quote', quote[1] ?? '');
    else add('paragraph', line.trim());
  }
  close();
  return blocks;
}

/** Another point of the list before it, or of a new one; an empty line between two points parts nothing. */
function addItem(blocks: MarkdownBlock[], { start, text }: { start: number | null; text: string }): void {
  const last = blocks.at(-1);
  const isNumbered = start !== null;
  const item = readSpans(text);
  if (last?.kind === 'list' && last.isNumbered === isNumbered)
    blocks[blocks.length - 1] = { ...last, items: [...last.items, item] };
  else blocks.push({ kind: 'list', isNumbered, start: start ?? 1, items: [item] });
}

/** Lines of one paragraph: people end a line where they want it to end. */
function readLines(lines: readonly string[]): MarkdownSpan[] {
  return lines.flatMap((line, at): MarkdownSpan[] => [
    ...(at === 0 ? [] : [{ kind: 'break' as const }]),
    ...readSpans(line),
  ]);
}

/** One line as its pieces; one pass from left to right. */
export function readSpans(line: string): MarkdownSpan[] {
  const spans: MarkdownSpan[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') spans.push({ kind: 'text', text: plain });
    plain = '';
  };
  let at = 0;
  while (at < line.length) {
    const char = line[at] ?? '';
    const next = line[at + 1] ?? '';
    if (char === '\\' && ESCAPABLE.test(next)) {
      plain += next;
      at += 2;
      continue;
    }
    const found = spanAt(line, at);
    if (found === null) {
      plain += char;
      at++;
      continue;
    }
    flush();
    spans.push(found.span);
    at = found.end;
  }
  flush();
  return spans;
}

/** The piece that begins here, with the place after it; null for a plain letter. */
function spanAt(line: string, at: number): { span: MarkdownSpan; end: number } | null {
  const char = line[at];
  if (char === '`') {
    const end = line.indexOf('`', at + 1);
    return end > at + 1 ? { span: { kind: 'code', text: line.slice(at + 1, end) }, end: end + 1 } : null;
  }
  if (char === '*' || char === '_') return emphasisAt(line, at, char);
  if (char === '[') return linkAt(line, at);
  if ((char === 'h' || char === 'H') && !/[\p{L}\p{N}]/u.test(line[at - 1] ?? '')) {
    const [written = ''] = ADDRESS.exec(line.slice(at)) ?? [];
    const href = written.replace(SENTENCE_END, '');
    if (!SAFE_HREF.test(href)) return null;
    return { span: { kind: 'link', href, spans: [{ kind: 'text', text: href }] }, end: at + href.length };
  }
  return null;
}

function emphasisAt(line: string, at: number, mark: string): { span: MarkdownSpan; end: number } | null {
  // Within a word an underscore is a letter, as in names of files.
  if (mark === '_' && /[\p{L}\p{N}]/u.test(line[at - 1] ?? '')) return null;
  const isStrong = line[at + 1] === mark;
  const marks = isStrong ? mark + mark : mark;
  const from = at + marks.length;
  const end = endOfEmphasis(line, from, mark, isStrong);
  if (end < 0 || /\s/.test(line[from] ?? ' ') || /\s/.test(line[end - 1] ?? ' ')) return null;
  return {
    span: { kind: isStrong ? 'strong' : 'emphasis', spans: readSpans(line.slice(from, end)) },
    end: end + marks.length,
  };
}

/** Where the marks close: of three the outer ones belong to the strong piece, and a pair closes no single one. */
function endOfEmphasis(line: string, from: number, mark: string, isStrong: boolean): number {
  let end = line.indexOf(isStrong ? mark + mark : mark, from + 1);
  if (isStrong) return end >= 0 && line[end + 2] === mark ? end + 1 : end;
  while (end >= 0 && line[end + 1] === mark) {
    const pair = line.indexOf(mark + mark, end + 2);
    end = pair < 0 ? -1 : line.indexOf(mark, pair + 2);
  }
  return end;
}

function linkAt(line: string, at: number): { span: MarkdownSpan; end: number } | null {
  const middle = line.indexOf('](', at + 1);
  const end = middle < 0 ? -1 : line.indexOf(')', middle + 2);
  if (end < 0) return null;
  const href = line.slice(middle + 2, end).trim();
  const label = line.slice(at + 1, middle);
  if (!SAFE_HREF.test(href) || label.trim() === '' || label.includes('[')) return null;
  const spans = readSpans(label).map((span): MarkdownSpan =>
    span.kind === 'link' ? { kind: 'text', text: span.href } : span,
  );
  return { span: { kind: 'link', href, spans }, end: end + 1 };
}

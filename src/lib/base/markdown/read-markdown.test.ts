import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMarkdown, readSpans, type MarkdownSpan } from './read-markdown.ts';

/** Spans as one line: marks around what they hold. */
function shown(spans: readonly MarkdownSpan[]): string {
  return spans
    .map((span) => {
      switch (span.kind) {
        case 'text':
          return span.text;
        case 'code':
          return `{code ${span.text}}`;
        case 'break':
          return '{break}';
        case 'link':
          return `{link ${span.href} ${shown(span.spans)}}`;
        default:
          return `{${span.kind} ${shown(span.spans)}}`;
      }
    })
    .join('');
}

test('headings, lists, quotes and paragraphs are told apart', () => {
  const text =
    '# We answer\n\nWithin an hour.\nAlways.\n\n- by name\n- in plain words\n\n3. call\n4. write\n> as promised';
  const blocks = readMarkdown(text).map((block) =>
    block.kind === 'list'
      ? `${block.isNumbered ? block.start : '-'}: ${block.items.map(shown).join(' | ')}`
      : `${block.kind}: ${shown(block.spans)}`,
  );
  expect(blocks).toEqual([
    'heading: We answer',
    'paragraph: Within an hour.{break}Always.',
    '-: by name | in plain words',
    '3: call | write',
    'quote: as promised',
  ]);
});

test('headings go down a level at a time, whatever their author skipped', () => {
  const levels = readMarkdown('### a\n## b\n### c\n# d\n### e').flatMap((block) =>
    block.kind === 'heading' ? [block.level] : [],
  );
  expect(levels).toEqual([1, 2, 3, 1, 2]);
});

test('emphasis, code and links stand in a line, one in the other', () => {
  expect(shown(readSpans('**by *name***, `as is`, [the page](https://a.example/x)'))).toBe(
    '{strong by {emphasis name}}, {code as is}, {link https://a.example/x the page}',
  );
  expect(shown(readSpans('*a **b** c*'))).toBe('{emphasis a {strong b} c}');
  expect(shown(readSpans('see https://a.example/x, please'))).toBe(
    'see {link https://a.example/x https://a.example/x}, please',
  );
});

test('what is not understood stays as it was typed', () => {
  for (const line of ['2 * 3 * 4', 'file_name_here', '**open', '[a](javascript:alert(1))', '<b>x</b>', '`'])
    expect(shown(readSpans(line))).toBe(line);
  expect(shown(readSpans('\\*no\\*'))).toBe('*no*');
});

test('no text makes a link that leads elsewhere than to the web or to a mail', () => {
  const links = (spans: readonly MarkdownSpan[]): string[] =>
    spans.flatMap((span) => (span.kind === 'link' ? [span.href] : 'spans' in span ? links(span.spans) : []));
  const pieces = fc.constantFrom(
    '[',
    '](',
    ')',
    'javascript:',
    'data:',
    'https://',
    'mailto:',
    'a',
    ' ',
    '*',
    '_',
    '`',
    '\\',
    '\n',
    '"',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      for (const block of readMarkdown(parts.join('')))
        for (const spans of block.kind === 'list' ? block.items : [block.spans])
          for (const href of links(spans)) expect(href).toMatch(/^(https?:\/\/|mailto:)/);
    }),
  );
});

import { expect, test } from 'vitest';
import { outlineLines } from '../outline-node.ts';
import { formatMermaid, parseMermaid } from './mermaid.ts';
import { parseBranches, parseOutline } from './outline.ts';

function drawn(text: string): string[] {
  const read = parseBranches(text);
  if (!read.ok) throw new Error('refused');
  return [...outlineLines(read.value)].map(({ text: line, depth }) => '  '.repeat(depth) + line);
}

test('[IK50] a list from Word has no indentation: each kind of bullet is a level', () => {
  const pasted = [
    'Klienci czekają zbyt długo',
    '•\tLudzie',
    'o\tza mało osób po 18:00',
    '▪\tgrafik nie nadąża',
    'o\tbrak urlopów',
    '•\tMetody',
    'o\treklamacje krążą',
  ].join('\r\n');
  expect(drawn(pasted)).toEqual([
    'Klienci czekają zbyt długo',
    '  Ludzie',
    '    za mało osób po 18:00',
    '      grafik nie nadąża',
    '    brak urlopów',
    '  Metody',
    '    reklamacje krążą',
  ]);
  // The symbols of Wingdings come from the private area.
  expect(drawn('\uf0b7\tLudzie\no\tmało\n\uf0a7\tgrafik\n\uf0b7\tMetody')).toEqual([
    'Ludzie',
    '  mało',
    '    grafik',
    'Metody',
  ]);
});

test('[IK50] numbers, letters and roman numbers are levels too', () => {
  expect(drawn('1.\tPeople\na)\ttoo few\ni.\tat night\nii.\tat weekends\nb)\ttoo new\n2.\tRules')).toEqual([
    'People',
    '  too few',
    '    at night',
    '    at weekends',
    '  too new',
    'Rules',
  ]);
});

test('[IK50] words that look like markers stay words, and bullets of a keyboard are one level', () => {
  expect(drawn('o czym nie wiemy\ni nie pytamy\na jednak')).toEqual([
    'o czym nie wiemy',
    'i nie pytamy',
    'a jednak',
  ]);
  expect(drawn('- a\n* b\n+ c')).toEqual(['a', 'b', 'c']);
});

test('[IK50] slides are indented by tabs, and cells of a table go deeper from left to right', () => {
  expect(drawn('People\n\ttoo few\n\t\tat night\nRules')).toEqual([
    'People',
    '  too few',
    '    at night',
    'Rules',
  ]);
  expect(
    drawn('People\ttoo few\tat night\nPeople\ttoo few\tat weekends\nPeople\ttoo new\nRules\tnone'),
  ).toEqual(['People', '  too few', '    at night', '    at weekends', '  too new', 'Rules', '  none']);
});

test('[IK52] entity codes of Mermaid are read and written', () => {
  const read = parseMermaid(
    'ishikawa-beta\n  Long #quot;waits#quot;\n    A #35;1 #amp; #9829;\n    #nothing; #0;',
  );
  expect(read.ok && [read.value.text, ...read.value.children.map(({ text }) => text)]).toEqual([
    'Long "waits"',
    'A #1 & ♥',
    '#nothing; #0;',
  ]);
  const text = 'ticket #35; says "<none>" & waits; 50%';
  const written = formatMermaid({ text, children: [] });
  expect(written).not.toMatch(/["<>&]/);
  const again = parseMermaid(written);
  expect(again.ok && again.value.text).toBe(text);
});

test('[IK50] the first line of a list from Word is the head', () => {
  const read = parseOutline('Long waits\n•\tPeople\no\ttoo few');
  expect(read.ok && [read.value.text, read.value.children[0]?.text]).toEqual(['Long waits', 'People']);
});

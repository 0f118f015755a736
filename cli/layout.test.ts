import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatJson } from '#lib/ishikawa/formats/fishbone-json.ts';
import { formatMermaid } from '#lib/ishikawa/formats/mermaid.ts';
import { formatOutline } from '#lib/ishikawa/formats/outline.ts';
import { outlineOfFishbone } from '#lib/ishikawa/outline-node.ts';
import { randomFishbone } from '#lib/ishikawa/testing/random-fishbone.ts';
import { seededRandom } from '#lib/base/random.ts';
import { layoutCommand, isNoDiagram, MOST_BYTES } from './layout.ts';

interface LayoutJson {
  width: number;
  height: number;
  labels: {
    id: string;
    text: string;
    kind: string;
    fontSize: number;
    x: number;
    y: number;
    width: number;
    height: number;
  }[];
  segments: { x1: number; y1: number; x2: number; y2: number }[];
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layout-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(
  content: string | Uint8Array,
  name: string,
  ...flags: string[]
): Promise<{ code: number; out: string; err: string }> {
  const file = join(folder, name);
  await writeFile(file, content);
  return command([file, ...flags]);
}

async function command(args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await layoutCommand(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
  });
  return { code, out, err };
}

const OUTLINE = 'Long waits\n  People\n    - too few\n      - rota\n  Methods\n    by hand\n';

test('[IK61] --json prints one box a node and every stroke, within the picture', async () => {
  const { code, out, err } = await run(OUTLINE, 'a.md', '--json');
  expect([code, err]).toEqual([0, '']);
  const json = JSON.parse(out) as LayoutJson;
  expect(Object.keys(json)).toEqual(['width', 'height', 'labels', 'segments']);
  expect(json.labels.map(({ id, kind, text }) => [id, kind, text])).toEqual([
    ['head', 'head', 'Long waits'],
    ['category-1', 'category', 'People'],
    ['cause-1', 'cause', 'too few'],
    ['cause-2', 'cause', 'rota'],
    ['category-2', 'category', 'Methods'],
    ['cause-3', 'cause', 'by hand'],
  ]);
  expect(Object.keys(json.labels[0] ?? {})).toEqual([
    'id',
    'text',
    'kind',
    'fontSize',
    'x',
    'y',
    'width',
    'height',
  ]);
  expect(Object.keys(json.segments[0] ?? {})).toEqual(['x1', 'y1', 'x2', 'y2']);
  for (const { x1, y1, x2, y2 } of json.segments) {
    for (const x of [x1, x2]) expect(x >= 0 && x <= json.width).toBe(true);
    for (const y of [y1, y2]) expect(y >= 0 && y <= json.height).toBe(true);
  }
});

test('[IK60] [IK55] an outline, Mermaid and our JSON of one fishbone give the same picture', async () => {
  const fishbone = {
    ...randomFishbone({ causes: 80, bones: 5, maxDepth: 4, maxWords: 5 }, seededRandom(4)),
    headSide: 'right' as const,
  };
  const outline = outlineOfFishbone(fishbone);
  const boxes = async (content: string, name: string): Promise<unknown[]> => {
    const { out } = await run(content, name, '--json');
    return (JSON.parse(out) as LayoutJson).labels.map(({ text, x, y }) => [text, x, y]);
  };
  const expected = await boxes(formatOutline(outline), 'b.txt');
  expect(await boxes(formatMermaid(outline), 'b.mmd')).toEqual(expected);
  expect(await boxes(formatJson(fishbone), 'b.json')).toEqual(expected);
});

test('[IK60] --svg writes the picture', async () => {
  const { code, out } = await run(OUTLINE, 'c.md', '--svg', join(folder, 'c.svg'));
  expect([code, out]).toEqual([0, expect.stringMatching(/^3 causes on 2 bones, \d+ x \d+ pixels\n$/)]);
  expect(await readFile(join(folder, 'c.svg'), 'utf8')).toMatch(/^<svg [^]*<\/svg>\n$/);
});

test('[IK60] bad usage exits with 2 and shows the usage', async () => {
  for (const args of [[], ['a.md', 'b.md'], ['a.md', '--what'], ['a.md', '--svg'], ['a.md', '--svg', '']]) {
    const { code, err } = await command(args);
    expect([args, code, err.includes('usage: herringbone layout')]).toEqual([args, 2, true]);
  }
});

test('[IK60] bad input exits with 1 and names the file, the line and what to do', async () => {
  const results = [
    await run('', 'empty.md'),
    await run('\uFEFF\r\n  \r\n', 'blank.txt'),
    await run('flowchart TD', 'x.mmd'),
    await run('{"a":\n,}', 'x.json'),
    await run('{}', 'y.json'),
    await command([join(folder, 'none.md')]),
    await command([folder]),
    await run(OUTLINE, 'd.md', '--svg', join(folder, 'no', 'such.svg')),
  ];
  expect(results.map(({ code, out }) => [code, out])).toEqual(results.map(() => [1, '']));
  const said = results.map(({ err }) => err.replaceAll(folder, ''));
  expect(said[0]).toMatch(/^\/empty\.md: There is no text/);
  expect(said[2]).toMatch(/^\/x\.mmd:1: A Mermaid fishbone starts with/);
  expect(said[3]).toMatch(/^\/x\.json:2: This is not valid JSON/);
  expect(said[5]).toBe('/none.md: no such file\n');
});

test('[IK62] UTF-16 with a byte order mark, as Windows writes it, is read', async () => {
  const bytes = new Uint8Array(Buffer.from(`\uFEFF${OUTLINE.replaceAll('\n', '\r\n')}`, 'utf16le'));
  expect((await run(bytes, 'e.txt')).out).toMatch(/^3 causes on 2 bones/);
});

test.each(['windows-1250', 'iso-8859-2'])(
  '[IK62] [IK108] an outline in %s is read with its letters',
  async (name) => {
    const codes: Record<string, Record<string, number>> = {
      'windows-1250': { ą: 0xb9, ż: 0xbf, ś: 0x9c, ł: 0xb3, ó: 0xf3 },
      'iso-8859-2': { ą: 0xb1, ż: 0xbf, ś: 0xb6, ł: 0xb3, ó: 0xf3 },
    };
    const text = 'Klienci są źli\n  Obsługa\n    za mało osób\n    każdy mówi coś innego'.replace('ź', 'z');
    const bytes = Uint8Array.from([...text], (letter) => codes[name]?.[letter] ?? letter.charCodeAt(0));
    const { out } = await run(bytes, `${name}.txt`, '--json');
    expect((JSON.parse(out) as LayoutJson).labels.map((label) => label.text)).toEqual(
      expect.arrayContaining(['Obsługa', 'za mało osób', 'każdy mówi coś innego']),
    );
  },
);

test('[IK28] --aspect gives the shape of the surface, and each label says the size of its text', async () => {
  const outline = formatOutline(
    outlineOfFishbone(randomFishbone({ causes: 60, bones: 6, maxDepth: 2, maxWords: 5 }, seededRandom(3))),
  );
  const shapes: number[] = [];
  for (const aspect of ['4:1', 'A4', '1:1']) {
    const json = JSON.parse((await run(outline, 'f.txt', '--json', '--aspect', aspect)).out) as LayoutJson;
    shapes.push(json.width / json.height);
    expect([...new Set(json.labels.map(({ fontSize }) => fontSize))]).toEqual([18, 14, 13]);
  }
  expect(shapes.toSorted((a, b) => b - a)).toEqual(shapes);
  for (const aspect of ['1:1.0', '4:1', '1:4', 'a3'])
    expect((await run(outline, 'f.txt', '--aspect', aspect)).code).toBe(0);
  for (const aspect of ['4.01:1', '1:4.01', '0:0', '16x9', 'B5', '']) {
    const { code, err } = await run(outline, 'f.txt', '--aspect', aspect);
    expect([aspect, code]).toEqual([aspect, 2]);
    expect(err).toContain('--aspect takes a width and a height such as 16:9');
  }
});

test('[IK62] 1,500 causes and a chain of 10,000 are laid out', async () => {
  const wide = randomFishbone({ causes: 1500, bones: 6, maxDepth: 8, maxWords: 8 }, seededRandom(5));
  expect((await run(formatOutline(outlineOfFishbone(wide)), 'wide.md')).out).toMatch(/^1500 causes/);
  const causes = Array.from({ length: 10_000 }, (_, i) => ({
    id: `c${i}`,
    parent: i === 0 ? 'k' : `c${i - 1}`,
    text: 'why',
  }));
  const categories = [{ id: 'k', name: 'People' }];
  const chain = JSON.stringify({
    format: 'herringbone-fishbone',
    version: 1,
    head: 'Head',
    categories,
    causes,
  });
  const { code, out } = await run(chain, 'deep.json', '--json');
  expect([code, (JSON.parse(out) as LayoutJson).labels.length]).toEqual([0, 10_002]);
});

test('[IK60] a file of the most bytes is read, a byte more is no diagram', () => {
  expect([isNoDiagram(MOST_BYTES), isNoDiagram(MOST_BYTES + 1)]).toEqual([false, true]);
});

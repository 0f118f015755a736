import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import type { CauseId } from '../cause.ts';
import { formatCsv } from './fishbone-csv.ts';
import type { Marking } from '../picture/mark-picture.ts';
import { formatJson, parseJson } from './fishbone-json.ts';
import { isCsv, parseCsv } from './read-csv.ts';
import { fishboneOfOutline } from './fishbone-of-outline.ts';
import type { Fishbone } from '../fishbone.ts';
import { lineOfJsonError } from './json-syntax.ts';
import { formatMarkdown } from './markdown.ts';
import { formatMermaid, parseMermaid, parseText } from './mermaid.ts';
import { formatBranches, formatOutline, parseBranches, parseOutline } from './outline.ts';
import { outlineLines, outlineOfFishbone } from '../outline-node.ts';
import type { OutlineNode } from '../outline-node.ts';
import { randomFishbone } from '../testing/random-fishbone.ts';
import type { Parsed } from '../text-issue.ts';

const HEADINGS = {
  problem: 'Problem',
  category: 'Category',
  depth: 'Level',
  cause: 'Cause',
  path: 'Path',
  note: 'Note',
  tags: 'Tags',
  dots: 'Dots',
  rating: 'Rating',
  status: 'Status',
};
const UNMARKED: Marking = { pageMarks: () => ({ marks: [], numbers: {} }), meaning: (mark) => mark };

/** Texts as they come out of an editor: one line, no space at either end; with every trap of the formats. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(
      '- x',
      '1. x',
      '# x',
      '## x ##',
      '\\',
      '\\- x',
      '[]',
      '%% x',
      'ishikawa',
      '---',
      '```',
      '•',
      '',
      '=1+1',
      '"a", b',
    ),
  )
  .map((each) =>
    each
      .replace(/[\u200b\ufeff]/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  );
const node: fc.Arbitrary<OutlineNode> = fc.letrec<{
  node: OutlineNode;
  leaf: OutlineNode;
  branch: OutlineNode;
}>((tie) => ({
  node: fc.oneof({ maxDepth: 5 }, tie('leaf'), tie('branch')),
  leaf: fc.record({ text, children: fc.constant([]) }),
  branch: fc.record({ text, children: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
})).node;

function drawn(parsed: Parsed<OutlineNode>): string[] {
  if (!parsed.ok) return parsed.issues.map((issue) => `${issue.line} ${issue.message}`);
  return [...outlineLines([parsed.value])].map((line) => '.'.repeat(line.depth) + line.text);
}

test('[IK55] an outline that was written is read back the same', () => {
  fc.assert(
    fc.property(node, (root) => {
      expect(parseOutline(formatOutline(root))).toEqual({ ok: true, value: root });
    }),
  );
});

test('[IK55] Markdown that was written is read back the same', () => {
  fc.assert(
    fc.property(node, (root) => {
      expect(parseText(formatMarkdown(root))).toEqual({ ok: true, value: root });
    }),
  );
});

test('[IK55] Mermaid that was written is read back the same', () => {
  fc.assert(
    fc.property(node, (root) => {
      expect(parseText(formatMermaid(root))).toEqual({ ok: true, value: root });
    }),
  );
});

test('[IK55] branches that were copied are pasted the same', () => {
  fc.assert(
    fc.property(fc.array(node, { minLength: 1, maxLength: 4 }), (roots) => {
      expect(parseBranches(formatBranches(roots))).toEqual({ ok: true, value: roots });
    }),
  );
});

test('[IK53] [IK55] our JSON keeps ids, notes, tags and twins', () => {
  const fishbone = randomFishbone({ causes: 60, bones: 4, maxDepth: 5, maxWords: 4 }, seededRandom(1));
  const [bone] = fishbone.bones;
  const extra = {
    id: 'x1' as CauseId,
    text: 'line\nbreak "quoted"',
    authorId: null,
    note: 'seen twice',
    tags: ['accept'],
    twinOf: 'cause3' as CauseId,
    children: [],
  };
  const whole: Fishbone = {
    ...fishbone,
    bones: bone ? [{ ...bone, children: [...bone.children, extra] }] : [],
  };
  expect(parseJson(formatJson(whole))).toEqual({ ok: true, value: whole });
});

test('[IK53] authors leave only when asked for', () => {
  const fishbone = fishboneOfOutline({
    text: 'h',
    children: [{ text: 'c', children: [{ text: 'x', children: [] }] }],
  });
  const [bone] = fishbone.bones;
  const signed = {
    ...fishbone,
    bones: bone ? [{ ...bone, children: bone.children.map((each) => ({ ...each, authorId: 'ala' })) }] : [],
  };
  expect(formatJson(signed)).not.toContain('ala');
  expect(formatJson(signed, { authors: true })).toContain('ala');
});

test('[IK50] tabs, bullets, numbers, blank lines, deep jumps and uneven indents are tolerated', () => {
  const outline =
    '\n  Problem\n\n\t\t* People\n\t\t\t\t1) too few\n\t\t\t• trained\n  Methods\n\n     - slow\n';
  expect(drawn(parseOutline(outline))).toEqual([
    'Problem',
    '.People',
    '..too few',
    '..trained',
    '.Methods',
    '..slow',
  ]);
});

test('[IK51] Markdown headings open levels and lists hang below them', () => {
  const markdown = '# Long waits\n\n## People\n- too few\n  - rota\n- new\n\n## Methods\n* by hand\n';
  expect(drawn(parseOutline(markdown))).toEqual([
    'Long waits',
    '.People',
    '..too few',
    '...rota',
    '..new',
    '.Methods',
    '..by hand',
  ]);
});

test('[IK52] the example of Mermaid’s own manual is read: categories stand as far left as the head', () => {
  const mermaid =
    '%% c\nishikawa-beta\n    Blurry Photo\n    Process\n        Out of focus\n    []\n    User\n        Shaky hands\n';
  expect(drawn(parseText(mermaid))).toEqual([
    'Blurry Photo',
    '.Process',
    '..Out of focus',
    '.User',
    '..Shaky hands',
  ]);
});

test('[IK52] a fence and front matter around Mermaid are skipped', () => {
  const mermaid = '---\ntitle: x\n---\n```mermaid\nishikawa\n  Head\n    Cat\n```\n';
  expect(drawn(parseMermaid(mermaid))).toEqual(['Head', '.Cat']);
});

test('[IK62] a byte order mark and Windows or old Mac line ends are read', () => {
  expect(drawn(parseText('\uFEFFHead\r\n  Cat\r\n    cause\r\n'))).toEqual(['Head', '.Cat', '..cause']);
  expect(drawn(parseText('Head\r  Cat\r'))).toEqual(['Head', '.Cat']);
});

test('[IK56] refusals name the line and the reason', () => {
  expect(drawn(parseOutline('\n \n'))).toEqual(['null formats.fault.empty']);
  expect(drawn(parseMermaid('\n\nflowchart TD'))).toEqual(['3 formats.fault.notIshikawa']);
  expect(drawn(parseMermaid('ishikawa-beta\n'))).toEqual(['1 formats.fault.noHead']);
  expect(drawn(parseOutline('x\n'.repeat(20_001)))).toEqual(['20001 formats.fault.tooManyLines']);
});

test('[IK56] the line of a syntax error is found exactly where JSON.parse fails', () => {
  const change = fc.constantFrom('', ',', '}', '[', ':', '"', '\\', '01', 'x', '\n');
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.nat(), change, (json, spot, changed) => {
      const at = spot % (json.length + 1);
      const spoiled = json.slice(0, at) + changed + json.slice(at + 1);
      let isJson = true;
      try {
        JSON.parse(spoiled);
      } catch {
        isJson = false;
      }
      expect(lineOfJsonError(spoiled) === null).toBe(isJson);
    }),
    { numRuns: 1000 },
  );
  expect(lineOfJsonError('{\n  "a": [1,\n  2,]\n}')).toBe(3);
});

test('[IK56] JSON is refused with the line, the field or the id that is wrong', () => {
  const issues = (json: string): unknown => {
    const parsed = parseJson(json);
    return parsed.ok
      ? 'read'
      : parsed.issues.map((issue) => [issue.line, issue.message, ...Object.values(issue.values ?? {})]);
  };
  const file = (causes: unknown[], version: unknown = 1): string =>
    JSON.stringify({
      format: 'herringbone-fishbone',
      version,
      head: 'h',
      categories: [{ id: 'k', name: 'K' }],
      causes,
    });
  expect(issues('{\n"a": 1,\n}')).toEqual([[3, 'formats.fault.notJson']]);
  expect(issues(file([], 2))).toEqual([[null, 'formats.fault.newerVersion', 2, 1]]);
  expect(issues(file([{ id: 'a', parent: 'k', text: 7 }]))).toEqual([
    [null, 'formats.fault.badField', 'causes.0.text', 'string', '7'],
  ]);
  expect(issues(file([{ id: 'k', parent: 'k', text: '' }]))).toEqual([[null, 'formats.fault.idTwice', 'k']]);
  expect(issues(file([{ id: 'a', parent: 'b', text: '' }]))).toEqual([
    [null, 'formats.fault.unknownParent', 'a', 'b'],
  ]);
  expect(issues('null')).toHaveLength(1);
});

test('[IK39] [IK62] an outline 5,000 levels deep is read and written', () => {
  const deep = Array.from({ length: 5000 }, (_, i) => `${' '.repeat(i)}x`).join('\n');
  const parsed = parseOutline(deep);
  if (!parsed.ok) throw new Error('refused');
  expect(outlineOfFishbone(fishboneOfOutline(parsed.value))).toBeDefined();
  expect(formatOutline(parsed.value).split('\n')).toHaveLength(5001);
  expect(parseJson(formatJson(fishboneOfOutline(parsed.value))).ok).toBe(true);
});

test('[IK54] CSV has a row a cause with its path, and a formula stays a text', () => {
  const parsed = parseOutline('Head\n  People\n    =1+1\n      a "b", c\n');
  if (!parsed.ok) throw new Error('refused');
  expect(formatCsv(fishboneOfOutline(parsed.value), HEADINGS, UNMARKED)).toBe(
    '\uFEFFProblem,Category,Level,Cause,Path,Note,Tags\r\n' +
      "Head,People,1,'=1+1,People,,\r\n" +
      'Head,People,2,"a ""b"", c",People > =1+1,,\r\n',
  );
});

test('[IK135] dots, ratings and status stand beside the causes, and the table is read back without them', () => {
  const parsed = parseOutline('Head\n  People\n    one\n    two\n');
  if (!parsed.ok) throw new Error('refused');
  const fishbone = fishboneOfOutline(parsed.value);
  const first = fishbone.bones[0]?.children[0]?.id;
  const table = formatCsv(fishbone, HEADINGS, {
    pageMarks: (id) =>
      id === first
        ? { marks: ['dots', 'rating', 'verified'], numbers: { dots: '7', rating: '4.5 · 3.0' } }
        : { marks: [], numbers: {} },
    meaning: (mark) => `is ${mark}`,
  });
  expect(table.slice(1).split('\r\n')).toEqual([
    'Problem,Category,Level,Cause,Path,Note,Tags,Dots,Rating,Status',
    'Head,People,1,one,People,,,7,4.5 · 3.0,is verified',
    'Head,People,1,two,People,,,,,',
    '',
  ]);
  expect(isCsv(table)).toBe(true);
  const back = parseCsv(table);
  expect(back.ok && back.value.bones[0]?.children.map(({ text }) => text)).toEqual(['one', 'two']);
});

test('[IK120] a table that went through a spreadsheet brings every text back, formulas guarded', () => {
  const formula = fc.constantFrom(
    '=1+1',
    "'=1+1",
    '\uff1dcmd|x',
    '\n=1',
    '\r=1',
    '\t=1',
    '@x',
    '-5',
    '"=1',
    ' =1',
    "''-x",
  );
  const cell = fc.oneof(formula, fc.string({ unit: 'grapheme', maxLength: 12 }));
  fc.assert(
    fc.property(cell, cell, cell, (head, cause, note) => {
      const fishbone = readFormula(head, cause, note);
      const table = formatCsv(fishbone, HEADINGS, UNMARKED);
      const parsed = parseCsv(table);
      const [bone] = parsed.ok ? parsed.value.bones : [];
      const [node] = bone?.children ?? [];
      expect([parsed.ok && parsed.value.head, node?.text, node?.note]).toEqual([head, cause, note]);
      const guarded = Papa.parse<string[]>(table.slice(1)).data[1] ?? [];
      for (const written of guarded)
        expect(written).not.toMatch(/^(?!-?\d+(?:[.,]\d+)?$)[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/);
    }),
  );
});

/** A diagram of one cause. */
function readFormula(head: string, cause: string, note: string): Fishbone {
  const tree = fishboneOfOutline({
    text: head,
    children: [{ text: 'People', children: [{ text: cause, children: [] }] }],
  });
  const bones = tree.bones.map((bone) => ({
    ...bone,
    children: bone.children.map((node) => ({ ...node, note })),
  }));
  return { ...tree, bones };
}

test('[IK121] Markdown of a diagram is text, and is read back as it was', () => {
  const root: OutlineNode = {
    text: '[link](https://evil.example) <b>',
    children: [{ text: '*People*', children: [{ text: '1. `code` & more', children: [] }] }],
  };
  const markdown = formatMarkdown(root);
  expect(markdown).toBe(
    String.raw`# \[link\](https\://evil.example) \<b\>

## \*People\*

- 1\. \`code\` \& more
`,
  );
  expect(parseOutline(markdown)).toEqual({ ok: true, value: root });
});

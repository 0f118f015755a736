import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#lib/base/random.ts';
import type { CauseId } from '../cause.ts';
import { addCategory, createEditor } from './edit-fishbone.ts';
import { exportFishbone, exportName } from '../formats/export-fishbone.ts';
import type { ExportFormat } from '../formats/export-fishbone.ts';
import { openFishbone, readFishbone } from './fishbone-doc.ts';
import { countCauses, walkCauses } from '../fishbone.ts';
import type { Fishbone } from '../fishbone.ts';
import { addFishbone } from './import-fishbone.ts';
import { outlineLines, outlineOfFishbone } from '../outline-node.ts';
import { randomFishbone } from '../testing/random-fishbone.ts';
import { detectFormat, readFishboneText } from '../formats/read-fishbone-text.ts';
import { trackUndo } from './undo-edits.ts';

const WORDS = {
  csv: {
    problem: 'Problem',
    category: 'Kategoria',
    depth: 'Poziom',
    cause: 'Przyczyna',
    path: 'Ścieżka',
    note: 'Notatka',
    tags: 'Znaczniki',
    dots: 'Kropki',
    rating: 'Ocena',
    status: 'Stan',
  },
  svg: { title: 't', description: 'd' },
  marking: { pageMarks: () => ({ marks: [], numbers: {} }), meaning: (mark: string) => mark },
};

function read(text: string): Fishbone {
  const parsed = readFishboneText(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

function lines(fishbone: Fishbone): string[] {
  return [...outlineLines([outlineOfFishbone(fishbone)])].map((line) => '  '.repeat(line.depth) + line.text);
}

function emptyBoard() {
  const editor = createEditor(openFishbone(new Y.Doc()), 'Ala');
  return { editor, tree: () => readFishbone(editor.board).fishbone };
}

test('[IK82] an import joins bones of the same name and adds others; replacing removes what was there', () => {
  const { editor, tree } = emptyBoard();
  addFishbone(editor, read('Head\n  People\n    a'), 'add', 'ala');
  addFishbone(editor, read('Other\n  people\n    b\n      why\n  Methods\n    c'), 'add', 'ala');
  expect(lines(tree())).toEqual(['', '  People', '    a', '    b', '      why', '  Methods', '    c']);
  addFishbone(editor, read('Other\n  Methods\n    d'), 'replace', 'ala');
  expect(lines(tree())).toEqual(['Other', '  Methods', '    d']);
});

test('[IK82] a bone that is replaced by one of the same name keeps its question', () => {
  const { editor, tree } = emptyBoard();
  addCategory(editor, 'People', 'Who?');
  addFishbone(editor, read('Head\n  people\n    a\n  Methods'), 'replace', null);
  expect(tree().bones.map(({ name, question }) => [name, question])).toEqual([
    ['people', 'Who?'],
    ['Methods', ''],
  ]);
});

test('[IK82] notes, marks and causes in several places come along, and one undo takes all back', () => {
  const { editor, tree } = emptyBoard();
  const undo = trackUndo(editor.board, editor.origin);
  addFishbone(editor, read('Head\n  People\n    a'), 'add', 'ala');
  undo.stopCapturing();
  const file = randomFishbone({ causes: 120, bones: 5, maxDepth: 6, maxWords: 4 }, seededRandom(4));
  const [first, second] = [...walkCauses(file)];
  Object.assign(first?.node ?? {}, { note: 'seen', tags: ['accept'] });
  Object.assign(second?.node ?? {}, {
    twinOf: first?.node.id,
    text: first?.node.text,
    note: 'seen',
    tags: ['accept'],
  });
  addFishbone(editor, file, 'add', 'ala');
  expect(countCauses(tree())).toBe(120);
  const twin = [...walkCauses(tree())].find(({ node }) => node.twinOf !== null)?.node;
  expect([twin?.note, twin?.tags, twin?.text]).toEqual(['seen', ['accept'], first?.node.text]);
  undo.undo();
  expect(lines(tree())).toEqual(['', '  People', '    a']);
  undo.redo();
  expect(countCauses(tree())).toBe(120);
});

test('[IK83] every format that we write is recognised and read back as the same tree', () => {
  const text = fc
    .stringMatching(/^[a-ząęł0-9=@+,;"' -]{1,12}$/)
    .map((each) => `x${each.replace(/ +/g, ' ').trim()}`);
  fc.assert(
    fc.property(fc.integer(), fc.array(text, { minLength: 30, maxLength: 30 }), (seed, texts) => {
      const fishbone = randomFishbone({ causes: 25, bones: 3, maxDepth: 4, maxWords: 2 }, seededRandom(seed));
      for (const [i, { node }] of [...walkCauses(fishbone)].entries())
        Object.assign(node, { text: texts[i] });
      const expected = lines(fishbone);
      for (const format of ['outline', 'markdown', 'mermaid', 'json'] as const) {
        const written = exportFishbone(fishbone, format, WORDS);
        expect(detectFormat(written)).toBe(format === 'markdown' ? 'outline' : format);
        expect(lines(read(written))).toEqual(expected);
      }
      // A table of causes has no row for a bone without one.
      const filled = { ...fishbone, bones: fishbone.bones.filter((bone) => bone.children.length > 0) };
      const csv = exportFishbone(filled, 'csv', WORDS);
      expect(detectFormat(csv)).toBe('csv');
      expect(lines(read(csv))).toEqual(lines(filled));
    }),
    { numRuns: 60 },
  );
});

test('[IK83] a table that Polish Excel saved reads back, and what is wrong in it names its line', () => {
  const head = 'Problem;Kategoria;Poziom;Przyczyna;Ścieżka;Notatka;Znaczniki';
  const table = (...rows: string[]): string => [head, ...rows].join('\r\n');
  const fishbone = read(
    table(
      'Kolejka;Metody;1;"stare; dwa";Metody;"z ""infolinii""\nwczoraj";accept, our-influence',
      "Kolejka;Metody;2;'=tu;;;",
    ),
  );
  expect(lines(fishbone)).toEqual(['Kolejka', '  Metody', '    stare; dwa', '      =tu']);
  const [first] = [...walkCauses(fishbone)];
  expect([first?.node.note, first?.node.tags]).toEqual([
    'z "infolinii"\nwczoraj',
    ['accept', 'our-influence'],
  ]);
  expect(readFishboneText(table('K;M;1;a;;;', 'K;M;3;b;;;', 'K;M;zwei;c;;;'))).toEqual({
    ok: false,
    issues: [
      { line: 3, message: 'formats.fault.levelJump', values: { level: 3, above: 1 } },
      { line: 4, message: 'formats.fault.badLevel', values: { found: 'zwei' } },
    ],
  });
});

test('[IK83] a bone that comes back later in a table is the same bone', () => {
  const rows = ['h,c,d,x,p,n,t', 'H,A,1,a,,,', 'H,B,1,b,,,', 'H,A,1,c,,,'];
  expect(lines(read(rows.join('\n')))).toEqual(['H', '  A', '    a', '    c', '  B', '    b']);
});

test('[IK84] every format makes a file with a name that file systems take', () => {
  expect(exportName('Klienci: czekają / za długo?', 'svg')).toBe('Klienci-czekają-za-długo.svg');
  expect(exportName('???', 'csv')).toBe('fishbone.csv');
  const { tree, editor } = emptyBoard();
  addFishbone(editor, read('Head\n  A\n    one cause'), 'add', null);
  for (const format of ['outline', 'markdown', 'mermaid', 'csv', 'json', 'svg'] satisfies ExportFormat[]) {
    expect(exportFishbone(tree(), format, WORDS)).toContain('one cause');
  }
  expect(exportFishbone(tree(), 'json', WORDS)).not.toContain('Ala' as CauseId);
});

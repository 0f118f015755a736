import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#lib/base/random.ts';
import type { CategoryId, CauseId } from '../cause.ts';
import {
  addCategory,
  addCause,
  addTwin,
  moveCause,
  pasteBranches,
  removeCategory,
  removeCauses,
  restoreCause,
  setHeadSide,
  tagCause,
} from './edit-fishbone.ts';
import type { FishboneEditor } from './edit-fishbone.ts';
import { causeRecord, causeText, openFishbone, readFishbone } from './fishbone-doc.ts';
import { countCauses, wholeNote } from '../fishbone.ts';
import { outlineLines, outlineOfFishbone } from '../outline-node.ts';
import { editHead, editNote, editText, mergeCauses, renameCategory, splitCause } from './reshape-causes.ts';
import { startFishbone } from './start-fishbone.ts';
import { trackUndo } from './undo-edits.ts';

interface Table {
  editor: FishboneEditor;
  people: CategoryId;
  methods: CategoryId;
}

function table(): Table {
  const board = openFishbone(new Y.Doc());
  let ids = 0;
  const newId = (): string => `id${String(++ids).padStart(4, '0')}`;
  const random = seededRandom(1);
  const categories = ['People', 'Methods'].map((name) => ({ name, question: `${name}?` }));
  startFishbone(board, { head: 'Long waits', headSide: 'right', categories }, { random, newId });
  const editor = { board, origin: { person: 'Ala' }, random, newId };
  return { editor, people: 'id0001' as CategoryId, methods: 'id0002' as CategoryId };
}

function drawing(editor: FishboneEditor): string[] {
  const lines = [...outlineLines([outlineOfFishbone(readFishbone(editor.board).fishbone)])];
  return lines.map((line) => '  '.repeat(line.depth) + line.text);
}

function add(editor: FishboneEditor, parent: CategoryId | CauseId, text: string): CauseId {
  return addCause(editor, { parent, after: 'end' }, text, 'ala');
}

/** The same board on a colleague's device. */
function replica(editor: FishboneEditor): FishboneEditor {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(editor.board.doc));
  return { ...editor, board: openFishbone(doc), origin: { person: 'Ola' } };
}

function exchange(one: FishboneEditor, other: FishboneEditor): void {
  Y.applyUpdate(one.board.doc, Y.encodeStateAsUpdate(other.board.doc));
  Y.applyUpdate(other.board.doc, Y.encodeStateAsUpdate(one.board.doc));
}

test('[IK1] causes are added first, last and after another', () => {
  const { editor, people } = table();
  const b = add(editor, people, 'b');
  add(editor, people, 'd');
  addCause(editor, { parent: people, after: 'start' }, 'a', null);
  addCause(editor, { parent: people, after: b }, 'c', null);
  expect(drawing(editor)).toEqual([
    'Long waits',
    '  People',
    '    a',
    '    b',
    '    c',
    '    d',
    '  Methods',
  ]);
});

test('[IK1] no record holds a list of children or a coordinate', () => {
  const { editor, people } = table();
  const id = add(editor, people, 'a');
  expect([...(causeRecord(editor.board, id)?.keys() ?? [])].sort()).toEqual([
    'author',
    'living',
    'note',
    'place',
    'text',
  ]);
});

test('[IK11] a cause is not moved under itself, nor under its own whys, nor is an unknown one', () => {
  const { editor, people } = table();
  const a = add(editor, people, 'a');
  const b = add(editor, a, 'b');
  expect(moveCause(editor, a, { parent: a, after: 'end' })).toBe('own-branch');
  expect(moveCause(editor, a, { parent: b, after: 'end' })).toBe('own-branch');
  expect(moveCause(editor, 'none' as CauseId, { parent: people, after: 'end' })).toBe('unknown-cause');
});

test('[IK1] a cause moves among its siblings and to another bone, with its branch', () => {
  const { editor, people, methods } = table();
  const a = add(editor, people, 'a');
  const b = add(editor, people, 'b');
  add(editor, a, 'why');
  expect(moveCause(editor, a, { parent: people, after: b })).toBeNull();
  expect(drawing(editor).slice(2, 5)).toEqual(['    b', '    a', '      why']);
  expect(moveCause(editor, a, { parent: methods, after: 'start' })).toBeNull();
  expect(drawing(editor)).toEqual(['Long waits', '  People', '    b', '  Methods', '    a', '      why']);
});

test('[IK12] restoring brings back what that removal took, and not what an earlier one did', () => {
  const { editor, people } = table();
  const a = add(editor, people, 'a');
  const b = add(editor, a, 'b');
  add(editor, a, 'c');
  removeCauses(editor, [b]);
  removeCauses(editor, [a]);
  expect(drawing(editor)).toEqual(['Long waits', '  People', '  Methods']);
  expect(restoreCause(editor, a)).toBeNull();
  expect(drawing(editor).slice(1, 4)).toEqual(['  People', '    a', '      c']);
  expect(restoreCause(editor, a)).toBe('unknown-cause');
});

test('[IK13] merging keeps the whys, the tags and the wording of both', () => {
  const { editor, people, methods } = table();
  const kept = add(editor, people, 'no training');
  const merged = add(editor, methods, 'nobody was trained');
  add(editor, kept, 'no time');
  add(editor, merged, 'no budget');
  editNote(editor, kept, 'said twice');
  tagCause(editor, merged, 'our-influence', true);
  expect(mergeCauses(editor, kept, merged)).toBeNull();
  expect(drawing(editor)).toEqual([
    'Long waits',
    '  People',
    '    no training',
    '      no time',
    '      no budget',
    '  Methods',
  ]);
  const node = readFishbone(editor.board).fishbone.bones[0]?.children[0];
  expect(node).toMatchObject({
    note: 'said twice',
    alsoSaid: ['nobody was trained'],
    tags: ['our-influence'],
  });
  expect(node && wholeNote(node)).toBe('said twice\nnobody was trained');
});

test('[IK13] the same words are said once, also when two merge the same causes at the same time', () => {
  const { editor, people } = table();
  const [kept, same, other] = ['Too many abbreviations', 'too many abbreviations!', 'jargon'].map((text) =>
    add(editor, people, text),
  );
  if (!kept || !same || !other) throw new Error('not added');
  editNote(editor, other, 'on the invoice');
  const colleague = replica(editor);
  for (const each of [editor, colleague]) {
    mergeCauses(each, kept, same);
    mergeCauses(each, kept, other);
  }
  exchange(editor, colleague);
  for (const each of [editor, colleague]) {
    expect(readFishbone(each.board).fishbone.bones[0]?.children).toMatchObject([
      { text: 'Too many abbreviations', note: '', alsoSaid: ['jargon', 'on the invoice'] },
    ]);
  }
  // A chain of merges says all of it to whoever stands at its end.
  const last = add(editor, people, 'nobody understands the invoice');
  mergeCauses(editor, last, kept);
  expect(readFishbone(editor.board).fishbone.bones[0]?.children[0]?.alsoSaid).toEqual([
    'Too many abbreviations',
    'jargon',
    'on the invoice',
  ]);
});

test('[IK13] a cause merges with one that it hangs under and takes its place', () => {
  const { editor, people } = table();
  const above = add(editor, people, 'above');
  add(editor, people, 'next');
  const between = add(editor, above, 'between');
  const kept = add(editor, between, 'kept');
  expect(mergeCauses(editor, kept, above)).toBeNull();
  expect(drawing(editor).slice(1, 5)).toEqual(['  People', '    kept', '      between', '    next']);
});

test('[IK14] the rest of a split text becomes the next sibling', () => {
  const { editor, people } = table();
  const id = add(editor, people, 'no training and no time');
  add(editor, people, 'last');
  splitCause(editor, id, 'no training'.length, 'ala');
  expect(drawing(editor).slice(2, 5)).toEqual(['    no training', '    and no time', '    last']);
});

test('[IK15] a pasted branch keeps its shape and order', () => {
  const { editor, people } = table();
  const leaf = (text: string) => ({ text, children: [] });
  const branches = [
    { text: 'a', children: [leaf('a1'), { text: 'a2', children: [leaf('x'), leaf('y')] }] },
    leaf('b'),
  ];
  const ids = pasteBranches(editor, { parent: people, after: 'end' }, branches, null);
  expect(ids).toHaveLength(2);
  expect(drawing(editor).slice(2, 8)).toEqual([
    '    a',
    '      a1',
    '      a2',
    '        x',
    '        y',
    '    b',
  ]);
});

test('[IK6] a twin shares its text with the original', () => {
  const { editor, people, methods } = table();
  const original = add(editor, people, 'slow tool');
  const twin = addTwin(editor, original, { parent: methods, after: 'end' }) as CauseId;
  editText(editor, twin, 'slow old tool');
  expect(drawing(editor)).toEqual([
    'Long waits',
    '  People',
    '    slow old tool',
    '  Methods',
    '    slow old tool',
  ]);
  expect(countCauses(readFishbone(editor.board).fishbone)).toBe(1);
  expect(causeText(editor.board, twin)).toBe(causeText(editor.board, original));
});

test('[IK5] a removed category takes its causes along and is gone', () => {
  const { editor, people, methods } = table();
  add(editor, people, 'a');
  removeCategory(editor, people);
  const id = addCategory(editor, 'Machines', 'Do the tools help?');
  renameCategory(editor, methods, 'Ways');
  setHeadSide(editor, 'left');
  editHead(editor, 'Short waits');
  const { fishbone } = readFishbone(editor.board);
  expect(fishbone.bones.map((bone) => [bone.id, bone.name])).toEqual([
    [methods, 'Ways'],
    [id, 'Machines'],
  ]);
  expect([fishbone.headSide, fishbone.head]).toEqual(['left', 'Short waits']);
});

test('[IK10] taking back an added cause keeps what a colleague hung under it and wrote into it', () => {
  const { editor, people } = table();
  const undo = trackUndo(editor.board, editor.origin);
  const mine = add(editor, people, 'mine');
  const colleague = { ...editor, origin: { person: 'Ola' } };
  add(colleague, mine, 'hers');
  editText(colleague, mine, 'mine and hers');
  undo.undo();
  expect(drawing(editor).slice(1, 3)).toEqual(['  People', '    hers']);
  undo.redo();
  expect(drawing(editor).slice(1, 4)).toEqual(['  People', '    mine and hers', '      hers']);
});

test('[IK16] undo takes back my own edits one after the other and leaves my colleague’s', () => {
  const { editor, people, methods } = table();
  const undo = trackUndo(editor.board, editor.origin);
  const step = (edit: () => void): void => {
    edit();
    undo.stopCapturing();
  };
  const a = add(editor, people, 'a');
  undo.stopCapturing();
  step(() => editText(editor, a, 'a, reworded'));
  step(() => moveCause(editor, a, { parent: methods, after: 'end' }));
  add({ ...editor, origin: 'Ola' }, methods, 'hers');
  step(() => removeCauses(editor, [a]));
  const seen: string[][] = [];
  for (let i = 0; i < 4; i++) {
    undo.undo();
    seen.push(drawing(editor).slice(1));
  }
  expect(seen).toEqual([
    ['  People', '  Methods', '    a, reworded', '    hers'],
    ['  People', '    a, reworded', '  Methods', '    hers'],
    ['  People', '    a', '  Methods', '    hers'],
    ['  People', '  Methods', '    hers'],
  ]);
});

test('[IK10] two people who type into one cause both keep their letters, emoji included', () => {
  const { editor, people } = table();
  const id = add(editor, people, 'kolejka 😀 do lekarza');
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(editor.board.doc));
  const colleague = { ...editor, board: openFishbone(other), origin: 'Ola' };
  editText(editor, id, 'długa kolejka 😀 do lekarza');
  editText(colleague, id, 'kolejka 😃 do lekarza rano');
  Y.applyUpdate(other, Y.encodeStateAsUpdate(editor.board.doc));
  expect(causeText(colleague.board, id)?.toString()).toBe('długa kolejka 😃 do lekarza rano');
});

test('[IK18] a document full of rubbish is read without an exception', () => {
  const doc = new Y.Doc();
  const board = openFishbone(doc);
  board.causes.set('text', 'rubbish');
  for (const [i, place] of [
    null,
    7,
    [],
    {},
    { parent: 3, order: {}, home: [] },
    { parent: 'c0', order: 'A0' },
  ].entries()) {
    const record = new Y.Map<unknown>();
    record.set('place', place);
    record.set('text', i % 2 ? 12 : new Y.Map());
    record.set('living', true);
    record.set('twinOf', i % 2 ? 'c1' : 5);
    board.causes.set(`c${i}`, record);
  }
  const bad = new Y.Map<unknown>();
  bad.set('living', true);
  bad.set('hue', 'red');
  board.categories.set('k', bad);
  board.categories.set('l', 1);
  board.settings.set('headSide', { up: true });
  const { fishbone } = readFishbone(board);
  expect(fishbone.bones.map((bone) => [bone.id, bone.hue])).toEqual([['k', 1]]);
  expect(countCauses(fishbone)).toBeGreaterThan(0);
});

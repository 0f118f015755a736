import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#lib/base/random.ts';
import type { CategoryId, CauseId } from '../cause.ts';
import {
  addTwin,
  pasteBranches,
  shiftCategory,
  addCategory,
  removeCategory,
  tagCause,
} from './edit-fishbone.ts';
import type { FishboneEditor } from './edit-fishbone.ts';
import { openFishbone, readFishbone } from './fishbone-doc.ts';
import { countCauses, walkCauses } from '../fishbone.ts';
import { indentCauses, moveCauses, outdentCauses, shiftCauses } from './move-causes.ts';
import { parseBranches } from '../formats/outline.ts';
import { outlineLines, outlineOfFishbone } from '../outline-node.ts';
import { dropSpot } from '../editor/outline-drop.ts';
import { editNote, mergeCauses } from './reshape-causes.ts';
import { startFishbone } from './start-fishbone.ts';

function boardOf(outline: string): FishboneEditor {
  const board = openFishbone(new Y.Doc());
  let ids = 0;
  const newId = (): string => `id${String(++ids).padStart(4, '0')}`;
  const random = seededRandom(1);
  const categories = ['A', 'B'].map((name) => ({ name, question: '' }));
  startFishbone(board, { head: 'Head', headSide: 'right', categories }, { random, newId });
  const editor = { board, origin: 'Ala', random, newId };
  const branches = parseBranches(outline);
  if (!branches.ok) throw new Error('refused');
  pasteBranches(editor, { parent: bone(editor, 'A'), after: 'end' }, branches.value, 'ala');
  return editor;
}

function bone(editor: FishboneEditor, name: string): CategoryId {
  const found = readFishbone(editor.board).fishbone.bones.find((each) => each.name === name);
  if (!found) throw new Error(`no bone ${name}`);
  return found.id;
}

/** The ids of the causes with these texts. */
function ids(editor: FishboneEditor, ...texts: string[]): CauseId[] {
  const visits = [...walkCauses(readFishbone(editor.board).fishbone)];
  return texts.map((text) => {
    const visit = visits.find(({ node }) => node.text === text);
    if (!visit) throw new Error(`no cause ${text}`);
    return visit.node.id;
  });
}

function id(editor: FishboneEditor, text: string): CauseId {
  const [found] = ids(editor, text);
  if (found === undefined) throw new Error(`no cause ${text}`);
  return found;
}

function drawn(editor: FishboneEditor): string {
  return [...outlineLines([outlineOfFishbone(readFishbone(editor.board).fishbone)])]
    .slice(1)
    .map((line) => '-'.repeat(line.depth - 1) + line.text)
    .join(' ');
}

test('[IK74] causes from several places move to one, in reading order, with their branches once', () => {
  const editor = boardOf('a\n  a1\nb\n  b1\nc');
  expect(
    moveCauses(editor, ids(editor, 'c', 'b1', 'a', 'a1'), { parent: bone(editor, 'B'), after: 'end' }),
  ).toBe(true);
  expect(drawn(editor)).toBe('A -b B -a --a1 -b1 -c');
});

test('[IK74] they land after a cause that itself moves away, and not within their own branch', () => {
  const editor = boardOf('a\nb\nc\nd\n  d1');
  moveCauses(editor, ids(editor, 'b', 'd'), { parent: bone(editor, 'A'), after: id(editor, 'b') });
  expect(drawn(editor)).toBe('A -a -b -d --d1 -c B');
  expect(moveCauses(editor, ids(editor, 'd'), { parent: id(editor, 'd1'), after: 'end' })).toBe(false);
  moveCauses(editor, ids(editor, 'a', 'd'), { parent: id(editor, 'd1'), after: 'end' });
  expect(drawn(editor)).toBe('A -b -d --d1 ---a -c B');
});

test('[IK74] neighbours go up and down together and stop at the end', () => {
  const editor = boardOf('a\nb\nc\nd');
  expect(shiftCauses(editor, ids(editor, 'b', 'c'), 1)).toBe(true);
  expect(drawn(editor)).toBe('A -a -d -b -c B');
  expect(shiftCauses(editor, ids(editor, 'b', 'c'), 1)).toBe(false);
  shiftCauses(editor, ids(editor, 'd', 'c'), -1);
  expect(drawn(editor)).toBe('A -d -a -c -b B');
});

test('[IK74] several go deeper under the one before them, and out again in order', () => {
  const editor = boardOf('a\nb\nc\nd');
  expect(indentCauses(editor, ids(editor, 'a', 'b'))).toEqual([]);
  expect(indentCauses(editor, ids(editor, 'b', 'c'))).toEqual([id(editor, 'a'), id(editor, 'a')]);
  expect(drawn(editor)).toBe('A -a --b --c -d B');
  expect(outdentCauses(editor, ids(editor, 'b', 'c'))).toBe(true);
  expect(drawn(editor)).toBe('A -a -b -c -d B');
  expect(outdentCauses(editor, ids(editor, 'b'))).toBe(false);
});

test('[IK86] a row is dropped before, after or under another', () => {
  const editor = boardOf('a\nb\n  b1');
  const { fishbone } = readFishbone(editor.board);
  const on = (text: string, zone: 'before' | 'under' | 'after') =>
    dropSpot(fishbone, { id: id(editor, text), zone });
  expect(on('b', 'before')).toEqual({ parent: bone(editor, 'A'), after: id(editor, 'a') });
  expect(on('a', 'before')).toEqual({ parent: bone(editor, 'A'), after: 'start' });
  expect(on('b1', 'after')).toEqual({ parent: id(editor, 'b'), after: id(editor, 'b1') });
  expect(on('a', 'under')).toEqual({ parent: id(editor, 'a'), after: 'end' });
  expect(dropSpot(fishbone, { id: 'gone', zone: 'after' })).toBeNull();
});

test('[IK79] all places of a cause share note, marks and author, and merging two of them leaves one', () => {
  const editor = boardOf('a\n  why');
  const original = id(editor, 'a');
  const twin = addTwin(editor, original, { parent: bone(editor, 'B'), after: 'end' });
  editNote(editor, twin as CauseId, 'seen on shifts');
  tagCause(editor, twin as CauseId, 'accept', true);
  const places = (): unknown[] =>
    [...walkCauses(readFishbone(editor.board).fishbone)]
      .filter(({ node }) => node.text === 'a')
      .map(({ node }) => [node.note, node.tags, node.authorId]);
  expect(places()).toEqual(Array(2).fill(['seen on shifts', ['accept'], 'ala']));
  expect(countCauses(readFishbone(editor.board).fishbone)).toBe(2);
  expect(mergeCauses(editor, twin as CauseId, original)).toBeNull();
  expect(drawn(editor)).toBe('A B -a --why');
  expect(places()).toEqual([['seen on shifts', ['accept'], 'ala']]);
});

test('[IK85] bones change places, and a new one wears a colour that is free', () => {
  const editor = boardOf('a');
  expect(shiftCategory(editor, bone(editor, 'A'), 1)).toBe(true);
  expect(shiftCategory(editor, bone(editor, 'A'), 1)).toBe(false);
  expect(drawn(editor)).toBe('B A -a');
  removeCategory(editor, bone(editor, 'B'));
  addCategory(editor, 'C', '');
  addCategory(editor, 'D', '');
  expect(readFishbone(editor.board).fishbone.bones.map((each) => [each.name, each.hue])).toEqual([
    ['A', 1],
    ['C', 2],
    ['D', 3],
  ]);
});

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { CauseId } from '../cause.ts';
import { FishboneState } from './Fishbone.svelte.ts';
import { openFishbone } from '../doc/fishbone-doc.ts';
import { startFishbone } from '../doc/start-fishbone.ts';
import { branchOf } from '../fishbone-selection.ts';
import { HEAD_ID } from '../layout/fishbone-layout.ts';
import { boardOnScreen, boardWithCauses, typeText } from '../testing/board-on-screen.svelte.ts';

test('[IK71] Enter adds a sibling, Tab asks why, Shift+Tab moves out, typing all the way', () => {
  const { state, shown } = boardOnScreen();
  state.selection.select('bone1');
  state.run('add-sibling', 'outline');
  typeText(state, 'too few people');
  state.run('add-why', 'outline');
  typeText(state, 'no budget');
  state.run('add-sibling', 'outline');
  typeText(state, 'no candidates');
  state.run('outdent', 'outline');
  expect(shown()).toEqual([
    'Long waits',
    '  People',
    '    too few people',
    '      no budget',
    '    no candidates',
    '  Methods',
  ]);
});

test('[IK71] Enter and then Tab on a cause still empty goes one deeper', () => {
  const { state, shown } = boardOnScreen();
  state.selection.select('bone1');
  state.run('add-sibling', 'outline');
  typeText(state, 'a');
  state.run('add-sibling', 'outline');
  state.run('add-why', 'outline');
  typeText(state, 'why a');
  expect(shown().slice(2, 4)).toEqual(['    a', '      why a']);
});

test('[IK71] a cause left without a word goes away, and the one before it is selected', () => {
  const { state, shown } = boardOnScreen();
  state.selection.select('bone1');
  state.run('add-sibling', 'outline');
  const a = typeText(state, 'a');
  state.run('add-sibling', 'outline');
  state.run('stop', 'outline');
  expect([shown().length, state.selection.current, state.selection.editing]).toEqual([4, a, null]);
  // One undo goes straight to the word typed before.
  state.history.undo();
  expect(state.tree.textOf(a)).toBe('');
});

test('[IK71] Delete removes the branch and undo brings it back', () => {
  const { state, shown } = boardOnScreen();
  state.selection.select('bone1');
  state.run('add-sibling', 'outline');
  const a = typeText(state, 'a');
  state.run('add-why', 'outline');
  typeText(state, 'b');
  state.run('stop', 'outline');
  state.selection.select(a);
  state.run('remove', 'outline');
  expect(shown()).toHaveLength(3);
  expect(state.selection.current).toBe('bone1');
  state.run('undo', 'outline');
  expect(shown()).toHaveLength(5);
});

test('[IK13] [IK14] the selected causes merge, and a cause splits at the caret', () => {
  const { state, shown } = boardOnScreen();
  state.selection.select('bone1');
  state.clipboard.paste('no training\nnobody trained');
  expect(state.mergeSelected()).toBe(true);
  expect(shown()).toHaveLength(4);
  state.selection.edit(state.selection.current ?? '');
  expect(state.splitAt(2)).toBe(true);
  expect(shown().slice(2, 4)).toEqual(['    no', '    training']);
});

test('[IK71] causes move among their siblings and by a drop, never into their own branch', () => {
  const { state, shown } = boardOnScreen();
  state.selection.select('bone1');
  state.clipboard.paste('a\n  why\nb');
  const [a = '', b = ''] = state.selection.ids;
  state.selection.select(b);
  state.run('move-up', 'outline');
  expect(shown().slice(2, 5)).toEqual(['    b', '    a', '      why']);
  expect(state.run('move-up', 'outline')).toBe(false);
  state.run('move-down', 'outline');
  expect(shown().slice(2, 5)).toEqual(['    a', '      why', '    b']);
  expect(branchOf(state.tree.current, a).size).toBe(2);
  expect(state.moveTo([a], { parent: 'bone2' as CauseId, after: 'end' })).toBe(true);
  expect(shown().slice(2)).toEqual(['    b', '  Methods', '    a', '      why']);
});

test('[IK71] a new bone comes from the head and goes away when it stays without a name', () => {
  const { state, shown } = boardOnScreen();
  state.selection.select(HEAD_ID);
  state.run('add-sibling', 'outline');
  typeText(state, 'Machines');
  state.run('stop', 'outline');
  expect(shown()).toEqual(['Long waits', '  People', '  Methods', '  Machines']);
  state.selection.select(HEAD_ID);
  state.run('add-sibling', 'outline');
  state.run('stop', 'outline');
  expect(shown()).toHaveLength(4);
});

test('[IK71] who may only read changes nothing', () => {
  const { state, shown } = boardOnScreen(true);
  const before = shown();
  state.selection.select('bone1');
  for (const command of ['add-sibling', 'add-why', 'remove', 'edit', 'undo'] as const)
    state.run(command, 'outline');
  state.setText('bone1', 'spoiled');
  expect([shown(), state.selection.editing, state.canEdit]).toEqual([before, null, false]);
});

test('[IK73] what is selected moves, is marked and is removed together, each in one step of undo', () => {
  const { state, find, shown } = boardWithCauses('a\nb\n  b1\nc');
  state.selection.select(find('b'));
  state.selection.select(find('c'), { extend: true });
  expect(state.moveTo(state.selection.causes, { parent: 'bone2' as CauseId, after: 'end' })).toBe(true);
  expect(shown().slice(3)).toEqual(['  Methods', '    b', '      b1', '    c']);
  state.setTag(state.selection.causes, 'accept', true);
  expect([find('a'), find('b'), find('c')].map((id) => state.tree.marksOf(id))).toEqual([
    [],
    ['accept'],
    ['accept'],
  ]);
  state.run('remove', 'outline');
  expect(shown()).toEqual(['Long waits', '  People', '    a', '  Methods']);
  for (let i = 0; i < 3; i++) state.history.undo();
  expect(shown().slice(2)).toEqual(['    a', '    b', '      b1', '    c', '  Methods']);
});

test('[IK85] bones are renamed, asked and moved, and a template adds what is missing', () => {
  const { state, shown } = boardOnScreen();
  state.setText('bone1', 'Staff');
  state.setQuestion('bone1' as never, 'Who?');
  expect(state.tree.questionFor('bone1')).toBe('Who?');
  state.selection.select('bone1');
  expect(state.run('move-down', 'outline')).toBe(true);
  state.addBones([{ name: 'Tools', question: 'Do they help?' }]);
  expect(shown()).toEqual(['Long waits', '  Methods', '  Staff', '  Tools']);
  state.history.undo();
  state.history.undo();
  expect(shown()).toEqual(['Long waits', '  Staff', '  Methods']);
});

test('[IK16] after an undo the selection stays where the work was', () => {
  const { state, find, shown } = boardWithCauses('a\nb');
  const [a, b] = [find('a'), find('b')];
  state.selection.select(b);
  state.run('add-why', 'outline');
  typeText(state, 'why');
  state.run('stop', 'outline');
  while (shown().length > 5) state.history.undo();
  // Not the head, where the next Enter would make a bone for everybody.
  expect(state.selection.ids).toEqual([b]);
  state.selection.select(a);
  state.run('remove', 'outline');
  state.selection.select('bone2');
  state.history.undo();
  expect(state.selection.ids).toEqual([a]);
  state.history.redo();
  expect(state.selection.ids).not.toContain('head');
  expect(state.selection.ids).toHaveLength(1);
});

/** A fishbone with one bone and one cause whose writer can lose the pen. */
function boardWithPen() {
  const doc = new Y.Doc();
  let ids = 0;
  startFishbone(
    openFishbone(doc),
    { head: 'Long waits', headSide: 'right', categories: [{ name: 'People', question: '' }] },
    { random: () => 0.5, newId: () => `bone${++ids}` },
  );
  const pen = { isTaken: false };
  const state = new FishboneState(doc, { authorId: 'ala', isReadOnly: () => pen.isTaken });
  state.selection.select('bone1');
  const id = state.addSibling() as CauseId; // there is a bone to add to
  state.setText(id, 'Half a sen');
  return { doc, state, pen, id };
}

test('[IK130] a text that was open when the pen was taken takes letters until it is closed, and nothing else changes', () => {
  const { state, pen, id } = boardWithPen();
  pen.isTaken = true;
  state.setText(id, 'Half a sentence');
  expect(state.tree.textOf(id)).toBe('Half a sentence');
  state.setText('bone1', 'Other');
  expect(state.tree.textOf('bone1')).toBe('People');
  expect([state.addSibling(), state.isWriting]).toEqual([null, false]); // Enter ends the sentence
  state.setText(id, 'too late');
  state.selection.edit(id);
  expect([state.tree.textOf(id), state.isWriting]).toEqual(['Half a sentence', false]);
});

test('[IK130] an open note goes on in the same way, and what was left blank is not tidied away without the pen', () => {
  const { state, pen, id } = boardWithPen();
  state.stopWriting();
  state.openNote(id);
  pen.isTaken = true;
  state.setNote(id, 'still written');
  state.closeNote();
  state.setNote(id, 'too late');
  state.openNote(id);
  expect([state.tree.visitOf(id)?.node.note, state.mayWriteNote(id)]).toEqual(['still written', false]);
  pen.isTaken = false;
  state.selection.select(id);
  const blank = state.addSibling();
  pen.isTaken = true;
  state.stopWriting();
  expect(state.tree.has(blank ?? '')).toBe(true);
});

test('[IK131] another copy of the same fishbone is gone on with where one stood', () => {
  const { doc, state, id } = boardWithPen();
  state.stopWriting();
  state.selection.focusOn('bone1' as never); // the id of the one bone
  state.selection.select(id);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const next = new FishboneState(copy, { authorId: 'ala', isReadOnly: () => false });
  next.goOnFrom(state);
  expect([next.selection.ids, next.selection.focus]).toEqual([[id], 'bone1']);
});

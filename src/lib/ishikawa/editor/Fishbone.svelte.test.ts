import { flushSync } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#lib/base/random.ts';
import type { CauseId } from '../cause.ts';
import { addCause, createEditor } from '../doc/edit-fishbone.ts';
import { FishboneState } from './Fishbone.svelte.ts';
import { FishboneSearch } from './FishboneSearch.svelte.ts';
import { openFishbone } from '../doc/fishbone-doc.ts';
import { branchOf } from '../fishbone-selection.ts';
import { HEAD_ID } from '../layout/fishbone-layout.ts';
import { startFishbone } from '../doc/start-fishbone.ts';

// Long, since it holds the state of the editor to every command that a page can give it.

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A fishbone on screen: watched by an effect, as a page would. */
function onScreen(isReadOnly = false): { state: FishboneState; doc: Y.Doc; shown: () => string[] } {
  const doc = new Y.Doc();
  let ids = 0;
  const categories = ['People', 'Methods'].map((name) => ({ name, question: `${name}?` }));
  startFishbone(
    openFishbone(doc),
    { head: 'Long waits', headSide: 'right', categories },
    { random: seededRandom(1), newId: () => `bone${++ids}` },
  );
  const state = new FishboneState(doc, { authorId: 'ala', isReadOnly: () => isReadOnly });
  let rows: string[] = [];
  const stop = $effect.root(() => {
    $effect(() => {
      rows = state.rows.map((row) => '  '.repeat(row.depth) + row.text);
      void state.layout;
    });
  });
  flushSync();
  cleanups.push(stop, () => state.destroy());
  return {
    state,
    doc,
    shown: () => {
      flushSync();
      return rows;
    },
  };
}

function type(state: FishboneState, text: string): string {
  const id = state.editing;
  if (id === null) throw new Error('nothing is being edited');
  state.setText(id, text);
  return id;
}

test('[IK71] Enter adds a sibling, Tab asks why, Shift+Tab moves out, typing all the way', () => {
  const { state, shown } = onScreen();
  state.select('bone1');
  state.run('add-sibling', 'outline');
  type(state, 'too few people');
  state.run('add-why', 'outline');
  type(state, 'no budget');
  state.run('add-sibling', 'outline');
  type(state, 'no candidates');
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
  const { state, shown } = onScreen();
  state.select('bone1');
  state.run('add-sibling', 'outline');
  type(state, 'a');
  state.run('add-sibling', 'outline');
  state.run('add-why', 'outline');
  type(state, 'why a');
  expect(shown().slice(2, 4)).toEqual(['    a', '      why a']);
});

test('[IK71] a cause left without a word goes away, and the one before it is selected', () => {
  const { state, shown } = onScreen();
  state.select('bone1');
  state.run('add-sibling', 'outline');
  const a = type(state, 'a');
  state.run('add-sibling', 'outline');
  state.run('stop', 'outline');
  expect([shown().length, state.current, state.editing]).toEqual([4, a, null]);
  // One undo goes straight to the word typed before.
  state.undo();
  expect(state.textOf(a)).toBe('');
});

test('[IK71] Delete removes the branch and undo brings it back', () => {
  const { state, shown } = onScreen();
  state.select('bone1');
  state.run('add-sibling', 'outline');
  const a = type(state, 'a');
  state.run('add-why', 'outline');
  type(state, 'b');
  state.run('stop', 'outline');
  state.select(a);
  state.run('remove', 'outline');
  expect(shown()).toHaveLength(3);
  expect(state.current).toBe('bone1');
  state.run('undo', 'outline');
  expect(shown()).toHaveLength(5);
});

test('[IK16] undo takes back my words and not a colleague’s cause', () => {
  const { state, doc, shown } = onScreen();
  addCause(
    createEditor(openFishbone(doc), 'Ola'),
    { parent: 'bone2' as CauseId, after: 'end' },
    'hers',
    'ola',
  );
  state.select('bone1');
  state.run('add-sibling', 'outline');
  type(state, 'mine');
  state.run('stop', 'outline');
  expect([state.canUndo, state.canRedo]).toEqual([true, false]);
  state.undo();
  state.undo();
  expect(shown()).toEqual(['Long waits', '  People', '  Methods', '    hers']);
  expect([state.canUndo, state.canRedo]).toEqual([false, true]);
});

test('[IK70] a change from elsewhere shows in the rows and in the picture', () => {
  const { state, doc, shown } = onScreen();
  addCause(
    createEditor(openFishbone(doc), 'Ola'),
    { parent: 'bone2' as CauseId, after: 'end' },
    'hers',
    'ola',
  );
  expect(shown()).toContain('    hers');
  expect(state.layout.labels.map((label) => label.text)).toContain('hers');
});

test('[IK71] arrows walk the outline and the picture', () => {
  const { state } = onScreen();
  state.select('bone1');
  state.run('add-sibling', 'outline');
  const a = type(state, 'a');
  state.run('add-why', 'outline');
  const b = type(state, 'b');
  state.run('stop', 'outline');
  flushSync();
  const walk = (
    view: 'diagram' | 'outline',
    ...steps: ('up' | 'down' | 'left' | 'right')[]
  ): (string | null)[] =>
    steps.map((step) => {
      state.run(`go-${step}`, view);
      return state.current;
    });
  state.select(HEAD_ID);
  expect(walk('outline', 'down', 'down', 'down', 'left', 'up')).toEqual(['bone1', a, b, a, 'bone1']);
  state.select(a);
  // Above the spine a cause's whys stand above it, and the category above them all.
  expect(walk('diagram', 'up', 'up', 'down', 'down')).toEqual([b, 'bone1', b, a]);
});

test('[IK72] folding hides the whys in both views and says how many', () => {
  const { state, shown } = onScreen();
  state.select('bone1');
  state.run('add-sibling', 'outline');
  const a = type(state, 'a');
  state.run('add-why', 'outline');
  type(state, 'b');
  state.run('stop', 'outline');
  state.select(a);
  state.run('fold', 'outline');
  expect(shown()).toEqual(['Long waits', '  People', '    a', '  Methods']);
  expect(state.layout.labels.find((label) => label.id === a)?.hiddenCount).toBe(1);
  state.run('add-why', 'outline');
  expect(shown()).toHaveLength(6);
});

test('[IK15] what is copied pastes elsewhere with its branch; a branch within it is not doubled', () => {
  const { state, shown } = onScreen();
  state.select('bone1');
  state.run('add-sibling', 'outline');
  const a = type(state, 'a');
  state.run('add-why', 'outline');
  const b = type(state, 'b');
  state.run('stop', 'outline');
  state.select(a);
  state.select(b, { extend: true });
  expect(state.copy()).toBe('a\n  b\n');
  state.select('bone2');
  expect(state.paste('- x\n  - y\nz')).toBe(true);
  expect(shown().slice(4)).toEqual(['  Methods', '    x', '      y', '    z']);
});

test('[IK13] [IK14] the selected causes merge, and a cause splits at the caret', () => {
  const { state, shown } = onScreen();
  state.select('bone1');
  state.paste('no training\nnobody trained');
  expect(state.mergeSelected()).toBe(true);
  expect(shown()).toHaveLength(4);
  state.edit(state.current ?? '');
  expect(state.splitAt(2)).toBe(true);
  expect(shown().slice(2, 4)).toEqual(['    no', '    training']);
});

test('[IK71] causes move among their siblings and by a drop, never into their own branch', () => {
  const { state, shown } = onScreen();
  state.select('bone1');
  state.paste('a\n  why\nb');
  const [a = '', b = ''] = state.selected;
  state.select(b);
  state.run('move-up', 'outline');
  expect(shown().slice(2, 5)).toEqual(['    b', '    a', '      why']);
  expect(state.run('move-up', 'outline')).toBe(false);
  state.run('move-down', 'outline');
  expect(shown().slice(2, 5)).toEqual(['    a', '      why', '    b']);
  expect(branchOf(state.fishbone, a).size).toBe(2);
  expect(state.moveTo([a], { parent: 'bone2' as CauseId, after: 'end' })).toBe(true);
  expect(shown().slice(2)).toEqual(['    b', '  Methods', '    a', '      why']);
});

test('[IK71] a new bone comes from the head and goes away when it stays without a name', () => {
  const { state, shown } = onScreen();
  state.select(HEAD_ID);
  state.run('add-sibling', 'outline');
  type(state, 'Machines');
  state.run('stop', 'outline');
  expect(shown()).toEqual(['Long waits', '  People', '  Methods', '  Machines']);
  state.select(HEAD_ID);
  state.run('add-sibling', 'outline');
  state.run('stop', 'outline');
  expect(shown()).toHaveLength(4);
});

test('[IK71] who may only read changes nothing', () => {
  const { state, shown } = onScreen(true);
  const before = shown();
  state.select('bone1');
  for (const command of ['add-sibling', 'add-why', 'remove', 'edit', 'undo'] as const)
    state.run(command, 'outline');
  state.setText('bone1', 'spoiled');
  expect([shown(), state.editing, state.canEdit]).toEqual([before, null, false]);
});

test('[IK71] the question of the bone is known for each of its causes', () => {
  const { state } = onScreen();
  state.select('bone2');
  state.run('add-sibling', 'outline');
  expect(state.questionFor(state.current ?? '')).toBe('Methods?');
});

/** A board with one branch on the first bone, nothing selected. */
function withCauses(outline: string) {
  const board = onScreen();
  board.state.select('bone1');
  board.state.paste(outline);
  board.state.select(null);
  flushSync();
  const find = (text: string): CauseId => {
    const row = board.state.rows.find((each) => each.text === text);
    if (!row) throw new Error(`no row ${text}`);
    return row.id as CauseId; // only causes are looked for
  };
  const selected = (): string[] => board.state.selected.map((id) => board.state.textOf(id));
  return { ...board, find, selected };
}

test('[IK73] Shift with an arrow takes the next one in and gives it back; Shift with a click takes all between', () => {
  const { state, find, selected } = withCauses('a\nb\nc\nd');
  state.select(find('a'));
  for (const step of ['extend-down', 'extend-down', 'extend-up'] as const) state.run(step, 'outline');
  expect(selected()).toEqual(['a', 'b']);
  state.select(find('d'), { range: true });
  expect(selected()).toEqual(['a', 'b', 'c', 'd']);
  state.select(find('b'), { extend: true });
  expect(selected()).toEqual(['a', 'c', 'd']);
  state.run('select-all', 'outline');
  expect(selected()).toEqual(['a', 'b', 'c', 'd']);
});

test('[IK73] what is selected moves, is marked and is removed together, each in one step of undo', () => {
  const { state, find, shown } = withCauses('a\nb\n  b1\nc');
  state.select(find('b'));
  state.select(find('c'), { extend: true });
  expect(state.moveTo(state.selectedCauses, { parent: 'bone2' as CauseId, after: 'end' })).toBe(true);
  expect(shown().slice(3)).toEqual(['  Methods', '    b', '      b1', '    c']);
  state.setTag(state.selectedCauses, 'accept', true);
  expect([find('a'), find('b'), find('c')].map((id) => state.marksOf(id))).toEqual([
    [],
    ['accept'],
    ['accept'],
  ]);
  state.run('remove', 'outline');
  expect(shown()).toEqual(['Long waits', '  People', '    a', '  Methods']);
  for (let i = 0; i < 3; i++) state.undo();
  expect(shown().slice(2)).toEqual(['    a', '    b', '      b1', '    c', '  Methods']);
});

test('[IK75] what is cut and pasted stays the same cause; a copy is a new one with note and marks', () => {
  const { state, find, shown } = withCauses('a\n  why');
  const a = find('a');
  state.setNote(a, 'seen');
  state.setTag([a], 'accept', true);
  state.select(a);
  const text = state.cut();
  expect(shown()).toHaveLength(3);
  state.select('bone2');
  state.paste(text);
  expect(shown().slice(2)).toEqual(['  Methods', '    a', '      why']);
  expect([find('a'), state.selected]).toEqual([a, [a]]);
  state.undo();
  state.undo();
  expect(shown().slice(2)).toEqual(['    a', '      why', '  Methods']);
  state.select('bone2');
  state.paste(text);
  const copy = state.selected[0] ?? '';
  expect(copy).not.toBe(a);
  expect([state.visitOf(copy)?.node.note, state.marksOf(copy)]).toEqual(['seen', ['accept', 'note']]);
});

test('[IK77] everything below is folded at once, and unfolded when something is', () => {
  const { state, find, shown } = withCauses('a\n  a1\n    a2\nb\n  b1');
  const a = find('a');
  state.toggleFoldBelow(a);
  expect(shown().slice(2, 5)).toEqual(['    a', '    b', '      b1']);
  state.toggleFoldBelow(HEAD_ID);
  expect(shown()).toHaveLength(8);
  state.toggleFoldBelow(HEAD_ID);
  expect(shown()).toEqual(['Long waits', '  People', '    a', '    b', '  Methods']);
});

test('[IK78] one bone is looked at alone, in both views, until Escape', () => {
  const { state, find, shown } = withCauses('a');
  state.select(find('a'));
  state.run('focus', 'outline');
  expect(shown()).toEqual(['Long waits', '  People', '    a']);
  expect(state.layout.labels.map((label) => label.text)).toEqual(['Long waits', 'People', 'a']);
  state.run('stop', 'diagram');
  expect([shown().length, state.selected]).toEqual([4, [find('a')]]);
  state.focusOn(state.fishbone.bones[1]?.id ?? null);
  state.reveal(find.call(null, 'Methods'));
  expect(shown()).toEqual(['Long waits', '  Methods']);
});

test('[IK76] the search finds without signs, in notes too, goes round and brings to light', () => {
  const { state, find, shown } = withCauses('Źle działa\n  łącze\nb');
  const search = new FishboneSearch(() => state);
  search.isOpen = true;
  const [lacze, b] = [find('łącze'), find('b')];
  state.setNote(b, 'zła łączność');
  state.toggleFoldBelow(HEAD_ID);
  state.focusOn('bone2' as never);
  search.query = 'ZLE dziala';
  expect(search.found).toHaveLength(1);
  search.query = 'lacz';
  expect([search.found, search.position]).toEqual([[lacze, b], 0]);
  expect([search.go(1), search.position, state.current]).toEqual([lacze, 1, lacze]);
  expect(shown()).toEqual(['Long waits', '  People', '    Źle działa', '      łącze', '    b', '  Methods']);
  expect([search.go(1), search.go(1), search.go(-1)]).toEqual([b, lacze, b]);
  search.query = 'nothing like it';
  expect([search.go(1), search.found]).toEqual([null, []]);
  search.query = 'people';
  expect(search.found).toEqual(['bone1']);
});

test('[IK79] a cause on two bones wears a mark in both and says where it stands', () => {
  const { state, find, shown } = withCauses('a\n  why');
  const a = find('a');
  expect(state.addTwinOn(a, 'bone2' as CauseId)).toBe(true);
  expect(shown().slice(4)).toEqual(['  Methods', '    a']);
  expect(state.placesOf(a).map(({ node, bone }) => [bone.name, state.marksOf(node.id)])).toEqual([
    ['People', ['twin']],
    ['Methods', ['twin']],
  ]);
  expect(state.pathTo(find('why'))).toEqual(['People', 'a']);
  const twin = state.placesOf(a)[1]?.node.id ?? a;
  expect(state.originalOf(twin)).toBe(a);
});

test('[IK85] bones are renamed, asked and moved, and a template adds what is missing', () => {
  const { state, shown } = onScreen();
  state.setText('bone1', 'Staff');
  state.setQuestion('bone1' as never, 'Who?');
  expect(state.questionFor('bone1')).toBe('Who?');
  state.select('bone1');
  expect(state.run('move-down', 'outline')).toBe(true);
  state.addBones([{ name: 'Tools', question: 'Do they help?' }]);
  expect(shown()).toEqual(['Long waits', '  Methods', '  Staff', '  Tools']);
  state.undo();
  state.undo();
  expect(shown()).toEqual(['Long waits', '  Staff', '  Methods']);
});

test('[IK81] what is typed is there at once in the outline, however the picture is drawn', () => {
  const { state, find, shown } = withCauses(Array.from({ length: 250 }, (_, i) => `cause ${i}`).join('\n'));
  const id = find('cause 7');
  state.edit(id);
  state.setText(id, 'changed');
  expect(shown()).toContain('    changed');
  expect(state.layout.labels.find((label) => label.id === id)?.text).toBe('cause 7');
});

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#lib/base/random.ts';
import type { CategoryId, CauseId } from '../cause.ts';
import { addCause, createEditor } from '../doc/edit-fishbone.ts';
import { openFishbone } from '../doc/fishbone-doc.ts';
import { startFishbone } from '../doc/start-fishbone.ts';
import { FishboneTree } from './FishboneTree.svelte.ts';
import { boardOnScreen, boardWithCauses } from '../testing/board-on-screen.svelte.ts';

test('[IK71] the question of the bone is known for each of its causes', () => {
  const { state } = boardOnScreen();
  state.selection.select('bone2');
  state.run('add-sibling', 'outline');
  expect(state.tree.questionFor(state.selection.current ?? '')).toBe('Methods?');
});

test('[IK79] a cause on two bones wears a mark in both and says where it stands', () => {
  const { state, find, shown } = boardWithCauses('a\n  why');
  const a = find('a');
  expect(state.addTwinOn(a, 'bone2' as CauseId)).toBe(true);
  expect(shown().slice(4)).toEqual(['  Methods', '    a']);
  expect(state.tree.placesOf(a).map(({ node, bone }) => [bone.name, state.tree.marksOf(node.id)])).toEqual([
    ['People', ['twin']],
    ['Methods', ['twin']],
  ]);
  expect(state.tree.pathTo(find('why'))).toEqual(['People', 'a']);
  const twin = state.tree.placesOf(a)[1]?.node.id ?? a;
  expect(state.tree.originalOf(twin)).toBe(a);
});

/** A tree without a page around it, and how somebody else adds a cause. */
function treeAlone(): { tree: FishboneTree; addCauseOn: (bone: CategoryId, text: string) => void } {
  const board = openFishbone(new Y.Doc());
  const categories = [{ name: 'People', question: '' }];
  const start = { random: seededRandom(1), newId: () => 'bone1' };
  startFishbone(board, { head: 'Long waits', headSide: 'right', categories }, start);
  const editor = createEditor(board, 'Ola');
  return {
    tree: new FishboneTree(board),
    addCauseOn: (bone, text) => void addCause(editor, { parent: bone, after: 'end' }, text, 'ola'),
  };
}

test('[IK70] the tree is never old: kept while it is watched, read anew while it is not', () => {
  const { tree, addCauseOn } = treeAlone();
  const bone = tree.current.bones[0]?.id as CategoryId; // it was started with one
  const texts = (): string[] =>
    tree.current.bones.flatMap(({ children }) => children.map(({ text }) => text));
  addCauseOn(bone, 'a');
  expect(texts()).toEqual(['a']);
  let isTold = false;
  const stop = tree.observe(() => (isTold = true));
  const kept = tree.current;
  expect(tree.current).toBe(kept);
  addCauseOn(bone, 'b');
  expect([texts(), isTold]).toEqual([['a', 'b'], true]);
  stop();
  isTold = false;
  addCauseOn(bone, 'c');
  expect([texts(), isTold]).toEqual([['a', 'b', 'c'], false]);
  expect([tree.has('head'), tree.has(bone), tree.has('gone')]).toEqual([true, true, false]);
});

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { FishboneState } from './Fishbone.svelte.ts';
import { boardOnScreen, boardWithCauses, typeText } from '../testing/board-on-screen.svelte.ts';

test('[IK15] what is copied pastes elsewhere with its branch; a branch within it is not doubled', () => {
  const { state, shown } = boardOnScreen();
  state.selection.select('bone1');
  state.run('add-sibling', 'outline');
  const a = typeText(state, 'a');
  state.run('add-why', 'outline');
  const b = typeText(state, 'b');
  state.run('stop', 'outline');
  state.selection.select(a);
  state.selection.select(b, { extend: true });
  expect(state.clipboard.copy()).toBe('a\n  b\n');
  state.selection.select('bone2');
  expect(state.clipboard.paste('- x\n  - y\nz')).toBe(true);
  expect(shown().slice(4)).toEqual(['  Methods', '    x', '      y', '    z']);
});

test('[IK75] what is cut and pasted stays the same cause; a copy is a new one with note and marks', () => {
  const { state, find, shown } = boardWithCauses('a\n  why');
  const a = find('a');
  state.setNote(a, 'seen');
  state.setTag([a], 'accept', true);
  state.selection.select(a);
  const text = state.clipboard.cut();
  expect(shown()).toHaveLength(3);
  state.selection.select('bone2');
  state.clipboard.paste(text);
  expect(shown().slice(2)).toEqual(['  Methods', '    a', '      why']);
  expect([find('a'), state.selection.ids]).toEqual([a, [a]]);
  state.history.undo();
  state.history.undo();
  expect(shown().slice(2)).toEqual(['    a', '      why', '  Methods']);
  state.selection.select('bone2');
  state.clipboard.paste(text);
  const copy = state.selection.ids[0] ?? '';
  expect(copy).not.toBe(a);
  expect([state.tree.visitOf(copy)?.node.note, state.tree.marksOf(copy)]).toEqual([
    'seen',
    ['accept', 'note'],
  ]);
});

test('[IK75] what two people cut at once and paste in two places is still one cause', () => {
  const { state, doc, find, shown } = boardWithCauses('a\n  why');
  const a = find('a');
  const cutBy = (who: FishboneState): string => {
    who.selection.select(a);
    return who.clipboard.cut();
  };
  const theirs = new Y.Doc();
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc));
  const elsewhere = new FishboneState(theirs, { authorId: 'ewa', isReadOnly: () => false });
  const [mine, hers] = [cutBy(state), cutBy(elsewhere)];
  state.selection.select('bone2');
  state.clipboard.paste(mine);
  // She hears of it before she pastes: her cause is back already, and hers to place.
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc));
  elsewhere.selection.select('bone1');
  elsewhere.clipboard.paste(hers);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs));
  expect(shown()).toEqual(['Long waits', '  People', '    a', '      why', '  Methods']);
  // Pasted once more it is a copy.
  elsewhere.clipboard.paste(hers);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs));
  expect(shown().filter((row) => row.trim() === 'a')).toHaveLength(2);
  elsewhere.destroy();
});

test('[IK75] who may only read copies, and neither cuts nor pastes', () => {
  const { doc, find, shown } = boardWithCauses('a\n  why');
  const reader = new FishboneState(doc, { authorId: null, isReadOnly: () => true });
  reader.selection.select(find('a'));
  const before = shown();
  expect([reader.clipboard.copy(), reader.clipboard.cut()]).toEqual(['a\n  why\n', '']);
  expect([reader.clipboard.paste('x'), shown()]).toEqual([false, before]);
  reader.destroy();
});

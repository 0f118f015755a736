import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { HEAD_ID } from '../layout/fishbone-layout.ts';
import { FishboneSelection } from './FishboneSelection.svelte.ts';
import { boardOnScreen, boardWithCauses, typeText } from '../testing/board-on-screen.svelte.ts';

test('[IK71] arrows walk the outline and the picture', () => {
  const { state } = boardOnScreen();
  state.selection.select('bone1');
  state.run('add-sibling', 'outline');
  const a = typeText(state, 'a');
  state.run('add-why', 'outline');
  const b = typeText(state, 'b');
  state.run('stop', 'outline');
  flushSync();
  const walk = (
    view: 'diagram' | 'outline',
    ...steps: ('up' | 'down' | 'left' | 'right')[]
  ): (string | null)[] =>
    steps.map((step) => {
      state.run(`go-${step}`, view);
      return state.selection.current;
    });
  state.selection.select(HEAD_ID);
  expect(walk('outline', 'down', 'down', 'down', 'left', 'up')).toEqual(['bone1', a, b, a, 'bone1']);
  state.selection.select(a);
  // Above the spine a cause's whys stand above it, and the category above them all.
  expect(walk('diagram', 'up', 'up', 'down', 'down')).toEqual([b, 'bone1', b, a]);
});

test('[IK73] Shift with an arrow takes the next one in and gives it back; Shift with a click takes all between', () => {
  const { state, find, selected } = boardWithCauses('a\nb\nc\nd');
  state.selection.select(find('a'));
  for (const step of ['extend-down', 'extend-down', 'extend-up'] as const) state.run(step, 'outline');
  expect(selected()).toEqual(['a', 'b']);
  state.selection.select(find('d'), { range: true });
  expect(selected()).toEqual(['a', 'b', 'c', 'd']);
  state.selection.select(find('b'), { extend: true });
  expect(selected()).toEqual(['a', 'c', 'd']);
  state.run('select-all', 'outline');
  expect(selected()).toEqual(['a', 'b', 'c', 'd']);
});

test('[IK77] everything below is folded at once, and unfolded when something is', () => {
  const { state, find, shown } = boardWithCauses('a\n  a1\n    a2\nb\n  b1');
  const a = find('a');
  state.selection.toggleFoldBelow(a);
  expect(shown().slice(2, 5)).toEqual(['    a', '    b', '      b1']);
  state.selection.toggleFoldBelow(HEAD_ID);
  expect(shown()).toHaveLength(8);
  state.selection.toggleFoldBelow(HEAD_ID);
  expect(shown()).toEqual(['Long waits', '  People', '    a', '    b', '  Methods']);
});

test('[IK78] one bone is looked at alone, in both views, until Escape', () => {
  const { state, find, shown } = boardWithCauses('a');
  state.selection.select(find('a'));
  state.run('focus', 'outline');
  expect(shown()).toEqual(['Long waits', '  People', '    a']);
  expect(state.picture.layout.labels.map((label) => label.text)).toEqual(['Long waits', 'People', 'a']);
  state.run('stop', 'diagram');
  expect([shown().length, state.selection.ids]).toEqual([4, [find('a')]]);
  state.selection.focusOn(state.tree.current.bones[1]?.id ?? null);
  state.selection.unfoldTo(find.call(null, 'Methods'));
  expect(shown()).toEqual(['Long waits', '  Methods']);
});

test('[IK71] typing ends when something else is selected, and its port says what is selected instead', () => {
  const { state, find } = boardWithCauses('a\nb');
  const [a, b] = [find('a'), find('b')];
  const calls: string[] = [];
  let mayEdit = false;
  const selection = new FishboneSelection(state.tree, () => state.picture, {
    canEdit: () => mayEdit,
    endStep: () => calls.push('step'),
    tidy: (id) => {
      calls.push(`tidy ${id === a ? 'a' : 'b'}`);
      return id === a ? HEAD_ID : null;
    },
  });
  selection.edit(a);
  expect([selection.editing, selection.ids, calls]).toEqual([null, [], []]);
  mayEdit = true;
  selection.enter('outline');
  selection.edit(a);
  expect([selection.editingIn('outline'), selection.editingIn('diagram')]).toEqual([a, null]);
  selection.stopEditing();
  expect([selection.editing, selection.ids]).toEqual([null, [HEAD_ID]]);
  selection.edit(b);
  selection.select(a);
  expect([selection.editing, selection.ids]).toEqual([null, [a]]);
  expect(calls).toEqual(['step', 'step', 'tidy a', 'step', 'step', 'tidy b']);
});

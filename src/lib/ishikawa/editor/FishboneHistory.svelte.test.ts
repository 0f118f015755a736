import { expect, test } from 'vitest';
import type { CauseId } from '../cause.ts';
import { addCause, createEditor } from '../doc/edit-fishbone.ts';
import { openFishbone } from '../doc/fishbone-doc.ts';
import { boardOnScreen, typeText } from '../testing/board-on-screen.svelte.ts';

test('[IK16] undo takes back my words and not a colleague’s cause', () => {
  const { state, doc, shown } = boardOnScreen();
  addCause(
    createEditor(openFishbone(doc), 'Ola'),
    { parent: 'bone2' as CauseId, after: 'end' },
    'hers',
    'ola',
  );
  state.selection.select('bone1');
  state.run('add-sibling', 'outline');
  typeText(state, 'mine');
  state.run('stop', 'outline');
  expect([state.history.canUndo, state.history.canRedo]).toEqual([true, false]);
  state.history.undo();
  state.history.undo();
  expect(shown()).toEqual(['Long waits', '  People', '  Methods', '    hers']);
  expect([state.history.canUndo, state.history.canRedo]).toEqual([false, true]);
});

import { flushSync } from 'svelte';
import { onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#lib/base/random.ts';
import type { CauseId } from '../cause.ts';
import { openFishbone } from '../doc/fishbone-doc.ts';
import { startFishbone } from '../doc/start-fishbone.ts';
import { FishboneState } from '../editor/Fishbone.svelte.ts';

interface BoardOnScreen {
  state: FishboneState;
  doc: Y.Doc;
  /** The rows of the outline, two spaces a level. */
  shown: () => string[];
}

/** A fishbone on screen, watched by effects as a page would; gone when the test is over. */
export function boardOnScreen(isReadOnly = false): BoardOnScreen {
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
      rows = state.picture.rows.map((row) => '  '.repeat(row.depth) + row.text);
    });
    $effect(() => state.picture.diagramShown());
    $effect(() => state.picture.rowsShown());
  });
  flushSync();
  onTestFinished(() => {
    stop();
    state.destroy();
  });
  return {
    state,
    doc,
    shown: () => {
      flushSync();
      return rows;
    },
  };
}

/** Types into what is being edited and returns its id. */
export function typeText(state: FishboneState, text: string): string {
  const id = state.selection.editing;
  if (id === null) throw new Error('nothing is being edited');
  state.setText(id, text);
  return id;
}

/** A board with one branch on the first bone, nothing selected. */
export function boardWithCauses(
  outline: string,
): BoardOnScreen & { find: (text: string) => CauseId; selected: () => string[] } {
  const board = boardOnScreen();
  const { state } = board;
  state.selection.select('bone1');
  state.clipboard.paste(outline);
  state.selection.select(null);
  flushSync();
  const find = (text: string): CauseId => {
    const row = state.picture.rows.find((each) => each.text === text);
    if (!row) throw new Error(`no row ${text}`);
    return row.id as CauseId; // only causes are looked for
  };
  const selected = (): string[] => state.selection.ids.map((id) => state.tree.textOf(id));
  return { ...board, find, selected };
}

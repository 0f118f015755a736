import * as Y from 'yjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { startFishbone } from '#lib/ishikawa/doc/start-fishbone.ts';
import { FishboneState } from '#lib/ishikawa/editor/Fishbone.svelte.ts';
import { FishOnWall, NEWEST_MS } from './FishOnWall.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('[WS129] a cause is new for six seconds; what was there at first is not', () => {
  const doc = new Y.Doc();
  const fish = new FishOnWall(new FishboneState(doc, { authorId: null, isReadOnly: () => true }));
  fish.notice(0); // the board has not arrived: nothing is known yet
  const board = openFishbone(doc);
  let ids = 0;
  const categories = [{ name: 'People', question: '' }];
  startFishbone(
    board,
    { head: 'Waits', headSide: 'right', categories },
    { random: () => 0.5, newId: () => `b${++ids}` },
  );
  const add = (text: string): string => {
    const [bone] = readFishbone(board).fishbone.bones;
    if (!bone) throw new Error('There is no bone.');
    return addCause(createEditor(board, 'test'), { parent: bone.id, after: 'end' }, text, null);
  };
  add('Old');
  fish.notice(1_000);
  expect(fish.newest).toEqual([]);
  const first = add('First');
  fish.notice(2_000);
  vi.advanceTimersByTime(2_000);
  const second = add('Second');
  fish.notice(4_000);
  expect(fish.newest).toEqual([first, second]);
  vi.advanceTimersByTime(NEWEST_MS - 2_000 - 1);
  expect(fish.newest).toEqual([first, second]);
  vi.advanceTimersByTime(1);
  expect(fish.newest).toEqual([second]);
  vi.advanceTimersByTime(2_000);
  expect(fish.newest).toEqual([]);
  fish.destroy();
});

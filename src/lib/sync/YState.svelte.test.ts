import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { listState, mapState, textState, YState } from './YState.svelte.ts';

/** What an effect saw, run by run. */
function watch<Value>(read: () => Value): { seen: Value[]; stop: () => void } {
  const seen: Value[] = [];
  const stop = $effect.root(() => {
    $effect(() => {
      seen.push(read());
    });
  });
  flushSync();
  return { seen, stop };
}

test('[SY25] an effect runs again when a text changes, from here or from afar', () => {
  const doc = new Y.Doc();
  const other = new Y.Doc();
  const state = textState(doc.getText('t'));
  const { seen, stop } = watch(() => state.current);
  doc.getText('t').insert(0, 'here');
  flushSync();
  other.getText('t').insert(0, 'afar ');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  flushSync();
  expect(seen[0]).toBe('');
  expect(seen[1]).toBe('here');
  expect(seen[2]).toHaveLength(9);
  stop();
});

test('[SY25] lists and maps come as new plain values after each change', () => {
  const doc = new Y.Doc();
  const list = listState(doc.getArray<number>('l'));
  const map = mapState(doc.getMap<number>('m'));
  const { seen, stop } = watch(() => [list.current, [...map.current]]);
  doc.transact(() => {
    doc.getArray('l').push([1, 2]);
    doc.getMap('m').set('a', 3);
  });
  flushSync();
  expect(seen).toEqual([
    [[], []],
    [[1, 2], [['a', 3]]],
  ]);
  stop();
});

test('[SY25] changes deep inside count, and a value is computed once per change', () => {
  const doc = new Y.Doc();
  const causes = doc.getMap<Y.Map<string>>('causes');
  causes.set('c', new Y.Map<string>([['text', 'old']]));
  let reads = 0;
  const state = new YState([causes], () => {
    reads++;
    return causes.get('c')?.get('text');
  });
  const first = watch(() => state.current);
  const second = watch(() => state.current);
  causes.get('c')?.set('text', 'new');
  flushSync();
  expect([first.seen, second.seen, reads]).toEqual([['old', 'new'], ['old', 'new'], 2]);
  first.stop();
  second.stop();
});

test('[SY25] nobody looking, nothing observed: reading outside an effect is always fresh', async () => {
  const doc = new Y.Doc();
  const text = doc.getText('t');
  const state = textState(text);
  const { stop } = watch(() => state.current);
  stop();
  await Promise.resolve();
  expect(text._dEH.l).toHaveLength(0);
  text.insert(0, 'fresh');
  expect(state.current).toBe('fresh');
});

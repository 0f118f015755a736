import { expect, test } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { listPresent, readPresence, setPresence, MAX_LABEL } from './presence.ts';

test('[SY24] parts of my presence change one by one', () => {
  const awareness = new Awareness(new Y.Doc());
  setPresence(awareness, { focus: 'cause-1', department: 'IT' });
  setPresence(awareness, { cursor: { x: 1, y: 2, at: null } });
  expect(awareness.getLocalState()).toEqual({
    focus: 'cause-1',
    department: 'IT',
    cursor: { x: 1, y: 2, at: null },
  });
  awareness.destroy();
});

test('[SY24] I come first, the others by name', () => {
  const [mine, zoe, adam] = ['', 'Zoe', 'Adam'].map((name) => {
    const awareness = new Awareness(new Y.Doc());
    awareness.setLocalState({ name });
    return awareness;
  });
  if (!mine || !zoe || !adam) throw new Error('three people');
  for (const other of [zoe, adam]) {
    applyAwarenessUpdate(mine, encodeAwarenessUpdate(other, [other.clientID]), 'test');
  }
  expect(listPresent(mine).map(({ name, isMe }) => [name, isMe])).toEqual([
    ['', true],
    ['Adam', false],
    ['Zoe', false],
  ]);
  for (const awareness of [mine, zoe, adam]) awareness.destroy();
});

test('[SY24] who has several pages open is one person, where they point', () => {
  const states = [
    { name: 'Maria', person: 'person:m' },
    { name: 'Zoe', person: 'person:z', cursor: null },
    { name: 'Zoe', person: 'person:z', cursor: { x: 1, y: 2, at: null } },
    { name: 'Maria', person: 'person:m', cursor: { x: 5, y: 5, at: 'cause-1' } },
    // Two namesakes are two.
    { name: 'Zoe', person: 'guest:z' },
  ];
  const [mine, ...others] = states.map((state) => {
    const awareness = new Awareness(new Y.Doc());
    awareness.setLocalState(state);
    return awareness;
  });
  if (!mine) throw new Error('nobody');
  for (const other of others)
    applyAwarenessUpdate(mine, encodeAwarenessUpdate(other, [other.clientID]), 'test');
  const people = listPresent(mine);
  expect(people.map(({ name, isMe }) => [name, isMe])).toEqual([
    ['Maria', true],
    ['Zoe', false],
    ['Zoe', false],
  ]);
  expect(people.find(({ person }) => person === 'person:z')?.cursor).toEqual({ x: 1, y: 2, at: null });
  for (const awareness of [mine, ...others]) awareness.destroy();
});

test('[SY24] nonsense that others send shows as nothing', () => {
  const nothing = { name: '', person: null, department: null, cursor: null, focus: null, isTyping: false };
  expect(readPresence({ name: 5, department: {}, cursor: { x: NaN, y: 0 }, focus: [] })).toEqual(nothing);
  expect(readPresence({ cursor: 'here', focus: 1.5 })).toEqual(nothing);
  expect(readPresence({ name: 'x'.repeat(1_000) }).name).toHaveLength(200);
});

test('[SY24] a label is shown up to its longest', () => {
  const shown = (letters: number): number | undefined =>
    readPresence({ name: 'x'.repeat(letters), focus: 'x'.repeat(letters) }).focus?.length;
  expect([shown(MAX_LABEL), shown(MAX_LABEL + 1)]).toEqual([MAX_LABEL, MAX_LABEL]);
});

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addMessage, MAX_MESSAGE_LENGTH, readMessages } from './backstage-doc.ts';

test('[WS102] messages come in their order, trimmed and bounded; what is none is passed over', () => {
  const doc = new Y.Doc();
  const from = { by: 'p1', name: 'Lena', atMs: 1 };
  addMessage(doc, { ...from, text: ' Five more minutes? ' });
  addMessage(doc, { ...from, text: '   ' });
  addMessage(doc, { ...from, text: 'x'.repeat(2_000) });
  doc.getArray('messages').push([42, { text: 1 }]);
  expect(readMessages(doc).map(({ text }) => text.length)).toEqual([18, MAX_MESSAGE_LENGTH]);
});

test('[WS102] a message is as long as the longest at most', () => {
  const doc = new Y.Doc();
  for (const letters of [MAX_MESSAGE_LENGTH - 1, MAX_MESSAGE_LENGTH, MAX_MESSAGE_LENGTH + 1])
    addMessage(doc, { by: 'p1', name: 'Lena', atMs: 1, text: 'x'.repeat(letters) });
  expect(readMessages(doc).map(({ text }) => text.length)).toEqual([
    MAX_MESSAGE_LENGTH - 1,
    MAX_MESSAGE_LENGTH,
    MAX_MESSAGE_LENGTH,
  ]);
});

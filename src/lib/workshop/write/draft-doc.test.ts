import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addIdea, assignCauses, MAX_IDEA_LENGTH, MAX_IDEAS, readIdeas, writeIdea } from './draft-doc.ts';

test('an idea is as long as the longest at most, written at once or changed', () => {
  const doc = new Y.Doc();
  addIdea(doc, { id: 'i', bone: 'b', text: 'x'.repeat(MAX_IDEA_LENGTH + 1), order: 1 });
  const length = (): number | undefined => readIdeas(doc)[0]?.text.length;
  expect(length()).toBe(MAX_IDEA_LENGTH);
  for (const letters of [MAX_IDEA_LENGTH - 1, MAX_IDEA_LENGTH, MAX_IDEA_LENGTH + 1]) {
    writeIdea(doc, 'i', 'y'.repeat(letters));
    expect(length()).toBe(Math.min(letters, MAX_IDEA_LENGTH));
  }
});

test('[WS21] of what one person wrote so many become causes', () => {
  const doc = new Y.Doc();
  for (let i = 0; i <= MAX_IDEAS; i++) addIdea(doc, { id: `i${i}`, bone: 'b', text: `cause ${i}`, order: i });
  let causes = 0;
  assignCauses(doc, () => `c${causes++}`);
  const named = readIdeas(doc).map(({ causeId }) => causeId !== null);
  expect([named.length, named[MAX_IDEAS - 1], named[MAX_IDEAS]]).toEqual([MAX_IDEAS + 1, true, false]);
});

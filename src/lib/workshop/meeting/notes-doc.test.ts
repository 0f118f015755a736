import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { findNotes, MAX_NOTES_LENGTH, readNotes, startNotes } from './notes-doc.ts';

test('[MT15] the notes are one text that is made once, and read up to their most letters', () => {
  const doc = new Y.Doc();
  expect([findNotes(doc), readNotes(doc)]).toEqual([undefined, '']);
  startNotes(doc);
  findNotes(doc)?.insert(0, 'x'.repeat(MAX_NOTES_LENGTH));
  startNotes(doc);
  expect(readNotes(doc)).toHaveLength(MAX_NOTES_LENGTH);
  // A client that is no page of ours writes on; nobody reads it.
  findNotes(doc)?.insert(MAX_NOTES_LENGTH, 'y');
  expect(findNotes(doc)).toHaveLength(MAX_NOTES_LENGTH + 1);
  expect(readNotes(doc)).toBe('x'.repeat(MAX_NOTES_LENGTH));
});

import * as Y from 'yjs';

/** What the notes of one meeting can hold, in letters: a dozen written pages. */
export const MAX_NOTES_LENGTH = 20_000;

const MAP = 'notes';
const KEY = 'text';

/**
 * The shared text of a meeting; undefined where the server has not made it yet. It lies in a map and not at the root,
 * so that a sentence can be finished in it when the room closes [WS106].
 */
export function findNotes(doc: Y.Doc): Y.Text | undefined {
  const text = doc.getMap(MAP).get(KEY);
  return text instanceof Y.Text ? text : undefined;
}

/** Makes the text once; only the server does. */
export function startNotes(doc: Y.Doc): void {
  if (!findNotes(doc)) doc.getMap(MAP).set(KEY, new Y.Text());
}

/** The notes as they read now; what is beyond the most, which no page writes, is left out. */
export function readNotes(doc: Y.Doc): string {
  return (findNotes(doc)?.toString() ?? '').slice(0, MAX_NOTES_LENGTH);
}

/** What `YState` has to watch. */
export function notesMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap(MAP);
}

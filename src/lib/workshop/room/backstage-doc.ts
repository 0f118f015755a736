import * as Y from 'yjs';

/** What one who steers says to the others who do [WS102]. */
export interface BackstageMessage {
  by: string;
  name: string;
  text: string;
  atMs: number;
}

/** Longer is a letter. */
export const MAX_MESSAGE_LENGTH = 500;
/** What a page shows; older ones stay in the document. */
const SHOWN = 200;

/** The last messages in the order in which they came. What is none is passed over. */
export function readMessages(doc: Y.Doc): BackstageMessage[] {
  const messages: BackstageMessage[] = [];
  for (const item of doc.getArray('messages').toArray().slice(-SHOWN)) {
    if (typeof item !== 'object' || item === null) continue;
    const { by, name, text, atMs } = item as Record<string, unknown>; // an object: its properties are checked below
    if (typeof by !== 'string' || typeof name !== 'string' || typeof text !== 'string') continue;
    messages.push({ by, name, text, atMs: typeof atMs === 'number' ? atMs : 0 });
  }
  return messages;
}

export function addMessage(doc: Y.Doc, message: BackstageMessage): void {
  const text = message.text.trim().slice(0, MAX_MESSAGE_LENGTH);
  if (text !== '') doc.getArray('messages').push([{ ...message, text }]);
}

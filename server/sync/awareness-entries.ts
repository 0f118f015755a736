import { encoding } from 'lib0';
import { ByteCursor, MalformedError } from './document/byte-cursor.ts';
import { MAX_AWARENESS_BYTES } from './limits.ts';

/** One client's presence as it travels: state null means that it left. */
export interface AwarenessEntry {
  client: number;
  clock: number;
  /** JSON text, not parsed: most entries are echoes that nobody needs. */
  json: string;
}

/** Reads an awareness update. Throws MalformedError. */
export function readAwareness(update: Uint8Array): AwarenessEntry[] {
  const cursor = new ByteCursor(update);
  const entries = Array.from({ length: cursor.count(3) }, () => {
    const client = cursor.uint();
    const clock = cursor.uint();
    return { client, clock, json: cursor.text() };
  });
  cursor.end();
  return entries;
}

/** Who speaks, as the server knows them: their name, and a key that all their pages share. */
export interface PresentAs {
  name: string;
  person: string;
}

/**
 * The state of an entry: an object or null. Who it is in it is always whom the server knows, so that nobody
 * appears as somebody else; and whether they say that a field is open. Throws MalformedError.
 */
export function settleState(json: string, { name, person }: PresentAs): { json: string; isTyping: boolean } {
  if (Buffer.byteLength(json) > MAX_AWARENESS_BYTES) throw new MalformedError('a presence is too large');
  let state: unknown;
  try {
    state = JSON.parse(json);
  } catch {
    throw new MalformedError('a presence is not JSON'); // the position within it helps nobody
  }
  if (state === null) return { json: 'null', isTyping: false };
  if (typeof state !== 'object' || Array.isArray(state))
    throw new MalformedError('a presence is not an object');
  const isTyping = 'isTyping' in state && state.isTyping === true;
  return { json: JSON.stringify({ ...state, name, person }), isTyping };
}

export function encodeEntry({ client, clock, json }: AwarenessEntry): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, json);
  return encoding.toUint8Array(encoder);
}

import { encoding } from 'lib0';
import { MESSAGE, SYNC, WELCOME_RIGHTS, type WelcomeRight } from '#lib/sync/message-types.ts';
import { ByteCursor, MalformedError } from './document/byte-cursor.ts';

/** What a client can say. Bytes are views of the frame: whoever keeps them copies them. */
export type ClientMessage =
  | { kind: 'step1'; stateVector: Uint8Array }
  | { kind: 'step2'; update: Uint8Array }
  | { kind: 'update'; update: Uint8Array }
  | { kind: 'awareness'; update: Uint8Array }
  | { kind: 'query-awareness' };

/** Reads one frame of the y-websocket protocol. Throws MalformedError. */
export function readMessage(frame: Uint8Array): ClientMessage {
  const cursor = new ByteCursor(frame);
  const message = readBody(cursor);
  cursor.end();
  return message;
}

function readBody(cursor: ByteCursor): ClientMessage {
  const type = cursor.uint();
  if (type === MESSAGE.awareness) return { kind: 'awareness', update: cursor.bytes() };
  if (type === MESSAGE.queryAwareness) return { kind: 'query-awareness' };
  if (type !== MESSAGE.sync) throw new MalformedError(`message type ${type} is not for servers`);
  const step = cursor.uint();
  const bytes = cursor.bytes();
  if (step === SYNC.step1) return { kind: 'step1', stateVector: checkStateVector(bytes) };
  if (step === SYNC.step2) return { kind: 'step2', update: bytes };
  if (step === SYNC.update) return { kind: 'update', update: bytes };
  throw new MalformedError(`sync step ${step} does not exist`);
}

/** A state vector of which Yjs will read exactly these bytes. */
function checkStateVector(bytes: Uint8Array): Uint8Array {
  const cursor = new ByteCursor(bytes);
  const count = cursor.count(2);
  for (let i = 0; i < 2 * count; i++) cursor.uint();
  cursor.end();
  // A copy, since Yjs would read on in the pool behind a view whose last number is cut off.
  return new Uint8Array(bytes);
}

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function syncFrame(step: number, bytes: Uint8Array): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

/** Asks a client for everything that this state vector does not cover. */
export function step1Frame(stateVector: Uint8Array): Uint8Array {
  return syncFrame(SYNC.step1, stateVector);
}

/** The answer to a client's step 1. */
export function step2Frame(update: Uint8Array): Uint8Array {
  return syncFrame(SYNC.step2, update);
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(SYNC.update, update);
}

/** Awareness entries, each already encoded. No entries make the shortest frame that keeps a client awake. */
export function relayFrame(entries: readonly Uint8Array[]): Uint8Array {
  const body = frame((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const entry of entries) encoding.writeUint8Array(encoder, entry);
  });
  return frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, body);
  });
}

/** The first `count` updates of this socket are stored. */
export function storedFrame(count: number): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.stored);
    encoding.writeVarUint(encoder, count);
  });
}

export function welcomeFrame(epoch: string, right: WelcomeRight): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.welcome);
    encoding.writeVarString(encoder, epoch);
    encoding.writeVarUint(encoder, WELCOME_RIGHTS.indexOf(right));
  });
}

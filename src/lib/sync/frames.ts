import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MESSAGE, SYNC, WELCOME_RIGHTS, type WelcomeRight } from './message-types.ts';

/** What the room server says. */
export type ServerMessage =
  | { kind: 'step1'; stateVector: Uint8Array }
  | { kind: 'update'; update: Uint8Array; isAnswer: boolean }
  | { kind: 'awareness'; update: Uint8Array }
  | { kind: 'stored'; count: number }
  | { kind: 'welcome'; epoch: string; right: WelcomeRight }
  | { kind: 'unknown' };

/** Reads a frame of the server. */
export function readFrame(frame: Uint8Array): ServerMessage {
  const decoder = decoding.createDecoder(frame);
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync:
      return readSync(decoder);
    case MESSAGE.awareness:
      return { kind: 'awareness', update: decoding.readVarUint8Array(decoder) };
    case MESSAGE.stored:
      return { kind: 'stored', count: decoding.readVarUint(decoder) };
    case MESSAGE.welcome: {
      const epoch = decoding.readVarString(decoder);
      return { kind: 'welcome', epoch, right: WELCOME_RIGHTS[decoding.readVarUint(decoder)] ?? 'read' };
    }
    default:
      return { kind: 'unknown' }; // of a newer server
  }
}

function readSync(decoder: decoding.Decoder): ServerMessage {
  const step = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  if (step === SYNC.step1) return { kind: 'step1', stateVector: bytes };
  return { kind: 'update', update: bytes, isAnswer: step === SYNC.step2 };
}

/** A sync frame: `step` as in message-types.ts. */
export function syncFrame(step: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>; // lib0 allocates it itself, never shared
}

export function awarenessFrame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.awareness);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>; // as above
}

import { isFinalClose } from './close-codes.ts';

/** What a person is told about their work in a document; changes are counted in the things that were changed. */
export type RoomStatus =
  /** The first connection is being made. */
  | { kind: 'connecting'; waiting: number }
  /** Everything done here is stored on the server. */
  | { kind: 'saved'; waiting: 0 }
  /** `waiting` changes are on their way. */
  | { kind: 'saving'; waiting: number }
  /** No connection; `waiting` changes are kept on this device until there is one. */
  | { kind: 'offline'; waiting: number }
  /** The server ended it (close-codes.ts); trying again would not help. */
  | { kind: 'ended'; waiting: number; code: number };

/** The status, from what the connection knows. */
export function roomStatus(facts: {
  /** A connection was there, or could not be made. */
  hasTried: boolean;
  isSynced: boolean;
  waiting: number;
  closeCode: number | undefined;
}): RoomStatus {
  const { waiting, closeCode } = facts;
  if (closeCode !== undefined && isFinalClose(closeCode)) return { kind: 'ended', waiting, code: closeCode };
  if (facts.isSynced) return waiting === 0 ? { kind: 'saved', waiting: 0 } : { kind: 'saving', waiting };
  return { kind: facts.hasTried ? 'offline' : 'connecting', waiting };
}

import { encodeEntry, settleState, type AwarenessEntry, type PresentAs } from './awareness-entries.ts';
import { MAX_AWARENESS_IDS } from './limits.ts';

interface Presence<Speaker> {
  clock: number;
  isPresent: boolean;
  /** The entry as it is sent. */
  bytes: Uint8Array;
  speaker: Speaker;
  /** Says that a field is open. */
  isTyping: boolean;
}

/**
 * Who is in a room and where their cursors are. A connection (the speaker) speaks only for client
 * ids that it introduced; what it repeats of others, as the stock client does, is dropped.
 */
export class RoomAwareness<Speaker> {
  readonly #presences = new Map<number, Presence<Speaker>>();

  /**
   * Takes one entry for which the speaker may speak. Returns whether anything changed. A newer entry
   * moves the client id to its speaker, so that a late close of a dead socket cannot remove
   * somebody who is already back.
   */
  put(entry: AwarenessEntry, speaker: Speaker, as: PresentAs): boolean {
    const before = this.#presences.get(entry.client);
    if (before && entry.clock < before.clock) return false;
    const { json, isTyping } = settleState(entry.json, as);
    const isPresent = json !== 'null';
    if (before && entry.clock === before.clock && (before.isPresent === isPresent || isPresent)) return false;
    if (!before && (!isPresent || this.#count(speaker) >= MAX_AWARENESS_IDS)) return false;
    const bytes = encodeEntry({ ...entry, json });
    this.#presences.set(entry.client, { clock: entry.clock, isPresent, bytes, speaker, isTyping });
    return true;
  }

  #count(speaker: Speaker): number {
    let count = 0;
    for (const presence of this.#presences.values()) if (presence.speaker === speaker) count++;
    return count;
  }

  /** The entry to send for a client id; undefined when it is not known. */
  bytesOf(client: number): Uint8Array | undefined {
    return this.#presences.get(client)?.bytes;
  }

  /** Client ids of everybody present. */
  present(): number[] {
    return [...this.#presences].filter(([, { isPresent }]) => isPresent).map(([client]) => client);
  }

  /** Whether a speaker has a field open, as they say themselves; without one, whether anybody has. */
  isTyping(of?: Speaker): boolean {
    for (const { speaker, isTyping } of this.#presences.values())
      if (isTyping && (of === undefined || of === speaker)) return true;
    return false;
  }

  /** The speaker left: returns the client ids that go with it, and entries that say so. */
  leave(speaker: Speaker): { client: number; bytes: Uint8Array }[] {
    const gone: { client: number; bytes: Uint8Array }[] = [];
    for (const [client, presence] of this.#presences) {
      if (presence.speaker !== speaker) continue;
      this.#presences.delete(client);
      // The same clock with null removes; a higher one would shut out the client when it comes back.
      gone.push({ client, bytes: encodeEntry({ client, clock: presence.clock, json: 'null' }) });
    }
    return gone;
  }
}

import * as Y from 'yjs';
import type { Room } from './room.ts';
import { SERVER_ACTOR } from './visitor.ts';

/**
 * The server as an author: one Yjs client id for as long as the process lives, one edit of a room
 * at a time, each built on the last and committed before anybody sees it.
 */
export class ServerEdits {
  readonly #newClient: () => number;
  readonly #actorKey: string;
  #client: number;
  readonly #last = new WeakMap<Room, Promise<unknown>>();

  constructor(nodeId: string, newClient: () => number) {
    this.#actorKey = SERVER_ACTOR + nodeId;
    this.#newClient = newClient;
    this.#client = newClient();
  }

  /** Resolves when the edit is stored and told to everybody. Rejects with what `edit` throws, changing nothing. */
  edit(room: Room, edit: (doc: Y.Doc) => void): Promise<void> {
    const before = this.#last.get(room) ?? Promise.resolve();
    const done = before.catch(() => undefined).then(() => this.#commit(room, edit));
    this.#last.set(room, done);
    return done;
  }

  async #commit(room: Room, edit: (doc: Y.Doc) => void): Promise<void> {
    const doc = room.bytes.open();
    let update: Uint8Array | undefined;
    try {
      doc.clientID = this.#client;
      doc.on('update', (bytes: Uint8Array) => (update = bytes));
      doc.transact(() => edit(doc));
    } finally {
      doc.destroy();
    }
    if (!update) return;
    try {
      await room.write(update, this.#actorKey);
    } catch (error) {
      // Whether the ticks were stored after all is unknown; they must never be used for something else.
      this.#client = this.#newClient();
      throw error;
    }
  }
}

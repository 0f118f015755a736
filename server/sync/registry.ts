import type { CloseCode } from '#lib/sync/close-codes.ts';
import { FOLD_AT_REST_UPDATES, IDLE_UNLOAD_MS } from './limits.ts';
import { Room } from './room.ts';
import type { RoomSurroundings } from './room-surroundings.ts';

/**
 * The open rooms, one per document. What is kept per name is the promise of the room, so that two
 * who come while it loads get the same one; and a room leaves the list in the same turn in which it
 * is found idle, so that nobody can enter one that is going.
 */
export class Registry {
  readonly #rooms = new Map<string, Promise<Room>>();
  /** The same rooms, as far as they are loaded. */
  readonly #open = new Map<string, Room>();
  /** Documents that are just being deleted or reset. */
  readonly #blocked = new Map<string, Promise<void>>();
  readonly #surroundings: RoomSurroundings;
  readonly #newEpoch: () => string;

  constructor(surroundings: RoomSurroundings, newEpoch: () => string) {
    this.#surroundings = surroundings;
    this.#newEpoch = newEpoch;
  }

  get open(): Iterable<Room> {
    return this.#open.values();
  }

  /** The room of a document, loaded when it is not open. Enter it in the turn in which this resolves. */
  room(name: string): Promise<Room> {
    const open = this.#open.get(name);
    if (open?.isEnded) this.#forget(open);
    return this.#rooms.get(name) ?? this.#load(name);
  }

  isOpen(name: string): boolean {
    return this.#rooms.has(name);
  }

  /**
   * Ends the room of a document and does something with what is stored; whoever comes meanwhile
   * waits, and finds the document as it is then.
   */
  async replace(name: string, code: CloseCode, reason: string, work: () => Promise<void>): Promise<void> {
    const before = this.#rooms.get(name);
    const earlier = this.#blocked.get(name);
    this.#rooms.delete(name);
    this.#open.delete(name);
    const replaced = (async () => {
      await earlier;
      const room = await before?.catch(() => undefined); // a room that failed to load has nobody in it
      room?.end(code, reason);
      await work();
    })();
    // Visitors wait for the end of the work, however it ends; only the caller hears of a failure.
    const done: Promise<void> = replaced
      .catch(() => undefined)
      .then(() => {
        if (this.#blocked.get(name) === done) this.#blocked.delete(name);
      });
    this.#blocked.set(name, done);
    await replaced;
  }

  #load(name: string): Promise<Room> {
    const loading = (async () => {
      await this.#blocked.get(name);
      const stored = await this.#surroundings.store.open(name, this.#newEpoch());
      const tail = stored.updates.map(({ bytes }) => bytes);
      // An empty snapshot is none: a document has one after it was folded.
      const scan =
        stored.snapshot.length > 0
          ? await this.#surroundings.thread.scan([stored.snapshot, ...tail])
          : undefined;
      return new Room(name, stored, this.#surroundings, scan);
    })();
    this.#rooms.set(name, loading);
    loading.then(
      (room) => {
        if (this.#rooms.get(name) === loading) this.#open.set(name, room);
      },
      () => {
        // A failed load leaves nothing behind: the next visitor tries again.
        if (this.#rooms.get(name) === loading) this.#rooms.delete(name);
      },
    );
    return loading;
  }

  /** Closes rooms that nobody has used for a while; a long log is folded first. */
  sweep(nowMs: number): void {
    for (const room of this.#open.values()) {
      if (nowMs - room.activeMs < IDLE_UNLOAD_MS) continue;
      room.bytes.rest();
      if (room.connections.size > 0) continue;
      if (room.loggedUpdates > FOLD_AT_REST_UPDATES) void room.compact();
      else this.#forget(room);
    }
  }

  #forget(room: Room): void {
    room.presence.close();
    this.#rooms.delete(room.name);
    this.#open.delete(room.name);
  }
}

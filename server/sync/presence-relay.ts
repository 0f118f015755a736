import type { AwarenessEntry } from './awareness-entries.ts';
import type { ClientOwners } from './client-owners.ts';
import type { Connection } from './connection.ts';
import { AWARENESS_AT_MOST_EVERY_MS, AWARENESS_EVERY_MS, SWIFT_AWARENESS_PEOPLE } from './limits.ts';
import { relayFrame } from './protocol.ts';
import { RoomAwareness } from './room-awareness.ts';

/** Passes presence on within one room: at once when it is quiet, else together every 50 ms. */
export class PresenceRelay {
  readonly #awareness = new RoomAwareness<Connection>();
  readonly #connections: ReadonlySet<Connection>;
  readonly #owners: ClientOwners;
  /** Last words of those who left, until everybody was told. */
  readonly #farewells = new Map<number, Uint8Array>();
  #timer: NodeJS.Timeout | undefined;
  #hasNews = false;

  readonly #ontypingend: () => void;

  /** `ontypingend` is called whenever somebody has closed the field that they had open. */
  constructor(
    connections: ReadonlySet<Connection>,
    owners: ClientOwners,
    ontypingend: () => void = () => undefined,
  ) {
    this.#connections = connections;
    this.#owners = owners;
    this.#ontypingend = ontypingend;
  }

  /** Whether a connection says that a field is open on its page; without one, whether any does. */
  isTyping(connection?: Connection): boolean {
    return this.#awareness.isTyping(connection);
  }

  /** Takes what a connection says. Entries for client ids of others are dropped: they are echoes, or forged. */
  receive(entries: readonly AwarenessEntry[], from: Connection): void {
    if (from.visitor.isUnseen) return;
    const wasTyping = this.isTyping(from);
    for (const entry of entries) {
      if (!this.#maySpeak(entry.client, from)) continue;
      const { name, actorKey } = from.visitor;
      if (!this.#awareness.put(entry, from, { name, person: actorKey })) continue;
      this.#owners.claim(entry.client, from.visitor.actorKey);
      this.#farewells.delete(entry.client);
      this.#spread(entry.client, from);
    }
    if (wasTyping && !this.isTyping(from)) this.#ontypingend();
  }

  /** Whether a frame speaks of its sender at all: a mere echo costs no tokens. */
  concerns(entries: readonly AwarenessEntry[], from: Connection): boolean {
    return entries.some(({ client }) => this.#maySpeak(client, from));
  }

  #maySpeak(client: number, from: Connection): boolean {
    const ownership = this.#owners.ownership(client, from.visitor.actorKey);
    return ownership === 'own' || (ownership === 'free' && this.#owners.hasRoom(from.visitor.actorKey, 1));
  }

  /** Everybody present, for somebody who just came or asks. */
  greet(connection: Connection): void {
    if (connection.visitor.isUnseen) return;
    const entries = this.#awareness.present().flatMap((client) => this.#awareness.bytesOf(client) ?? []);
    if (entries.length > 0) connection.send(relayFrame(entries));
  }

  /** Everybody present, with the next round of news: for somebody who asks again and again. */
  remind(connection: Connection): void {
    if (connection.visitor.isUnseen) return;
    for (const client of this.#awareness.present()) connection.owePresence(client);
    this.#flushSoon();
  }

  leave(connection: Connection): void {
    const wasTyping = this.isTyping(connection);
    for (const { client, bytes } of this.#awareness.leave(connection)) {
      this.#farewells.set(client, bytes);
      this.#spread(client, connection);
    }
    if (wasTyping) this.#ontypingend();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #spread(client: number, from: Connection): void {
    for (const connection of this.#connections)
      if (connection !== from && !connection.visitor.isUnseen) connection.owePresence(client);
    this.#flushSoon();
  }

  #flushSoon(): void {
    this.#hasNews = true;
    this.#timer ??= setTimeout(() => this.#flush(), 0);
  }

  #flush(): void {
    this.#hasNews = false;
    for (const connection of this.#connections) connection.flushPresence(this.#bytesOf);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#hasNews) this.#flush();
      else this.#farewells.clear();
    }, presencePause(this.#connections.size));
  }

  readonly #bytesOf = (client: number): Uint8Array | undefined =>
    this.#awareness.bytesOf(client) ?? this.#farewells.get(client);
}

/**
 * How long news of cursors waits for more, in milliseconds. A round of news costs people times people,
 * so the pause grows with the square of a room above the swift ones, up to a second.
 */
export function presencePause(people: number): number {
  const crowd = Math.max(1, people / SWIFT_AWARENESS_PEOPLE);
  return Math.min(AWARENESS_AT_MOST_EVERY_MS, AWARENESS_EVERY_MS * crowd * crowd);
}

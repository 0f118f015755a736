import { createSubscriber } from 'svelte/reactivity';
import { listPresent, setPresence, type Presence, type PresentPerson } from './presence.ts';
import type { RoomProvider } from './room-provider.ts';
import type { RoomStatus } from './room-status.ts';

/** The connection of a document as a page shows it: status, rights and who is there. */
export class RoomView {
  readonly #provider: RoomProvider;
  readonly #subscribeStatus: () => void;
  readonly #subscribePresence: () => void;

  constructor(provider: RoomProvider) {
    this.#provider = provider;
    this.#subscribeStatus = createSubscriber((update) => provider.subscribe(update));
    this.#subscribePresence = createSubscriber((update) => {
      provider.awareness.on('change', update);
      return () => provider.awareness.off('change', update);
    });
  }

  /** Saved, saving or offline, and how many changes wait. */
  get status(): RoomStatus {
    this.#subscribeStatus();
    return this.#provider.status;
  }

  /** Whether the server's content is there. */
  get isSynced(): boolean {
    this.#subscribeStatus();
    return this.#provider.isSynced;
  }

  get mayWrite(): boolean {
    this.#subscribeStatus();
    return this.#provider.mayWrite;
  }

  /** Whether the server still takes what finishes a text that stands, and nothing more. */
  get mayFinish(): boolean {
    this.#subscribeStatus();
    return this.#provider.mayFinish;
  }

  /** Everybody in the room, me first. */
  get people(): PresentPerson[] {
    this.#subscribePresence();
    return listPresent(this.#provider.awareness);
  }

  setPresence(part: Partial<Omit<Presence, 'name' | 'person'>>): void {
    setPresence(this.#provider.awareness, part);
  }

  /** Connects now instead of waiting for the next try. */
  retryNow(): void {
    this.#provider.retryNow();
  }
}

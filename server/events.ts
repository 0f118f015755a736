import type { DomainEvent } from '#lib/live/domain-event.ts';
import type { AsOf } from '#lib/live/live-message.ts';

/** What commands get of the bus. */
export interface Teller {
  /** Says what changed; called after the transaction was committed, never before. */
  tell(event: DomainEvent): void;
}

/** An event with its place among all of this process. */
export interface ToldEvent {
  readonly event: DomainEvent;
  readonly position: number;
  /** The key of the press that caused it, if it is not answered yet: its page loads after the answer, and shows it. */
  readonly press: string | undefined;
}

type Listener = (told: ToldEvent) => void;

/**
 * Tells everybody who listens within this process, and counts: what a page read at one position shows
 * every event up to it. A listener that throws does not stop the others.
 */
export class EventBus implements Teller {
  readonly #listeners = new Set<Listener>();
  readonly #onError: (error: unknown) => void;
  readonly #epoch: string;
  #position = 0;

  /** `epoch` names this run of the process: positions of another one mean nothing here. */
  constructor(epoch: string, onError: (error: unknown) => void) {
    this.#epoch = epoch;
    this.#onError = onError;
  }

  /** How far it has counted; whatever is read from now on holds every event so far. */
  get asOf(): AsOf {
    return { epoch: this.#epoch, position: this.#position };
  }

  /** Returns the function that ends the subscription. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: DomainEvent): void {
    this.#tell(event, undefined);
  }

  /**
   * The same bus for the commands of one press, until it is answered. What a press set going (a job, mails)
   * tells later without its key: the page that pressed has been loaded by then, and does not show it.
   */
  ofPress(press: string): Teller & { end(): void } {
    let key: string | undefined = press;
    return {
      tell: (event) => this.#tell(event, key),
      end: () => (key = undefined),
    };
  }

  #tell(event: DomainEvent, press: string | undefined): void {
    const told = { event, press, position: ++this.#position };
    for (const listener of this.#listeners) {
      try {
        listener(told);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}

/** Something that changed, told after its transaction was committed. */
export interface DomainEvent {
  /** Which kind of thing changed: 'issue', 'project', 'wave'... */
  readonly kind: string;
  readonly id: string;
  readonly action: string;
  /** The workshop it belongs to, where it does. */
  readonly workshopId?: string | undefined;
}

type Listener = (event: DomainEvent) => void;

/** Tells everybody who listens within this process. A listener that throws does not stop the others. */
export class EventBus {
  readonly #listeners = new Set<Listener>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Returns the function that ends the subscription. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: DomainEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}

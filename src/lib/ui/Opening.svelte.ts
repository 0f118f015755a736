import { untrack } from 'svelte';

/**
 * Something outside Svelte that is open for as long as a key stays the same: a worker, a request. It is
 * opened by an effect, which runs once for each key. A `$derived` may run whenever it is read, also
 * again for the same key, and nothing would close what it had opened.
 *
 * Make it while a component is set up. It opens at once, before the component is drawn, and never on
 * the server.
 */
export class Opening<Key, Opened> {
  #current = $state.raw<Promise<Opened>>();

  /** `key` undefined opens nothing; `close` hears of everything that did open and is needed no more. */
  constructor(
    key: () => Key | undefined,
    open: (key: Key) => Promise<Opened>,
    close: (opened: Opened) => void = () => undefined,
  ) {
    const current = $derived(key());
    $effect.pre(() => {
      const now = current;
      const opening = now === undefined ? undefined : untrack(() => open(now));
      // The one state that an effect sets: it hands over what came from outside, and reads nothing of it.
      this.#current = opening;
      // What never opened needs no closing: whoever awaits `current` hears of it.
      return () => void opening?.then(close, () => undefined);
    });
  }

  /** What is being opened for the present key; undefined while there is none. */
  get current(): Promise<Opened> | undefined {
    return this.#current;
  }
}

import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';

/** What can be observed: any shared type of Yjs. */
interface SharedType {
  observeDeep(listener: () => void): void;
  unobserveDeep(listener: () => void): void;
}

/**
 * A value read out of shared types, as Svelte sees it: an effect or template that reads `current` runs
 * again when the types, or anything inside them, change. It is computed once per change, and nothing
 * is observed while nobody looks.
 *
 * @example
 * const causes = new YState([doc.getMap('causes')], () => readCauses(doc));
 */
export class YState<Value> {
  readonly #read: () => Value;
  readonly #subscribe: () => void;
  #isObserved = false;
  #cached: { value: Value } | undefined;

  constructor(types: readonly SharedType[], read: () => Value) {
    this.#read = read;
    this.#subscribe = createSubscriber((update) => {
      const onChange = (): void => {
        this.#cached = undefined;
        update();
      };
      this.#isObserved = true;
      for (const type of types) type.observeDeep(onChange);
      return () => {
        this.#isObserved = false;
        this.#cached = undefined;
        for (const type of types) type.unobserveDeep(onChange);
      };
    });
  }

  get current(): Value {
    this.#subscribe();
    // Unobserved, a kept value could be old.
    if (!this.#isObserved) return this.#read();
    this.#cached ??= { value: this.#read() };
    return this.#cached.value;
  }
}

/** A shared text as a string. */
export function textState(text: Y.Text): YState<string> {
  return new YState([text], () => text.toString());
}

/** A shared list as plain values, new after each change. */
export function listState<Item>(list: Y.Array<Item>): YState<Item[]> {
  return new YState([list], () => list.toArray());
}

/** A shared map as a plain Map, new after each change. */
export function mapState<Item>(map: Y.Map<Item>): YState<ReadonlyMap<string, Item>> {
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never changed, made anew instead
  return new YState([map], () => new Map(map.entries()));
}

import { createContext } from 'svelte';
import type { KeptText } from '#lib/forms/KeptText.svelte.ts';

/**
 * What is typed into the forms of a room, by the name of the field. It lives as long as the page: a panel that
 * is closed, or goes with its step, takes no words with it [WS108].
 */
export class RoomTexts {
  readonly #make: (name: string) => Pick<KeptText, 'value'>;
  readonly #texts: Record<string, Pick<KeptText, 'value'>> = {};

  constructor(make: (name: string) => Pick<KeptText, 'value'>) {
    this.#make = make;
  }

  /** The names of fields that were asked for. */
  get names(): readonly string[] {
    return Object.keys(this.#texts);
  }

  /** The text of one field; the same for everybody who asks. */
  of(name: string): Pick<KeptText, 'value'> {
    return (this.#texts[name] ??= this.#make(name));
  }
}

export const [useRoomTexts, provideRoomTexts] = createContext<RoomTexts>();

import { usualSettings, type Settings } from '#lib/organisation/settings.ts';
import type { Queries } from '../database/engine.ts';
import { readSettings } from './store.ts';

/**
 * The settings of the organisation as they are now: what everybody asks at the moment of need, so that a change
 * counts at once and without a restart [OR1]. One for the process, read again after each change.
 */
export class LiveSettings {
  readonly #usualZone: string;
  #current: Settings;

  /** `usualZone` holds until the organisation chose one. */
  constructor(usualZone: string) {
    this.#usualZone = usualZone;
    this.#current = usualSettings(usualZone);
  }

  get current(): Settings {
    return this.#current;
  }

  /** Whose clock on the wall plans follow, such as Europe/Warsaw. */
  get timeZone(): string {
    return this.#current.timeZone;
  }

  /** Forgets them, after everything was removed: the usual holds again. */
  forget(): void {
    this.#current = usualSettings(this.#usualZone);
  }

  /** Reads them again, after the commit of what changed them. */
  async reload(db: Queries): Promise<void> {
    const read = await readSettings(db, this.#usualZone);
    // Of two that read at once, the one that read earlier may come later.
    if (read.version >= this.#current.version) this.#current = read;
  }
}

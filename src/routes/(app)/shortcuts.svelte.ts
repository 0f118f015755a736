import { goto } from '$app/navigation';
import type { Place } from './places.ts';

/** How long the second key of "g then s" may take. */
const SEQUENCE_MS = 1_200;

/** Keys that work on every page: the palette, the help sheet, and "g" followed by a page's letter. */
export class Shortcuts {
  isPaletteOpen = $state(false);
  isHelpOpen = $state(false);
  #goPressedAtMs = 0;
  readonly #places: () => readonly Place[];

  constructor(places: () => readonly Place[]) {
    this.#places = places;
  }

  handle(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.isPaletteOpen = !this.isPaletteOpen;
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === '?') {
      this.isHelpOpen = true;
      return;
    }
    if (event.key === 'g') {
      this.#goPressedAtMs = event.timeStamp;
      return;
    }
    if (event.timeStamp - this.#goPressedAtMs > SEQUENCE_MS) return;
    const place = this.#places().find((candidate) => candidate.key === event.key);
    if (!place) return;
    this.#goPressedAtMs = 0;
    event.preventDefault();
    void goto(place.href);
  }
}

/** Letters belong to whoever is writing, and to widgets such as the fishbone that take keys themselves. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role="tree"], [role="application"]') !== null)
  );
}

import { goto } from '$app/navigation';
import type { Place } from './places.ts';

/** How long the second key of "g then s" may take. */
const SEQUENCE_MS = 1_200;
/** No key is its second one; 0 would be the moment at which the page was loaded. */
const NEVER = Number.NEGATIVE_INFINITY;

/** Keys that work on every page: the palette, the help sheet, and "g" followed by a page's letter. */
export class Shortcuts {
  isPaletteOpen = $state(false);
  isHelpOpen = $state(false);
  #goPressedAtMs = NEVER;
  readonly #places: () => readonly Place[];
  readonly #hasLetters: () => boolean;

  /** `hasLetters`: whether keys without Ctrl are shortcuts for this reader. */
  constructor(places: () => readonly Place[], hasLetters: () => boolean) {
    this.#places = places;
    this.#hasLetters = hasLetters;
  }

  handle(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.isPaletteOpen = !this.isPaletteOpen;
      return;
    }
    if (!this.#hasLetters()) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === '?') {
      this.isHelpOpen = true;
      return;
    }
    if (event.key === 'g') {
      this.#goPressedAtMs = event.timeStamp;
      return;
    }
    if (event.timeStamp - this.#goPressedAtMs > SEQUENCE_MS) {
      if (!isOverPage(event.target) && pressOnPage(event.key)) event.preventDefault();
      return;
    }
    const place = this.#places().find((candidate) => candidate.key === event.key);
    if (!place) return;
    this.#goPressedAtMs = NEVER;
    event.preventDefault();
    void goto(place.href);
  }
}

/** The keys of what can be done on a page; what they press there says so by `data-key`. */
const PAGE_KEYS = ['c', '/', 'f', 'e', '.', 'j', 'k', '[', ']'] as const;

/** What lies over the page has its own keys. */
function isOverPage(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}

/** Does what a key stands for on this page: a field gets the cursor, anything else is pressed. */
function pressOnPage(key: string): boolean {
  if (!PAGE_KEYS.some((known) => known === key)) return false;
  const marked = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (!marked?.checkVisibility()) return false;
  const target = marked.matches('a, button, input')
    ? marked
    : marked.querySelector<HTMLElement>('a, button, input');
  if (target instanceof HTMLInputElement) target.focus();
  else target?.click();
  return target !== null;
}

/** Letters belong to whoever is writing, and to widgets such as the fishbone that take keys themselves. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role="tree"], [role="application"]') !== null)
  );
}

import { getContext, setContext } from 'svelte';

/** What the keyboard can go to. */
const FOCUSABLE =
  'a[href], button:not(:disabled), input:not([type=hidden], :disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]';

/** An element and what stood beside it, while it was there. */
interface Place {
  element: Element;
  next: Element | null;
  previous: Element | null;
}

/**
 * Notes where the keyboard is; `pressed` says it where it is nowhere, as while a dialog closes. The answer puts it back
 * there, where nothing else took it meanwhile: SvelteKit takes the focus to the top of the page after each form. Where
 * the element is gone by then, as a button is whose work is done, it goes to the nearest one that is left around it, so
 * that whoever goes by Tab does not begin the page anew [FM21].
 */
export function holdFocus(pressed: Element | null = null): () => void {
  const held = isNowhere() ? pressed : document.activeElement;
  const around: Place[] = [];
  for (let element = held; element && !element.matches('body, main'); element = element.parentElement)
    around.push({ element, next: element.nextElementSibling, previous: element.previousElementSibling });
  return () => {
    if (!(held instanceof HTMLElement) || !isNowhere()) return;
    const target = isFree(held) ? held : nearestOf(around);
    target?.focus({ preventScroll: true });
  };
}

/** In the smallest place that is left, or beside the one that is gone: what followed it, then what stood before it. */
function nearestOf(around: readonly Place[]): HTMLElement | undefined {
  for (const { element, next, previous } of around) {
    const found = element.isConnected ? freeIn(element)[0] : (freeIn(next)[0] ?? freeIn(previous).at(-1));
    if (found) return found;
  }
  return undefined;
}

function freeIn(place: Element | null): HTMLElement[] {
  if (!place?.isConnected) return [];
  return [place, ...place.querySelectorAll(FOCUSABLE)].filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement && element.matches(FOCUSABLE) && isFree(element),
  );
}

function isNowhere(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}

function isFree(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && element.checkVisibility();
}

const KEY = Symbol('opener');

/** What puts the keyboard back to what opened the dialog around a form, or to what is left there; nothing in a page. */
export function useOpener(): (() => void) | undefined {
  return getContext<(() => void) | undefined>(KEY);
}

export function provideOpener(putFocusBack: () => void): void {
  setContext(KEY, putFocusBack);
}

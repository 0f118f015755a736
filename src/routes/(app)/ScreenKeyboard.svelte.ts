import { on } from 'svelte/events';
import { createSubscriber } from 'svelte/reactivity';

/** What is left of a window below this share of it lies under a keyboard; bars of browsers take less. */
const LEFT_BY_KEYBOARD = 0.75;

/** Whether the keyboard of a touch screen covers a part of the window. */
export class ScreenKeyboard {
  readonly #subscribe = createSubscriber((update) =>
    window.visualViewport ? on(window.visualViewport, 'resize', update) : undefined,
  );

  get isUp(): boolean {
    if (typeof window === 'undefined' || !window.visualViewport) return false;
    this.#subscribe();
    const { height, scale } = window.visualViewport;
    // Pinched pages show less too: the scale takes that out.
    return height * scale < window.innerHeight * LEFT_BY_KEYBOARD;
  }
}

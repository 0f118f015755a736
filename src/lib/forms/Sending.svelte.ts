/** Nothing moves until then: an answer that comes at once is not announced. */
export const SAID_AFTER_MS = 400;
/** From then on a bar shows that it goes on. */
export const LONG_AFTER_MS = 2_000;

/** One press of a form while it is under way, and how long that is already [FM18]. */
export class Sending {
  #pressed = $state.raw<HTMLElement | null>(null);
  #phase = $state<'idle' | 'quiet' | 'said' | 'long'>('idle');
  #timers: ReturnType<typeof setTimeout>[] = [];

  /** The button that was pressed; none where the form was sent by a key. */
  get pressed(): HTMLElement | null {
    return this.#pressed;
  }

  get isBusy(): boolean {
    return this.#phase !== 'idle';
  }

  /** Long enough to be said on the button. */
  get isSaid(): boolean {
    return this.#phase === 'said' || this.#phase === 'long';
  }

  get isLong(): boolean {
    return this.#phase === 'long';
  }

  begin(pressed: HTMLElement | null): void {
    this.end();
    this.#pressed = pressed;
    this.#phase = 'quiet';
    this.#timers = [
      setTimeout(() => (this.#phase = 'said'), SAID_AFTER_MS),
      setTimeout(() => (this.#phase = 'long'), LONG_AFTER_MS),
    ];
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#phase = 'idle';
    this.#pressed = null;
  }
}

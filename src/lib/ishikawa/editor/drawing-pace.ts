import * as Y from 'yjs';

/** Up to this many labels a picture is laid out within a frame, at every keystroke. */
const SMALL_PICTURE = 200;
/** A large picture waits for a pause in typing this long, and never longer than the other. */
export const PAUSE_MS = 90;
export const LONGEST_WAIT_MS = 400;

/**
 * Decides when a changed fishbone is drawn again: at once, except that in a large picture words
 * wait for a pause in typing. The field one types into does not need the picture.
 */
export class DrawingPace {
  readonly #draw: () => void;
  readonly #clock: () => number;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #waitsSince = 0;

  constructor(draw: () => void, clock: () => number) {
    this.#draw = draw;
    this.#clock = clock;
  }

  changed(events: readonly Y.YEvent<Y.AbstractType<unknown>>[], labels: number): void {
    const isWording = events.every((event) => event instanceof Y.YTextEvent);
    if (!isWording || labels <= SMALL_PICTURE) return this.drawNow();
    if (this.#timer === null) this.#waitsSince = this.#clock();
    else clearTimeout(this.#timer);
    const waited = this.#clock() - this.#waitsSince;
    const wait = Math.max(0, Math.min(PAUSE_MS, LONGEST_WAIT_MS - waited));
    this.#timer = setTimeout(() => this.drawNow(), wait);
  }

  drawNow(): void {
    this.stop();
    this.#draw();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

/** After so long without a change people have stopped to look. */
export const REST_MS = 2000;

/** Tells once nothing has changed for a while: when a picture may be arranged anew. */
export class RestTimer {
  readonly #atRest: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(atRest: () => void) {
    this.#atRest = atRest;
  }

  changed(): void {
    this.stop();
    this.#timer = setTimeout(this.#atRest, REST_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

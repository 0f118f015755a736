import { FishboneTape } from '#lib/ishikawa/replay/fishbone-frame.ts';
import type { Fishbone } from '#lib/ishikawa/fishbone.ts';
import { spanAt, spanStarts, type Replay, type StepSpan } from './replay.ts';

/** How many times as fast as the slowest. */
export const SPEEDS = [1, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];

/** At the slowest speed one can follow what is typed. */
const FRAME_MS = 400;

/** One's own look at a replay: where the slider stands, and whether it runs [WS80]. */
export class ReplayPlayer {
  /** The frame with which each step begins. */
  readonly starts: readonly number[];
  readonly #replay: Replay;
  readonly #tape: FishboneTape;
  #frame = $state(0);
  #isPlaying = $state(false);
  #next: ReturnType<typeof setTimeout> | undefined;
  speed = $state<Speed>(1);

  constructor(replay: Replay) {
    this.#replay = replay;
    this.#tape = new FishboneTape(replay.frames);
    this.starts = spanStarts(replay.frames, replay.spans);
    this.#frame = this.last;
  }

  /** The diagram where the slider stands. */
  readonly fishbone: Fishbone = $derived.by(() => this.#tape.fishboneAt(this.#frame));

  /** The number of the last frame. */
  get last(): number {
    return Math.max(0, this.#replay.frames.length - 1);
  }

  get frame(): number {
    return this.#frame;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  get atMs(): number {
    return this.#replay.frames[this.#frame]?.atMs ?? 0;
  }

  /** The number of the step that was running; -1 before the first. */
  get step(): number {
    return spanAt(this.starts, this.#frame);
  }

  get span(): StepSpan | undefined {
    return this.#replay.spans[this.step];
  }

  goTo(frame: number): void {
    this.#frame = Math.max(0, Math.min(frame, this.last));
  }

  /** Goes on from here, or from the beginning where it has ended. */
  play(): void {
    if (this.#frame === this.last) this.#frame = 0;
    this.#isPlaying = true;
    this.#wait();
  }

  pause(): void {
    this.#isPlaying = false;
    clearTimeout(this.#next);
  }

  // One at a time, not by an interval: a large diagram that takes long to draw is not overrun.
  #wait(): void {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => {
      this.goTo(this.#frame + 1);
      if (this.#frame === this.last) this.pause();
      else this.#wait();
    }, FRAME_MS / this.speed);
  }
}

import { createSubscriber } from 'svelte/reactivity';
import { clockOffset, type ClockSample } from './clock-offset.ts';

const SAMPLES = 4;
const TICK_MS = 250;
/** Quartz drifts by a second in some hours; a laptop that slept may wake up anywhere. */
const ASK_AGAIN_MS = 10 * 60_000;

/** The server's time on this page. It ticks only while something shows it. */
export class ServerClock {
  readonly #ask: () => Promise<number>;
  readonly #subscribe: () => void;
  #offsetMs = 0;

  /** `ask` asks the server for its time; while it cannot be asked, the last answer holds. */
  constructor(ask: () => Promise<number>) {
    this.#ask = ask;
    this.#subscribe = createSubscriber((update) => {
      const sample = async (): Promise<void> => {
        await this.#sample();
        update();
      };
      const wake = (): void => void (document.visibilityState === 'visible' && sample());
      void sample();
      const ticking = setInterval(update, TICK_MS);
      const asking = setInterval(() => void sample(), ASK_AGAIN_MS);
      document.addEventListener('visibilitychange', wake);
      return () => {
        clearInterval(ticking);
        clearInterval(asking);
        document.removeEventListener('visibilitychange', wake);
      };
    });
  }

  get nowMs(): number {
    this.#subscribe();
    return Date.now() + this.#offsetMs;
  }

  async #sample(): Promise<void> {
    const samples: ClockSample[] = [];
    for (let i = 0; i < SAMPLES; i++) {
      const askedMs = Date.now();
      try {
        const serverMs = await this.#ask();
        samples.push({ askedMs, answeredMs: Date.now(), serverMs });
      } catch {
        break; // offline: the last offset is still the best one known
      }
    }
    if (samples.length > 0) this.#offsetMs = clockOffset(samples);
  }
}

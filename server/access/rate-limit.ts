import { AppError } from '#lib/base/errors.ts';
import type { Clock } from '../clock.ts';
import { TokenBucket } from '../requests/token-bucket.ts';

/**
 * Tries by key, in memory: `burst` at once, and one more each `everyMs`. Refusals cost nothing, so that a
 * wait always ends. A key whose tries have all come back is forgotten.
 */
export class RateLimit {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #burst: number;
  readonly #everyMs: number;
  readonly #clock: Clock;
  #sweepAt = SWEEP_AT_LEAST;

  constructor(options: { burst: number; everyMs: number; clock: Clock }) {
    this.#burst = options.burst;
    this.#everyMs = options.everyMs;
    this.#clock = options.clock;
  }

  /** Takes one try and returns 0, or takes none and returns the milliseconds until there is one. */
  take(key: string): number {
    const nowMs = this.#clock();
    const bucket = this.#bucketOf(key, nowMs);
    return bucket.take(nowMs) ? 0 : bucket.untilNextMs(nowMs);
  }

  /** Milliseconds until there is a try; 0 when there is one now. */
  waitMs(key: string): number {
    return this.#buckets.get(key)?.untilNextMs(this.#clock()) ?? 0;
  }

  /** Gives one try back, as after a success. */
  giveBack(key: string): void {
    this.#buckets.get(key)?.giveBack();
  }

  /** Gives all tries back. */
  reset(key: string): void {
    this.#buckets.delete(key);
  }

  #bucketOf(key: string, nowMs: number): TokenBucket {
    const known = this.#buckets.get(key);
    if (known) return known;
    if (this.#buckets.size >= this.#sweepAt) this.#forgetFull(nowMs);
    const bucket = new TokenBucket({ perSecond: 1000 / this.#everyMs, burst: this.#burst, nowMs });
    this.#buckets.set(key, bucket);
    return bucket;
  }

  /** Only once there are twice as many as were left last time: else each new key would look at all. */
  #forgetFull(nowMs: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(nowMs)) this.#buckets.delete(key);
    this.#sweepAt = Math.max(SWEEP_AT_LEAST, this.#buckets.size * 2);
  }
}

export const SWEEP_AT_LEAST = 10_000;

/** The refusal of a try that came too early. */
export function tooManyTries(waitMs: number): AppError {
  return new AppError('too-many-requests', {
    reason: 'access.tooManyTries',
    values: { seconds: Math.ceil(waitMs / 1000) },
  });
}

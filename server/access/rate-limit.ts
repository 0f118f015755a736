import type { Clock } from '../context.ts';

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/**
 * Token buckets by key, in memory: `capacity` tries at once, refilled over `windowMs`. A bucket that
 * is full again is forgotten, so memory holds only keys that were used within one window.
 */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();
  readonly #capacity: number;
  readonly #windowMs: number;
  readonly #clock: Clock;

  constructor(options: { capacity: number; windowMs: number; clock: Clock }) {
    this.#capacity = options.capacity;
    this.#windowMs = options.windowMs;
    this.#clock = options.clock;
  }

  /** Takes one try; false when none is left. */
  take(key: string): boolean {
    const nowMs = this.#clock();
    if (this.#buckets.size > 10_000) this.#forgetFull(nowMs);
    const bucket = this.#buckets.get(key) ?? { tokens: this.#capacity, filledAtMs: nowMs };
    const tokens = this.#tokensAt(bucket, nowMs);
    if (tokens < 1) return false;
    this.#buckets.set(key, { tokens: tokens - 1, filledAtMs: nowMs });
    return true;
  }

  /** Whether a try is left, without taking it. */
  hasLeft(key: string): boolean {
    const bucket = this.#buckets.get(key);
    return !bucket || this.#tokensAt(bucket, this.#clock()) >= 1;
  }

  /** Gives the tries back, as after a success. */
  reset(key: string): void {
    this.#buckets.delete(key);
  }

  #tokensAt(bucket: Bucket, nowMs: number): number {
    const refilled = ((nowMs - bucket.filledAtMs) / this.#windowMs) * this.#capacity;
    return Math.min(this.#capacity, bucket.tokens + refilled);
  }

  #forgetFull(nowMs: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (this.#tokensAt(bucket, nowMs) >= this.#capacity) this.#buckets.delete(key);
    }
  }
}

/** So many tokens a second, saved up to a burst; allows debts, which say how long to wait. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #atMs: number;

  constructor(options: { perSecond: number; burst: number; nowMs: number }) {
    this.#perMs = options.perSecond / 1000;
    this.#burst = options.burst;
    this.#tokens = options.burst;
    this.#atMs = options.nowMs;
  }

  /** Takes tokens and returns 0, or the milliseconds until the debt is paid. */
  spend(tokens: number, nowMs: number): number {
    this.#refill(nowMs);
    this.#tokens -= tokens;
    return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens / this.#perMs);
  }

  /** The milliseconds until a debt is paid; 0 without one. */
  waitMs(nowMs: number): number {
    return this.spend(0, nowMs);
  }

  /** Whether nothing is remembered in it: a new one would be the same. */
  isFull(nowMs: number): boolean {
    this.#refill(nowMs);
    return this.#tokens >= this.#burst;
  }

  /** Takes one token if there is one. */
  take(nowMs: number): boolean {
    this.#refill(nowMs);
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  /** Milliseconds until `take` would succeed; 0 when it would now. */
  untilNextMs(nowMs: number): number {
    this.#refill(nowMs);
    return this.#tokens >= 1 ? 0 : Math.ceil((1 - this.#tokens) / this.#perMs);
  }

  /** Puts one token back that was not needed. */
  giveBack(): void {
    this.#tokens = Math.min(this.#burst, this.#tokens + 1);
  }

  #refill(nowMs: number): void {
    // A clock that was set back must not empty the bucket.
    const passedMs = Math.max(0, nowMs - this.#atMs);
    this.#atMs = nowMs;
    this.#tokens = Math.min(this.#burst, this.#tokens + passedMs * this.#perMs);
  }
}

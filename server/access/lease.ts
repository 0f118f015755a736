/**
 * How long an answer about rights holds. Changes are told by events and act at once; a lost event, another
 * process or a session that ended otherwise is noticed within this time.
 */
export const LEASE_MS = 60_000;
/** From this age on it is asked for anew, so that it is renewed before it runs out. */
export const RENEW_AFTER_MS = 40_000;
/** While nobody can be asked (the database is away) people stay and read, and nothing of theirs is taken. */
export const LEASE_GRACE_MS = 5 * 60_000;
/** Questions for renewal that are open at once: a full hall is asked in turn. */
export const RENEWALS_AT_ONCE = 4;

/** What is known of the rights of a connection that stays open, and for how long that counts. */
export class Lease {
  readonly #now: () => number;
  readonly #elapsed: () => number;
  #leasedMs: number;
  #expiresAtMs: number;

  /** `now` is the clock on the wall, by which sessions end; `elapsed` only ever grows. */
  constructor(times: { now: () => number; elapsed: () => number; expiresAtMs: number }) {
    this.#now = times.now;
    this.#elapsed = times.elapsed;
    this.#expiresAtMs = times.expiresAtMs;
    this.#leasedMs = times.elapsed();
  }

  /** The session ended by the clock. */
  get isExpired(): boolean {
    return this.#now() >= this.#expiresAtMs;
  }

  /** Rights that ran out count at once, not when somebody looks. */
  get mayRead(): boolean {
    return !this.isExpired && this.#ageMs <= LEASE_MS + LEASE_GRACE_MS;
  }

  /** Whether what is known is recent enough to take something. */
  get isCurrent(): boolean {
    return this.#ageMs <= LEASE_MS;
  }

  get isDueForRenewal(): boolean {
    return this.#ageMs > RENEW_AFTER_MS;
  }

  get #ageMs(): number {
    return this.#elapsed() - this.#leasedMs;
  }

  /** The rights were asked for at `askedMs`; the session ends at `expiresAtMs`. */
  renew(askedMs: number, expiresAtMs: number): void {
    this.#leasedMs = askedMs;
    this.#expiresAtMs = expiresAtMs;
  }

  /** The rights may have changed, and nobody can be asked: nothing is taken until somebody can. */
  suspend(): void {
    this.#leasedMs = Math.min(this.#leasedMs, this.#elapsed() - LEASE_MS - 1);
  }
}

/** Asks in a few lanes at once, with a turn of the event loop between, until every one was asked. */
export async function askInTurn<Item>(
  items: readonly Item[],
  ask: (item: Item) => Promise<unknown>,
): Promise<void> {
  const due = [...items];
  const lane = async (): Promise<void> => {
    for (let next = due.pop(); next !== undefined; next = due.pop()) {
      await ask(next);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await Promise.all(Array.from({ length: RENEWALS_AT_ONCE }, lane));
}

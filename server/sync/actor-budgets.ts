import {
  ACTOR_BYTES_PER_SECOND,
  ACTOR_UPDATES_PER_SECOND,
  ANSWER_BURST_BYTES,
  ANSWER_BYTES_PER_SECOND,
} from './limits.ts';
import { TokenBucket } from '../requests/token-bucket.ts';

/** What one person may cost, in all their tabs together. */
export interface ActorBudget {
  bytes: TokenBucket;
  updates: TokenBucket;
  answers: TokenBucket;
}

/** The budgets of everybody who is connected, or was a moment ago: a new socket begins with what is left. */
export class ActorBudgets {
  readonly #budgets = new Map<string, ActorBudget>();
  readonly #elapsed: () => number;

  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  of(actorKey: string): ActorBudget {
    const known = this.#budgets.get(actorKey);
    if (known) return known;
    const nowMs = this.#elapsed();
    const bucket = (perSecond: number, burst: number) => new TokenBucket({ perSecond, burst, nowMs });
    const budget: ActorBudget = {
      bytes: bucket(ACTOR_BYTES_PER_SECOND, 2 * ACTOR_BYTES_PER_SECOND),
      updates: bucket(ACTOR_UPDATES_PER_SECOND, ACTOR_UPDATES_PER_SECOND),
      answers: bucket(ANSWER_BYTES_PER_SECOND, ANSWER_BURST_BYTES),
    };
    this.#budgets.set(actorKey, budget);
    return budget;
  }

  /** Forgets whoever used nothing for a while. */
  sweep(): void {
    const nowMs = this.#elapsed();
    for (const [actorKey, budget] of this.#budgets) {
      if (Object.values(budget).every((bucket: TokenBucket) => bucket.isFull(nowMs)))
        this.#budgets.delete(actorKey);
    }
  }
}

import { RateLimit } from '../access/rate-limit.ts';
import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';

/** What reading a feed needs besides. */
export interface FeedsContext extends Context {
  readonly feedLimits: ReturnType<typeof createFeedLimits>;
}

/** Counters that slow down whoever reads feeds [CF8]. Tries come back with time that `elapsed`. */
export function createFeedLimits(elapsed: Clock) {
  return {
    // A calendar asks once an hour; a person who tries it out some times in a minute.
    fetchesByFeed: new RateLimit({ burst: 20, everyMs: 60_000, clock: elapsed }),
    // An address is nothing that somebody types: whoever tries many guesses.
    missesByAddress: new RateLimit({ burst: 20, everyMs: 6_000, clock: elapsed }),
  };
}

import { RateLimit } from '../access/rate-limit.ts';
import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';

/** What visits to doors need besides. */
export interface OutsideContext extends Context {
  readonly doorLimits: ReturnType<typeof createDoorLimits>;
}

/** Counters that slow down whoever tries links or asks for codes [OD7]. Tries come back with time that `elapsed`. */
export function createDoorLimits(elapsed: Clock) {
  return {
    missesByAddress: new RateLimit({ burst: 20, everyMs: 6_000, clock: elapsed }),
    // Whoever has a link may be anybody: what is pressed there is written down, and told.
    pressesByDoor: new RateLimit({ burst: 60, everyMs: 10_000, clock: elapsed }),
    codesByDoor: new RateLimit({ burst: 5, everyMs: 10 * 60_000, clock: elapsed }),
  };
}

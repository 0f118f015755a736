import type { KnownCause } from '#lib/workshop/seen/seen-before.ts';
import type { ReadText } from '#lib/base/words/compare-texts.ts';
import { RateLimit } from '../access/rate-limit.ts';
import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import { RecentResults } from '../recent-results.ts';
import type { GraceKeeper } from './programme/grace-keeper.ts';
import type { ControlRooms } from './control/write-control.ts';

/** What commands of workshops need besides. */
export interface WorkshopContext extends Context {
  /** Keeps what everybody in a workshop is told true to the database. */
  readonly control: Pick<ControlRooms, 'tell'>;
  /** Waits for whoever finishes a sentence under a step or a lock. */
  readonly graces: Pick<GraceKeeper, 'begin' | 'finish'>;
  /** Replays as they were packed last. */
  readonly replays: RecentResults<Uint8Array>;
  /** The causes of workshops as they were sealed last, read for comparing. */
  readonly knownCauses: RecentResults<readonly ReadText<KnownCause>[]>;
  readonly joinLimits: ReturnType<typeof createJoinLimits>;
}

/** The caches of workshops, empty. */
export function createWorkshopCaches(): Pick<WorkshopContext, 'replays' | 'knownCauses'> {
  return {
    // A replay is some hundred kilobytes; people look at one again and again after a workshop.
    replays: new RecentResults(8),
    knownCauses: new RecentResults(500),
  };
}

/** Counters that slow down guessing of codes. Tries come back with time that `elapsed`. */
export function createJoinLimits(elapsed: Clock) {
  const limit = (burst: number, everyMs: number) => new RateLimit({ burst, everyMs, clock: elapsed });
  return {
    // Fifty people behind one hotel Wi-Fi join within a minute; a guesser of codes gets no further.
    wrongCodesByAddress: limit(100, 6_000),
    // A hall that comes in through one address.
    guestsByAddress: limit(400, 1_500),
  };
}

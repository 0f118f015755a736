import type { KnownCause } from '#lib/workshop/seen/seen-before.ts';
import type { ReadCause } from '#lib/workshop/seen/similar-causes.ts';
import type { Accounts } from './access/accounts.ts';
import type { RateLimit } from './access/rate-limit.ts';
import type { Database } from './database/database.ts';
import type { Queries } from './database/engine.ts';
import type { EventBus } from './events.ts';
import type { Jobs } from './jobs.ts';
import type { Mail } from './notify/mail.ts';
import type { DepartureRules } from './people/departure.ts';
import type { Rooms } from './rooms.ts';
import type { ControlRooms } from './workshop/control-room.ts';
import type { RecentAnswers } from './recent-results.ts';

/** The time now, in milliseconds since 1970. Tests hand over their own. */
export type Clock = () => number;

/** What the log takes: one object of facts and one message, as pino does. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Counters that slow down guessing. */
export interface Limits {
  /** Tries to sign in: on a device that has done so before, and everybody else's. */
  readonly signInByDevice: RateLimit;
  readonly signInByEmailAndAddress: RateLimit;
  readonly signInByEmail: RateLimit;
  readonly signInByAddress: RateLimit;
  readonly proofsBySession: RateLimit;
  readonly wrongCodesByAddress: RateLimit;
  readonly guestsByAddress: RateLimit;
}

/** What a command gets to work with. `app.ts` composes it; commands never import `app.ts`. */
export interface Context {
  readonly database: Database;
  readonly db: Queries;
  readonly clock: Clock;
  /** Whose clock on the wall shifts follow, such as Europe/Warsaw. */
  readonly timeZone: string;
  readonly log: Log;
  readonly bus: EventBus;
  readonly jobs: Jobs;
  readonly accounts: Accounts;
  readonly rooms: Rooms;
  /** Keeps what everybody in a workshop is told true to the database. */
  readonly control: Pick<ControlRooms, 'tell'>;
  /** Replays as they were packed last. */
  readonly replays: RecentAnswers<Uint8Array>;
  /** The causes of workshops as they were sealed last, read for comparing. */
  readonly knownCauses: RecentAnswers<readonly ReadCause<KnownCause>[]>;
  /** What each domain does about a person who is switched off. */
  readonly departures: readonly DepartureRules[];
  readonly mail: Mail;
  readonly limits: Limits;
}

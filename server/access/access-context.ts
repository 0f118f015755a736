import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import type { Accounts } from './accounts.ts';
import type { OneAtATime } from './one-at-a-time.ts';
import { RateLimit } from './rate-limit.ts';

const MINUTE_MS = 60_000;

/** How many links to a new password go to one inbox before the next waits for twenty minutes [AC3]. */
export const LINKS_AT_ONCE = 3;

/** How many letters to a new e-mail one person causes before the next waits for ten minutes [AC6]. */
export const CONFIRMATIONS_AT_ONCE = 5;

/** What commands about accounts need besides. */
export interface AccessContext extends Context {
  readonly accounts: Accounts;
  /** Presses of one-time links: to make an account takes longer than to press twice. */
  readonly links: OneAtATime;
  readonly signInLimits: ReturnType<typeof createSignInLimits>;
}

/** Counters that slow down guessing. Tries come back with time that `elapsed`, whatever the clock on the wall is set to. */
export function createSignInLimits(elapsed: Clock) {
  const limit = (burst: number, everyMs: number) => new RateLimit({ burst, everyMs, clock: elapsed });
  return {
    // A person at their own device mistypes now and then; whoever stole it guesses 60 times an hour.
    byDevice: limit(10, MINUTE_MS),
    // A stranger at one address.
    byEmailAndAddress: limit(8, MINUTE_MS),
    // Strangers at many addresses, together; a new device of the owner's waits ten seconds at most.
    byEmail: limit(60, 10_000),
    // A whole company shares one address where the proxy is not named: a second each, never minutes.
    byAddress: limit(60, 1_000),
    // A signature asks for the password again; nobody needs more tries than this.
    proofsBySession: limit(8, MINUTE_MS),
    // Who asks for links to new passwords: a company behind one address is not kept waiting for long.
    linksByAddress: limit(20, 15_000),
    // Letters to one inbox; the link of the last one stays good when no more go out.
    linksByEmail: limit(LINKS_AT_ONCE, 20 * MINUTE_MS),
    // Letters to an address that somebody says is theirs.
    confirmationsByPerson: limit(CONFIRMATIONS_AT_ONCE, 10 * MINUTE_MS),
  };
}

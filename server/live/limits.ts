/** What event streams take, each with its reason. Times in milliseconds, sizes in bytes. */

/** A browser has one for all its tabs, and one for each tab in sight where tabs cannot share. */
export const MAX_STREAMS_PER_PERSON = 20;

/** A whole company behind one address where the proxy is not named. */
export const MAX_STREAMS_PER_ADDRESS = 1_000;

/** What waits for a reader who takes nothing up: an event is 150 bytes. Cut off, the page asks again. */
export const MAX_WAITING_BYTES = 64 * 1024;

/** Something goes out at least so often: proxies give up a silent connection after 30 to 60 s. */
export const TICK_EVERY_MS = 15_000;

/** How often streams are looked after. */
export const STREAM_SWEEP_EVERY_MS = 5_000;

/**
 * First number of each frame. 0-3 are the y-websocket protocol; 120 and 121 are ours and are sent
 * only to clients that asked for them with `ack=1` in the address.
 */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** `[120, n]`: the first n updates that this socket sent are stored. */
  stored: 120,
  /** `[121, epoch, right]`: which life of the document this is, and the index of a right in `WELCOME_RIGHTS`. */
  welcome: 121,
} as const;

/** Second number of a sync frame. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** What a welcome says one may do, in the order of its numbers; `text` is to finish letters in texts that stand. */
export const WELCOME_RIGHTS = ['read', 'write', 'text'] as const;
export type WelcomeRight = (typeof WELCOME_RIGHTS)[number];

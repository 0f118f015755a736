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
  /** `[121, epoch, access]`: which life of the document this is; access 1 = may write, 0 = may read. */
  welcome: 121,
} as const;

/** Second number of a sync frame. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

import { MalformedError } from './byte-cursor.ts';

/** How many clock ticks of a client are known. */
export type KnownClock = (client: number) => number;

/** The struct at `clock` can be applied only when tick `tick` of `client` is there. */
interface Wait {
  clock: number;
  client: number;
  tick: number;
}

/** The structs of one client within an update, and what they wait for (in order of their clocks). */
export interface Block {
  client: number;
  from: number;
  to: number;
  waits: Wait[];
}

interface Progress {
  block: Block;
  nextWait: number;
  /** While it is on the stack: the tick that somebody below it waits for. */
  wanted: number | undefined;
}

/**
 * Follows the order in which Yjs would apply the blocks. Returns a client of which something is
 * missing, undefined when all of it can be applied. Linear in the number of waits. Throws on structs
 * that wait for each other, which no honest client produces.
 */
export function findMissing(blocks: ReadonlyMap<number, Block>, known: KnownClock): number | undefined {
  const progress = new Map<number, Progress>();
  for (const block of blocks.values()) {
    if (block.from > known(block.client)) return block.client;
    if (block.waits.length > 0) progress.set(block.client, { block, nextWait: 0, wanted: undefined });
  }
  const reached = (client: number): number => {
    const block = blocks.get(client);
    if (!block) return known(client);
    const at = progress.get(client);
    return Math.max(known(client), at?.block.waits[at.nextWait]?.clock ?? block.to);
  };

  for (const start of progress.values()) {
    const stack = [start];
    start.wanted = Infinity;
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const wait = top.block.waits[top.nextWait];
      if (!wait || reached(top.block.client) > (top.wanted ?? 0)) {
        top.wanted = undefined;
        stack.pop();
      } else if (reached(wait.client) > wait.tick) {
        top.nextWait++;
      } else {
        const holder = progress.get(wait.client);
        if (!holder || wait.tick >= holder.block.to) return wait.client;
        if (holder.wanted !== undefined) throw new MalformedError('structs wait for each other');
        holder.wanted = wait.tick;
        stack.push(holder);
      }
    }
  }
  return undefined;
}

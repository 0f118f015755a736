import { AppError } from '#lib/base/errors.ts';

/** One hash takes a core for about a tenth of a second and 32 MB; two leave the rest of the machine alone. */
export const AT_ONCE = 2;

/** Who would wait for longer than about two seconds is asked to come again instead. */
export const MOST_WAITING = 40;
const COME_AGAIN_SECONDS = 3;

/** Who waits for a turn, first come first. */
type Lane = (() => void)[];

/**
 * Bounds the password hashes under way [PE17]. People whom the device vouches for have a lane of their
 * own that goes first, so that strangers who fill theirs keep nobody out.
 */
export class HashQueue {
  #running = 0;
  readonly #known: Lane = [];
  readonly #strangers: Lane = [];

  async run<Result>(who: 'known' | 'stranger', work: () => Promise<Result>): Promise<Result> {
    if (this.#running < AT_ONCE) this.#running++;
    else await this.#turn(who === 'known' ? this.#known : this.#strangers);
    try {
      return await work();
    } finally {
      const next = this.#known.shift() ?? this.#strangers.shift();
      if (next)
        next(); // takes this one's place
      else this.#running--;
    }
  }

  #turn(waiting: Lane): Promise<void> {
    if (waiting.length >= MOST_WAITING) {
      throw new AppError('unavailable', {
        reason: 'access.tooBusy',
        values: { seconds: COME_AGAIN_SECONDS },
      });
    }
    return new Promise((resolve) => waiting.push(resolve));
  }
}

const MINUTE_MS = 60_000;
/** No letter waits longer than this for its next try. */
export const LONGEST_RETRY_MS = 6 * 60 * MINUTE_MS;
/** After so many tries, a day and a half, a letter is given up. */
export const MOST_TRIES = 14;

/**
 * How long a letter waits after a number of tries that failed: a minute, then twice as long each time, and by
 * `spread` (0 to 1) up to a quarter more, so that not all come back at once; null when it is given up [NO9].
 */
export function pauseAfter(tries: number, spread: number): number | null {
  if (tries >= MOST_TRIES) return null;
  const pause = Math.min(MINUTE_MS * 2 ** (tries - 1), LONGEST_RETRY_MS);
  return Math.round(pause * (1 + spread / 4));
}

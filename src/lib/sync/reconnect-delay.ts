import type { RandomSource } from '../base/random.ts';
import { CLOSE } from './close-codes.ts';

const FIRST_MS = 250;
export const LONGEST_MS = 5_000;
const RESTART_SPREAD_MS = 500;

/**
 * Milliseconds to wait before attempt number `attempt` (from 1) after a connection closed. Spread at
 * random, so that a room of people does not come back in one blow.
 */
export function reconnectDelay(attempt: number, closeCode: number, random: RandomSource): number {
  if (closeCode === CLOSE.restarting && attempt === 1) return random() * RESTART_SPREAD_MS;
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return longest / 2 + (random() * longest) / 2;
}

import { RATING_MAX, RATING_MIN } from '../ballots/ratings.ts';
import type { PlacedCause } from './ranked-causes.ts';

/** A number in the matrix: 0 is left and below, 1 right and above. */
export interface SpreadMark {
  place: number;
  hue: number | null;
  x: number;
  y: number;
}

/** Room around the outermost marks, and how near two may stand, in parts of the side. */
const EDGE = 0.06;
const NEAREST = 0.075;
const ROUNDS = 60;

/** Places what was rated by importance and urgency; marks that would cover one another make room. */
export function spreadMarks(causes: readonly PlacedCause[]): SpreadMark[] {
  const at = (value: number): number =>
    EDGE + ((value - RATING_MIN) / (RATING_MAX - RATING_MIN)) * (1 - 2 * EDGE);
  const marks = causes.map(({ place, hue, importance, urgency }) => ({
    ...{ place, hue, x: at(importance), y: at(urgency) },
  }));
  for (let round = 0; round < ROUNDS; round++) {
    let isCalm = true;
    for (const [i, one] of marks.entries()) {
      for (const other of marks.slice(i + 1)) {
        const distance = Math.hypot(other.x - one.x, other.y - one.y);
        if (distance >= NEAREST) continue;
        isCalm = false;
        // Exactly on each other: by their places, so that everybody sees the same picture.
        const angle = distance === 0 ? one.place + other.place : Math.atan2(other.y - one.y, other.x - one.x);
        const push = (NEAREST - distance) / 2 + 1e-4;
        other.x = within(other.x + Math.cos(angle) * push);
        other.y = within(other.y + Math.sin(angle) * push);
        one.x = within(one.x - Math.cos(angle) * push);
        one.y = within(one.y - Math.sin(angle) * push);
      }
    }
    if (isCalm) break;
  }
  return marks;
}

function within(value: number): number {
  return Math.min(1 - EDGE / 2, Math.max(EDGE / 2, value));
}

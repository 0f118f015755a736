import { t95 } from '../../base/student.ts';
import { wilsonInterval } from '../../base/wilson.ts';
import type { ContactSums, ContactGroupSums, ContactScale } from './contact-sums.ts';

/** A difference with its 95 % interval. */
export interface ScoreDifference {
  value: number;
  interval: readonly [low: number, high: number];
}

/** The scores of one group. */
export interface GroupScores {
  contacts: number;
  mean: number;
  /** The share of the two best scores. */
  topShare: number;
}

/** How guests' contacts were rated against those of the team [SH88]. */
export interface ScoreComparison {
  scale: ContactScale;
  guests: GroupScores;
  team: GroupScores;
  /** Guests less team. */
  mean: ScoreDifference;
  top: ScoreDifference;
}

export function compareContacts({ scale, guests, team }: ContactSums): ScoreComparison {
  const [a, b] = [momentsOf(guests, scale), momentsOf(team, scale)];
  return {
    scale,
    guests: { contacts: a.n, mean: a.mean, topShare: a.top / a.n },
    team: { contacts: b.n, mean: b.mean, topShare: b.top / b.n },
    mean: { value: a.mean - b.mean, interval: welchInterval(a, b) },
    top: { value: a.top / a.n - b.top / b.n, interval: newcombeInterval([a.top, a.n], [b.top, b.n]) },
  };
}

interface Moments {
  n: number;
  mean: number;
  /** With n - 1. */
  variance: number;
}

function momentsOf({ counts }: ContactGroupSums, scale: ContactScale): Moments & { top: number } {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const mean = counts.reduce((sum, count, at) => sum + count * (scale.low + at), 0) / n;
  const squares = counts.reduce((sum, count, at) => sum + count * (scale.low + at - mean) ** 2, 0);
  const top = (counts.at(-1) ?? 0) + (counts.at(-2) ?? 0);
  return { n, mean, variance: squares / (n - 1), top };
}

/** The interval of a difference of means without equal variances (Welch 1947, degrees of freedom of Satterthwaite). */
export function welchInterval(a: Moments, b: Moments): readonly [low: number, high: number] {
  const [ofA, ofB] = [a.variance / a.n, b.variance / b.n];
  const value = a.mean - b.mean;
  // Where everybody of both groups gave one and the same score, nothing is known of how they spread.
  if (ofA + ofB === 0) return [value, value];
  const degrees = (ofA + ofB) ** 2 / (ofA ** 2 / (a.n - 1) + ofB ** 2 / (b.n - 1));
  const half = t95(degrees) * Math.sqrt(ofA + ofB);
  return [value - half, value + half];
}

/** The interval of a difference of two shares, each `[hits, n]` (Newcombe 1998, method 10: of Wilson's intervals). */
export function newcombeInterval(
  [hitsA, nA]: readonly [number, number],
  [hitsB, nB]: readonly [number, number],
): readonly [low: number, high: number] {
  const [a, b] = [hitsA / nA, hitsB / nB];
  const [lowA, highA] = wilsonInterval(hitsA, nA);
  const [lowB, highB] = wilsonInterval(hitsB, nB);
  return [a - b - Math.hypot(a - lowA, highB - b), a - b + Math.hypot(highA - a, b - lowB)];
}

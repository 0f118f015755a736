import { foldText } from '#lib/base/words/fold-text.ts';
import type { Scale } from '#lib/tabular/table/table.ts';
import { POLES, readWording, type Poles, type Wording } from './wording.ts';
import { placeRanks, STEPS, type Placed, type Steps } from './worded-steps.ts';

/** At least this many different wordings: "agree" alone says too little about a scale. */
export const FEWEST_LABELS = 2;

export interface LikertScale {
  family: string;
  scale: Scale;
  /** The point of each wording, by the wording as it is written in the file. */
  points: ReadonlyMap<string, number>;
}

/** A scale before it is known where its points lie in the file: the point of every folded wording. */
interface Reading {
  family: string;
  size: number;
  pointOf: ReadonlyMap<string, number>;
  isComplete: boolean;
}

/**
 * The scale behind answers in words, or undefined unless every one of them fits a single family, each wording
 * on a point of its own. With `size` only scales of so many points are read: what a wave was imported with
 * stays. Without it, a scale of which every point occurs wins over one that is assumed to have more points;
 * a middle that nobody chose is assumed unless everything beside it was. Leave "no answer" out before asking.
 * See [SV14].
 */
export function readLikert(answers: readonly string[], size?: number): LikertScale | undefined {
  const wordings = [...new Set(answers.map(foldWording))];
  if (wordings.length < FEWEST_LABELS) return undefined;
  const bySteps = STEPS.flatMap((steps) => readSteps(wordings, steps, size) ?? []);
  const byPoles = POLES.flatMap((poles) => readPoles(wordings, poles, size) ?? []);
  const readings = [...bySteps, ...byPoles];
  const best = readings.find(({ isComplete }) => isComplete) ?? readings[0];
  if (!best) return undefined;
  const points = new Map(answers.map((answer) => [answer, best.pointOf.get(foldWording(answer)) ?? NaN]));
  return { family: best.family, scale: { min: 1, max: best.size }, points };
}

function readSteps(
  wordings: readonly string[],
  { family, ranks, layouts }: Steps,
  size: number | undefined,
): Reading | undefined {
  const rankOf = new Map(
    wordings.map((wording) => [wording, ranks.findIndex((words) => words.includes(wording))]),
  );
  if ([...rankOf.values()].includes(-1)) return undefined;
  return readingOf(family, rankOf, placeRanks([...rankOf.values()], layouts, size));
}

/** Steps of one pole, as ranks: "not at all important" up to "extremely important". */
const DEGREE_RANKS = { none: 0, veryHardly: 1, hardly: 2 } as const;
const LOWEST_DEGREE = 2; // a strength of 1 stands on the next rank
const DEGREE_LAYOUTS: Steps['layouts'] = [
  [[0], [1, 2, 3], [4, 5, 6], [7, 8], [9]],
  [[0], [2, 3, 4], [5, 6], [7, 8], [9]],
  [[0], [2, 3, 4], [5], [6], [7, 8, 9]],
  [[0], [1, 2, 3], [4, 5, 6, 7], [8, 9]],
  [[0], [2, 3, 4], [5, 6], [8, 9]],
  [[0], [2, 3, 4, 5], [6, 7, 8, 9]],
  [[0], [1, 2], [3], [4, 5], [6], [7, 8], [9]],
];

function readPoles(wordings: readonly string[], poles: Poles, size: number | undefined): Reading | undefined {
  const read = wordings.map((wording) => readWording(wording, poles));
  if (!read.every((wording) => wording !== undefined)) return undefined;
  if (isOnePole(read)) {
    const ranks = new Map(read.map((wording, i) => [wordings[i] ?? '', degreeRank(wording)]));
    return readingOf(poles.family, ranks, placeRanks([...ranks.values()], DEGREE_LAYOUTS, size));
  }
  const signed = new Map(read.map(({ side, strength }, i) => [wordings[i] ?? '', side * strength]));
  return readingOf(poles.family, signed, placeAround([...signed.values()], size));
}

/** Whether a scale rises from nothing: what lies below is the upper pole taken back, and it has no middle. */
function isOnePole(read: readonly Wording[]): boolean {
  const below = read.filter(({ side }) => side === -1);
  const above = read.filter(({ side }) => side === 1);
  const isTakenBack = below.length > 0 && below.every(({ isNegated }) => isNegated);
  return isTakenBack && read.every(({ side }) => side !== 0) && above.length > below.length;
}

function degreeRank({ side, strength }: Wording): number {
  if (side === 1) return strength + LOWEST_DEGREE;
  if (strength === 2) return DEGREE_RANKS.hardly;
  return strength === 6 ? DEGREE_RANKS.veryHardly : DEGREE_RANKS.none;
}

/** Usual strengths on one side of the middle, by how many points lie there. */
const USUAL_SIDES: readonly (readonly number[])[] = [
  [],
  [4],
  [3, 6],
  [2, 4, 6],
  [1, 3, 5, 7],
  [1, 2, 4, 6, 7],
];

/**
 * Points of strengths on both sides of a middle (0). Both sides have as many points as the fuller one, at
 * least two unless "no, neither, yes" is all there is; on the thinner side each stands at the nearest strength.
 */
function placeAround(signed: readonly number[], size: number | undefined): Placed | undefined {
  if (new Set(signed).size < signed.length) return undefined;
  const below = signed.filter((strength) => strength < 0).map((strength) => -strength);
  const above = signed.filter((strength) => strength > 0);
  const hasMiddle = signed.includes(0);
  const most = Math.max(below.length, above.length);
  const isPlain = signed.every((strength) => strength === 0 || Math.abs(strength) === 4);
  if (isPlain && !hasMiddle && size === undefined) return undefined; // two words are an answer, no scale
  const isOfThree = isPlain && signed.length === 3;
  const known = size === undefined ? undefined : Math.floor(size / 2);
  const aside = known ?? (isOfThree ? 1 : Math.max(most, 2));
  if (most > aside) return undefined;
  const isFull = below.length === aside && above.length === aside;
  const isOdd = size === undefined ? hasMiddle || !isFull : size % 2 === 1;
  if (hasMiddle && !isOdd) return undefined;
  const fuller = above.length >= below.length ? above : below;
  const slots = fuller.length === aside ? fuller.toSorted((a, b) => a - b) : USUAL_SIDES[aside];
  if (!slots) return undefined;
  const points = new Map<number, number>();
  const firstAbove = aside + (isOdd ? 2 : 1);
  if (hasMiddle) points.set(0, aside + 1);
  placeOnSide(above, slots).forEach((slot, strength) => points.set(strength, firstAbove + slot));
  placeOnSide(below, slots).forEach((slot, strength) => points.set(-strength, aside - slot));
  return { points, size: 2 * aside + (isOdd ? 1 : 0), isComplete: isFull && (hasMiddle || !isOdd) };
}

/** The slot of each strength, in order and as near as they go; `slots` has at least as many as there are strengths. */
function placeOnSide(strengths: readonly number[], slots: readonly number[]): Map<number, number> {
  const sorted = strengths.toSorted((a, b) => a - b);
  let best: { cost: number; chosen: readonly number[] } | undefined;
  const choose = (chosen: readonly number[], cost: number): void => {
    const next = sorted[chosen.length];
    if (next === undefined) {
      if (!best || cost < best.cost) best = { cost, chosen };
      return;
    }
    const first = (chosen.at(-1) ?? -1) + 1;
    const last = slots.length - (sorted.length - chosen.length);
    for (let slot = first; slot <= last; slot++)
      choose([...chosen, slot], cost + Math.abs(next - (slots[slot] ?? NaN)));
  };
  choose([], 0);
  return new Map(sorted.map((strength, i) => [strength, best?.chosen[i] ?? 0]));
}

function readingOf(
  family: string,
  rankOf: ReadonlyMap<string, number>,
  placed: Placed | undefined,
): Reading | undefined {
  if (!placed) return undefined;
  const pointOf = new Map([...rankOf].map(([wording, rank]) => [wording, placed.points.get(rank) ?? NaN]));
  return { family, size: placed.size, pointOf, isComplete: placed.isComplete };
}

/** Wordings are compared without "się", without what stands in brackets for the other gender, in one gender. */
function foldWording(answer: string): string {
  return foldText(answer)
    .replace(/\bsie\b/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/(\p{L}{3})[aey] (?:[aey]|n[aey])(?= |$)/gu, '$1y')
    .replace(/\b(nie)?zadowolon[aey]?\b/g, '$1zadowolony')
    .trim();
}

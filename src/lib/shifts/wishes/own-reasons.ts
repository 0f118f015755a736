import { MOST_WISHES } from '../rota/explain-rota.ts';
import { clashOf } from '../rota/rest.ts';
import { NO_PREFERENCE } from '../rota/rota.ts';
import type { RoundWish, TourChoice } from './wish.ts';

/** A tour that is to come, as everybody sees it, with what concerns the reader of it. */
export interface ReasonedTour {
  id: string;
  startsAtMs: number;
  endsAtMs: number;
  places: number;
  taken: number;
  /** Seats that are offered to somebody who waits. */
  offered: number;
  isMine: boolean;
  /** Whether the reader is on leave then, or on a shift of another round. */
  isElsewhere: boolean;
}

/** Why somebody has their tours, and what keeps them from those that they would like better. */
export type OwnReason =
  | { kind: 'said'; tourId: string; choice: TourChoice }
  /** `rest`: too near to another tour of theirs, that is no other's to take away. */
  | { kind: 'elsewhere' | 'rest' | 'full' | 'free'; tourId: string; choice: TourChoice };

/**
 * What a published rota says to somebody about their own tours [SH116]: what they answered, and of the tours that they
 * would like better what would have to change. It is reckoned of their own answer and of what everybody sees: the
 * planner's reasons would tell whether anybody else had said that they would come.
 */
export function ownReasons(
  tours: readonly ReasonedTour[],
  { choices }: Pick<RoundWish, 'choices'>,
): OwnReason[] {
  const costOf = ({ id }: Pick<ReasonedTour, 'id'>): number => {
    const choice = choices[id] ?? 'no';
    if (choice === 'no') return Infinity;
    return choice === 'any' ? NO_PREFERENCE : Number(choice);
  };
  const mine = tours.filter(({ isMine }) => isMine).toSorted((one, other) => costOf(one) - costOf(other));
  const worst = mine.at(-1);
  if (!worst) return [];
  // Whoever gets another tour gives away the one that they like least.
  const kept = mine.slice(0, -1);
  const better = tours
    .filter((tour) => !tour.isMine && costOf(tour) < costOf(worst))
    .toSorted((one, other) => costOf(one) - costOf(other) || one.startsAtMs - other.startsAtMs)
    .slice(0, MOST_WISHES);
  const span = ({ startsAtMs, endsAtMs }: ReasonedTour) => ({ startMs: startsAtMs, endMs: endsAtMs });
  const hindranceOf = (tour: ReasonedTour): Exclude<OwnReason['kind'], 'said'> => {
    if (tour.isElsewhere) return 'elsewhere';
    if (kept.some((own) => clashOf(span(own), span(tour)))) return 'rest';
    return tour.taken + tour.offered >= tour.places ? 'full' : 'free';
  };
  return [
    ...mine.map(({ id }): OwnReason => ({ kind: 'said', tourId: id, choice: choices[id] ?? 'no' })),
    ...better.map((tour): OwnReason => ({
      ...{ kind: hindranceOf(tour), tourId: tour.id, choice: choices[tour.id] ?? 'no' },
    })),
  ];
}

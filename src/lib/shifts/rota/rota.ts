/** A tour of a round, with its place in time on the clock of the world. */
export interface RotaTour {
  id: string;
  startMs: number;
  endMs: number;
  seats: number;
  /** How many people of one department may serve on it. */
  departmentCap: number | undefined;
  /** How many people it needs of each scope, in the order of their names. */
  minimums: readonly { scope: string; minimum: number }[];
}

/** Somebody who opted in to a round. Tours are meant by their place in `RotaRound.tours`. */
export interface RotaPerson {
  id: string;
  department: string | null;
  /** Tours that this person served in earlier rounds. */
  history: number;
  /** In hundredths, so that all reckoning is in whole numbers. */
  weight: number;
  maxTours: number;
  /** 1 is the best and 4 the worst, one a tour; `NO_PREFERENCE` where nothing was said. */
  costs: Uint8Array;
  /** 1 where the person can be there. */
  canServe: Uint8Array;
  locked: readonly number[];
  /** What the person takes on; undefined is everything. */
  scopes: ReadonlySet<string> | undefined;
}

/** One person on one tour, by their places in the round. */
export interface RotaPair {
  person: number;
  tour: number;
}

/**
 * A round as the rota is reckoned: tours and people in the order of their ids, so that the order of the rows of
 * the input changes nothing [RT9].
 */
export interface RotaRound {
  tours: readonly RotaTour[];
  people: readonly RotaPerson[];
  /** The rota that people know already, in order; undefined when none was published. */
  published: readonly RotaPair[] | undefined;
  /** A rota to stay near to where no goal suffers: who would be asked if one pair were otherwise. */
  nearTo: readonly RotaPair[] | undefined;
  /** For all stages together. */
  timeLimitSeconds: number;
}

/** What an unsaid preference costs. */
export const NO_PREFERENCE = 2;

/** The goals of a rota; `stagesOf` gives their order. */
export type RotaStage = 'unfilled' | 'changes' | 'deviation' | 'preference' | 'moves';

/** The goals in their order: each is met as well as it can be before the next is looked at [RT5]. */
export function stagesOf({
  published,
  nearTo,
}: Pick<RotaRound, 'published' | 'nearTo'>): readonly RotaStage[] {
  return [
    'unfilled',
    ...(published ? (['changes'] as const) : []),
    'deviation',
    'preference',
    ...(nearTo ? (['moves'] as const) : []),
  ];
}

/** The order of pairs everywhere: by person, then by tour. */
export function comparePairs(one: RotaPair, other: RotaPair): number {
  return one.person - other.person || one.tour - other.tour;
}

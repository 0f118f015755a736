import * as v from 'valibot';
import { wholeNumber } from '../../base/parse-input.ts';
import { MAX_ROUND_DAYS, SCOPES, type Scope } from '../shift.ts';

export const ROUND_MODES = ['first', 'rota'] as const;
/** How the seats of a round are given: to who comes first, or by a rota that knows what people would like [SH30]. */
export type RoundMode = (typeof ROUND_MODES)[number];

export const TOUR_CHOICES = ['1', '2', '3', '4', 'any', 'no'] as const;
/** What somebody says of a tour: 1 (best) to 4, that it is all the same, or that they cannot be there [SH31]. */
export type TourChoice = (typeof TOUR_CHOICES)[number];

/** The worst that one says of a tour on which one could be; 1 is the best. */
export const WORST_CHOICE = 4;

/** What somebody answered a round that asks. */
export interface RoundWish {
  /** Whether they would serve, or not this time. */
  answer: 'in' | 'out';
  /** How many tours of the round at most. */
  maxTours: number;
  scopes: readonly Scope[];
  /** By the id of the tour. Of a tour that is not named they were not asked, and nobody is put there unasked. */
  choices: Readonly<Record<string, TourChoice>>;
}

/** A part of a full share of tours, for who works part time; in percent. */
export const MIN_SHARE = 10;
export const MAX_SHARE = 100;

const CHOICE_FIELD = 'choice-';

/** The field of a form in which one says something of a tour. */
export function choiceField(tourId: string): string {
  return CHOICE_FIELD + tourId;
}

/** What the fields of a form say of each tour. */
export function choicesOf(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name.startsWith(CHOICE_FIELD))
      .map(([name, value]) => [name.slice(CHOICE_FIELD.length), value]),
  );
}

const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());

/** When somebody would serve; `version` is 0 for a first answer. */
export const WishForm = v.object({
  roundId: v.string(),
  version,
  maxTours: wholeNumber(1, MAX_ROUND_DAYS),
  scopes: v.pipe(v.optional(v.array(v.picklist(SCOPES)), []), v.minLength(1, 'shifts.scopeNeeded')),
  choices: v.pipe(
    v.record(v.string(), v.picklist(TOUR_CHOICES, 'rota.choiceNeeded')),
    v.check((said) => Object.values(said).some((choice) => choice !== 'no'), 'rota.nowhere'),
  ),
});

export const LOCK_KINDS = ['keep', 'off'] as const;
/** Somebody stays on a tour, or is not put there [SH34]. */
export type LockKind = (typeof LOCK_KINDS)[number];

/** What is pressed of one person on one tour of a draft; a lock is loosened by `free`. */
export const RotaLockForm = v.object({
  roundId: v.string(),
  version,
  tourId: v.string(),
  personId: v.string(),
  lock: v.picklist([...LOCK_KINDS, 'free']),
});

/** Somebody goes from one tour of a draft to another. */
export const RotaMoveForm = v.object({
  roundId: v.string(),
  version,
  tourId: v.string(),
  personId: v.string(),
  toTourId: v.pipe(v.string('form.required'), v.minLength(1, 'form.required')),
});

/** A draft as its presser saw it; `version` is 0 where there was none. */
export const RotaForm = v.object({ roundId: v.string(), version });

/** Somebody of a draft about whom is asked why. */
export const RotaWhyForm = v.object({ roundId: v.string(), version, personId: v.string() });

export const ShareForm = v.object({
  personId: v.pipe(v.string('form.required'), v.minLength(1, 'form.required')),
  share: wholeNumber(MIN_SHARE, MAX_SHARE),
});

import * as v from 'valibot';
import { requiredText, wholeNumber } from '#lib/base/parse-input.ts';
import { RATING_MAX, RATING_MIN } from './ratings.ts';

const causeId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const place = { workshopId: v.string(), stepId: v.string() };

/** How many dots one has on a cause from now on. */
export const DotsForm = v.object({ ...place, causeId, dots: wholeNumber(0, 50) });

export const BallotRatingForm = v.object({
  ...place,
  causeId,
  importance: wholeNumber(RATING_MIN, RATING_MAX),
  urgency: wholeNumber(RATING_MIN, RATING_MAX),
});

/** The most ballots that are printed for one vote. */
export const MAX_PAPERS = 300;

/** A ballot on paper: all dots of one person at once. `number` stands on a printed one. */
export const ProxyForm = v.object({
  ...place,
  number: v.optional(wholeNumber(0, MAX_PAPERS), 0),
  name: requiredText(60),
  department: requiredText(80),
  causeIds: v.array(causeId),
  dots: v.array(wholeNumber(0, 50)),
});

export const ProxyRemovalForm = v.object({ ...place, voterId: v.string() });

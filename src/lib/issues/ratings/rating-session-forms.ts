import * as v from 'valibot';
import { calendarDay, flag, optionalText, requiredText, wholeNumber } from '../../base/parse-input.ts';
import { SCALE } from '../prioritise.ts';
import { FEWEST_RATERS } from '../standing.ts';
import {
  MOST_SESSION_ISSUES,
  MOST_SESSION_RATERS,
  RATING_SESSION_KINDS,
  STANDING_SESSION,
} from './rating-session.ts';

/** The version that it was changed on. */
const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());
const picked = { sessionId: v.string(), version };

/** Ids, each once. */
function listed(least: number, most: number, tooFew: string, tooMany: string) {
  return v.pipe(
    v.optional(v.array(v.string()), []),
    v.transform((ids) => [...new Set(ids.filter((id) => id !== ''))]),
    v.minLength(least, tooFew),
    v.maxLength(most, tooMany),
  );
}

const day = v.optional(v.union([calendarDay(), v.literal('')]), '');

export const RatingSessionForm = v.pipe(
  v.object({
    title: requiredText(150),
    kind: v.picklist(RATING_SESSION_KINDS),
    endsOn: day,
    // Fewer would never be shown a total.
    raterIds: listed(FEWEST_RATERS, MOST_SESSION_RATERS, 'ratings.tooFewRaters', 'ratings.tooManyRaters'),
    issueIds: listed(1, MOST_SESSION_ISSUES, 'ratings.noIssue', 'ratings.tooManyIssues'),
  }),
  v.forward(
    v.check(({ kind, endsOn }) => kind === 'live' || endsOn !== '', 'form.required'),
    ['endsOn'],
  ),
);

export const RatingSessionPick = v.object(picked);

/** Until when the second round is; empty for a live one. */
export const SecondRoundForm = v.object({ ...picked, endsOn: day });

/** As long as a reason is: a sentence or two. */
export const MAX_OTHER_REASON = 500;

const scale = wholeNumber(SCALE.min, SCALE.max);
const answered = { sessionId: v.optional(v.string(), STANDING_SESSION), issueId: v.string() };

/** One person's view of one issue; what it is stays out of the hash of the press (`server/requests/hash-input.ts`). */
export const RatingForm = v.object({
  ...answered,
  importance: scale,
  urgency: scale,
  /** Why another importance is meant than the measured one [IS60]. */
  otherReason: optionalText(MAX_OTHER_REASON),
});

/** That somebody looked at an issue and keeps out of it. */
export const AbstainForm = v.object({ ...answered, abstains: v.pipe(flag, v.literal(true)) });

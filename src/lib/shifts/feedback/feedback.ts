import * as v from 'valibot';
import { agreementMean } from '../../base/agreement/agreement-mean.ts';
import { AgreementCounts, AgreementUrn, UrnComments } from '../../base/agreement/agreement-urn.ts';
import { LONGEST_URN_COMMENT } from '../../base/agreement/agreement-forms.ts';
import { dayAfter } from '../../base/days.ts';
import { optionalText } from '../../base/parse-input.ts';
import { COUNTS_FROM_VOTES } from '../../base/urn.ts';
import { welchInterval, type ScoreDifference } from '../report/compare-contacts.ts';
import type { TourHours } from '../tour.ts';

export const FEEDBACK_PARTS = ['before', 'after', 'mentors'] as const;
/** Guests before their first tour and after their last one, and mentors after theirs [SH106]. */
export type FeedbackPart = (typeof FEEDBACK_PARTS)[number];

/** What guests say of themselves, before and after alike. */
export const SELF_CHECK = ['contacts', 'path', 'effect', 'people'] as const;

/** The statements of a part, in the order of their fields; each has a text of its own in the catalogue. */
export const FEEDBACK_STATEMENTS = {
  before: SELF_CHECK,
  after: [...SELF_CHECK, 'prepared', 'company', 'useful'],
  mentors: ['helped', 'load', 'fresh'],
} as const satisfies Record<FeedbackPart, readonly string[]>;

/** For so many days after the last tour of a round its people are asked. */
export const FEEDBACK_DAYS = 14;

/** What is kept of a part while it is open: what was said, and who said something, by id, in no order of time. */
export const OpenFeedback = v.object({ answered: v.array(v.string()), urn: AgreementUrn });
export type OpenFeedback = v.InferOutput<typeof OpenFeedback>;

/** What stays of a part: null where too few answered for it. */
export const FeedbackResult = v.object({
  answered: v.number(),
  counts: v.nullable(AgreementCounts),
  comments: v.nullable(UrnComments),
});
export type FeedbackResult = v.InferOutput<typeof FeedbackResult>;

export const FeedbackForm = v.object({
  roundId: v.string(),
  part: v.picklist(FEEDBACK_PARTS),
  ballotComment: optionalText(LONGEST_URN_COMMENT),
});

/** One part that waits for its reader. */
export interface AskedFeedback {
  part: FeedbackPart;
  /** ISO: the last day for an answer. */
  closesOn: string;
  hasComment: boolean;
}

/** The tours of a round that somebody serves on, or looks after. */
export interface OwnTours {
  served: readonly TourHours[];
  mentored: readonly TourHours[];
}

/** Which parts ask somebody at a moment [SH106]: before the first tour begins, and when all of them are over. */
export function partsFor({ served, mentored }: OwnTours, nowMs: number): FeedbackPart[] {
  const isOver = (tours: readonly TourHours[]): boolean =>
    tours.length > 0 && tours.every(({ endsAtMs }) => endsAtMs <= nowMs);
  const parts: FeedbackPart[] = [];
  if (served.length > 0 && served.every(({ startsAtMs }) => startsAtMs > nowMs)) parts.push('before');
  if (isOver(served)) parts.push('after');
  if (isOver(mentored)) parts.push('mentors');
  return parts;
}

/** The last day (ISO) on which a round whose last tour ends on a day asks. */
export function feedbackClosesOn(lastDay: string): string {
  return dayAfter(lastDay, FEEDBACK_DAYS);
}

/** Of fewer nothing could be shown: they are not asked [SH106]. */
export function areEnoughToAsk(people: number): boolean {
  return people >= COUNTS_FROM_VOTES;
}

/** How much more guests agree after a round than others did before: people are not matched, groups are compared [SH107]. */
export function changeOf(before: readonly number[], after: readonly number[]): ScoreDifference | undefined {
  const [first, last] = [agreementMean(before), agreementMean(after)];
  if (!first || !last) return undefined;
  const moments = ({ n, value, standardError }: NonNullable<typeof first>) => ({
    ...{ n, mean: value },
    variance: standardError ** 2 * n,
  });
  return { value: last.value - first.value, interval: welchInterval(moments(last), moments(first)) };
}

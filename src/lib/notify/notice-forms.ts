import * as v from 'valibot';
import { calendarDay, flag, wholeNumber } from '../base/parse-input.ts';
import { SubjectRef } from '../base/subject.ts';
import { DIGEST_RHYTHMS } from './notice.ts';

/** More than a page shows is never pressed at once. */
export const MOST_PLACED = 200;

/** Notices, as the page sends them. */
const noticeIds = v.pipe(v.array(v.string()), v.minLength(1, 'form.required'), v.maxLength(MOST_PLACED));

/** Notices that one is done with, or that come back. */
export const NoticePlaceForm = v.object({ noticeIds });

/** Notices that come back later. */
export const SnoozeForm = v.object({
  noticeIds,
  until: v.union([v.picklist(['morning', 'week']), calendarDay()], 'form.date'),
});
export type SnoozeUntil = v.InferOutput<typeof SnoozeForm>['until'];

/** The notice whose subject one wants to hear no more of. */
export const MuteForm = v.object({ noticeId: v.string() });

/** What one wants to hear of again. */
export const UnmuteForm = SubjectRef;

/** When one wants the digest; a box that is not ticked is not sent. */
export const DigestForm = v.object({
  rhythm: v.picklist(DIGEST_RHYTHMS, 'form.required'),
  weekday: wholeNumber(1, 7),
  hour: wholeNumber(0, 23),
  isUrgentAtOnce: v.optional(flag, false),
});

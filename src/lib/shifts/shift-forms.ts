import * as v from 'valibot';
import {
  calendarDay,
  flag,
  keepsPast,
  optionalText,
  requiredText,
  wholeNumber,
} from '../base/parse-input.ts';
import { FINDING_KINDS, SCOPES } from './shift.ts';

const time = v.pipe(v.string('form.required'), v.isoTime('form.required'));

export const RoundForm = v.pipe(
  v.object({
    title: requiredText(200),
    goal: optionalText(1000),
    startsOn: calendarDay(),
    endsOn: calendarDay(),
    keepsPast: keepsPast(),
    /** Tours on days off, and in freezes and peaks, as well [SH16]. */
    onDaysOff: v.optional(flag, false),
    inSeasons: v.optional(flag, false),
    startsAt: time,
    endsAt: time,
    places: wholeNumber(1, 20),
    mentorIds: v.pipe(
      v.optional(v.array(v.string()), []),
      v.transform((ids) => ids.filter(Boolean)),
      v.minLength(1, 'shifts.mentorNeeded'),
      v.maxLength(2, 'shifts.mentorsTooMany'),
      v.check((ids) => new Set(ids).size === ids.length, 'shifts.mentorTwice'),
    ),
  }),
  v.forward(
    v.check((form) => form.startsAt < form.endsAt, 'shifts.endsBeforeStart'),
    ['endsAt'],
  ),
);

export const SignUpForm = v.object({
  tourId: v.string(),
  scopes: v.pipe(v.optional(v.array(v.picklist(SCOPES)), []), v.minLength(1, 'shifts.scopeNeeded')),
});

export const DiaryForm = v.object({ roundId: v.string(), text: requiredText(10_000) });

export const FindingForm = v.object({
  roundId: v.string(),
  kind: v.picklist(FINDING_KINDS),
  text: requiredText(4000),
});

import * as v from 'valibot';
import {
  calendarDay,
  flag,
  keepsPast,
  optionalText,
  requiredText,
  wholeNumber,
} from '../base/parse-input.ts';
import { MAX_ANSWER_MINUTES, USUAL_ANSWER_MINUTES } from './asking/question.ts';
import { MAX_MENTOR_TOURS } from './day/mentor-load.ts';
import { OBJECTION_ANSWERS } from './objection.ts';
import { ROUND_MODES } from './wishes/wish.ts';
import { MAX_LEAVE_HOURS, MAX_MENTORS, MAX_SEATS, MAX_SPAN_DAYS, SCOPES, USUAL_MENTORS } from './shift.ts';

const time = v.pipe(v.string('form.required'), v.isoTime('form.required'));
const version = v.pipe(v.string(), v.transform(Number), v.integer());

/** A calendar day, or null where none is chosen. */
const optionalDay = v.pipe(
  v.optional(v.union([v.literal(''), calendarDay()]), ''),
  v.transform((day) => (day === '' ? null : day)),
);

/** A whole number, or null where nothing is written. */
function optionalNumber(min: number, max: number) {
  return v.pipe(
    v.optional(v.union([v.literal(''), wholeNumber(min, max)]), ''),
    v.transform((number) => (number === '' ? null : number)),
  );
}

/** What is decided about each tour: its hours, its seats, where it is and who looks after it. */
const tour = {
  startsAt: time,
  endsAt: time,
  places: wholeNumber(1, MAX_SEATS),
  place: optionalText(200),
  isRemote: v.optional(flag, false),
  mentorsNeeded: v.optional(wholeNumber(0, MAX_MENTORS), USUAL_MENTORS),
  departmentCap: optionalNumber(1, MAX_SEATS),
  scopes: v.pipe(v.optional(v.array(v.picklist(SCOPES)), [...SCOPES]), v.minLength(1, 'shifts.scopeNeeded')),
  mentorIds: v.pipe(
    v.optional(v.array(v.string()), []),
    v.transform((ids) => ids.filter(Boolean)),
    v.minLength(1, 'shifts.mentorNeeded'),
    v.maxLength(MAX_MENTORS, 'shifts.mentorsTooMany'),
    v.check((ids) => new Set(ids).size === ids.length, 'shifts.mentorTwice'),
  ),
};

/** The days between two, and what lies on them. */
const span = {
  startsOn: calendarDay(),
  endsOn: calendarDay(),
  keepsPast: keepsPast(),
  /** Tours on days off, and in freezes and peaks, as well [SH16]. */
  onDaysOff: v.optional(flag, false),
  inSeasons: v.optional(flag, false),
};

/** What is decided about a round: what it is for, and when one signs up and leaves. */
const round = {
  title: requiredText(200),
  goal: optionalText(1000),
  opensOn: optionalDay,
  closesOn: optionalDay,
  leaveHours: v.optional(wholeNumber(0, MAX_LEAVE_HOURS), 0),
  mode: v.optional(v.picklist(ROUND_MODES), 'first'),
  hasLadder: v.optional(flag, false),
  mentorCap: optionalNumber(1, MAX_MENTOR_TOURS),
  answerMinutes: v.optional(wholeNumber(1, MAX_ANSWER_MINUTES), USUAL_ANSWER_MINUTES),
};

const hasHours = (form: { startsAt: string; endsAt: string }): boolean => form.startsAt !== form.endsAt;
const isWindow = (form: { opensOn: string | null; closesOn: string | null }): boolean =>
  form.opensOn === null || form.closesOn === null || form.opensOn <= form.closesOn;
/** A round that asks when people would serve has a last day for answers [SH30]. */
const isAskedUntil = (form: { mode: string; closesOn: string | null }): boolean =>
  form.mode === 'first' || form.closesOn !== null;

export const RoundForm = v.pipe(
  v.object({ ...round, ...span, ...tour, spanDays: v.optional(wholeNumber(1, MAX_SPAN_DAYS), 1) }),
  v.forward(
    v.check((form) => hasHours(form), 'shifts.noHours'),
    ['endsAt'],
  ),
  v.forward(
    v.check((form) => isWindow(form), 'shifts.windowBackwards'),
    ['closesOn'],
  ),
  v.forward(
    v.check((form) => isAskedUntil(form), 'rota.closesNeeded'),
    ['closesOn'],
  ),
);

export const RoundChangeForm = v.pipe(
  v.object({ roundId: v.string(), version, ...round }),
  v.forward(
    v.check((form) => isWindow(form), 'shifts.windowBackwards'),
    ['closesOn'],
  ),
  v.forward(
    v.check((form) => isAskedUntil(form), 'rota.closesNeeded'),
    ['closesOn'],
  ),
);

/** One more tour of a round. */
export const TourForm = v.pipe(
  v.object({ roundId: v.string(), ...span, ...tour }),
  v.forward(
    v.check((form) => hasHours(form), 'shifts.noHours'),
    ['endsAt'],
  ),
);

export const TourChangeForm = v.pipe(
  // Other days or hours for whoever is on it or waits: they are told, and asked whether these fit [SH100].
  v.object({ tourId: v.string(), version, ...span, ...tour, movesPeople: v.optional(flag, false) }),
  v.forward(
    v.check((form) => hasHours(form), 'shifts.noHours'),
    ['endsAt'],
  ),
);

/** A tour, and what somebody takes on there. */
export const SignUpForm = v.object({
  tourId: v.string(),
  scopes: v.pipe(v.optional(v.array(v.picklist(SCOPES)), []), v.minLength(1, 'shifts.scopeNeeded')),
});

const optionalTour = v.pipe(
  v.optional(v.string(), ''),
  v.transform((id) => (id === '' ? null : id)),
);

/** Who would take an offered seat, on which tour they give theirs for it, and what they take on. */
export const SwapTakeForm = v.object({
  swapId: v.string(),
  returnTourId: optionalTour,
  scopes: SignUpForm.entries.scopes,
});

/** A seat for somebody, and the one that they would give back. */
export const ProposalForm = v.object({
  tourId: v.string(),
  personId: v.pipe(v.string('form.required'), v.minLength(1, 'form.required')),
  fromTourId: optionalTour,
});

export const ProposalAnswerForm = v.object({ tourId: v.string(), answer: v.picklist(['agree', 'refuse']) });

/** What a line manager has against the date of a shift of theirs. */
export const ObjectionForm = v.object({
  tourId: v.string(),
  personId: v.string(),
  reason: requiredText(500),
});

export const ShiftObjectionAnswerForm = v.object({
  tourId: v.string(),
  personId: v.string(),
  answer: v.picklist(OBJECTION_ANSWERS),
});

export const OfferForm = v.object({ tourId: v.string(), answer: v.picklist(['take', 'decline']) });

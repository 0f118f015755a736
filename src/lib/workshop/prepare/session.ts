import * as v from 'valibot';
import type { Id } from '#lib/base/ids.ts';
import { calendarDay, optionalText, wholeNumber } from '#lib/base/parse-input.ts';
import { isTimeZone } from '#lib/base/time-zone.ts';
import type { WorkshopStep } from '../step.ts';

export type SessionId = Id<'session'>;

/** What is agreed about one sitting of a workshop. */
export interface SessionPlan {
  /** The day and the time on the wall of its zone: `2026-12-01`, `09:00`. */
  startsOn: string;
  startsAt: string;
  minutes: number;
  timeZone: string;
  /** A room, or an address. */
  place: string;
  /** The steps of the programme that are held in it. */
  steps: readonly string[];
}

/** One sitting of a workshop, which may take several [WS61]. */
export interface Session extends SessionPlan {
  id: SessionId;
  /** When it begins, in milliseconds since 1970. */
  startsAtMs: number;
  /** Kept, since calendars that have it must hear of it. */
  isCancelled: boolean;
  /** Counts its changes; a calendar's SEQUENCE is one less. */
  version: number;
}

/** No sitting is longer than a working day with its breaks. */
export const LONGEST_MINUTES = 720;

export const SessionForm = v.object({
  workshopId: v.string(),
  /** Empty: a new one. */
  id: v.optional(v.string(), ''),
  version: v.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER), 0),
  startsOn: calendarDay(),
  startsAt: v.pipe(v.string('form.required'), v.isoTime('form.required')),
  minutes: wholeNumber(5, LONGEST_MINUTES),
  timeZone: v.pipe(v.string('form.required'), v.trim(), v.check(isTimeZone, 'prepare.session.badTimeZone')),
  place: optionalText(300),
  steps: v.optional(v.pipe(v.array(v.string()), v.maxLength(60)), []),
});

export const SessionRemovalForm = v.object({
  workshopId: v.string(),
  id: v.string(),
  version: wholeNumber(0, Number.MAX_SAFE_INTEGER),
});

/** Whether two plans say the same: saving one again changes no calendar. */
export function isSamePlan(left: SessionPlan, right: SessionPlan): boolean {
  const facts = ({ startsOn, startsAt, minutes, timeZone, place, steps }: SessionPlan): string =>
    JSON.stringify([startsOn, startsAt, minutes, timeZone, place, steps]);
  return facts(left) === facts(right);
}

type Step = Pick<WorkshopStep, 'id' | 'title' | 'minutes' | 'isSkipped'>;

/** The steps that are held in a session, in the programme's order. */
export function sessionSteps<S extends Step>(
  session: Pick<SessionPlan, 'steps'>,
  programme: readonly S[],
): S[] {
  return programme.filter(({ id, isSkipped }) => !isSkipped && session.steps.includes(id));
}

/**
 * What a new session begins with: the steps that have none yet, up to the one that wraps up, since a programme of
 * two sessions wraps up twice.
 */
export function nextSessionSteps(
  unplanned: readonly string[],
  programme: readonly Pick<WorkshopStep, 'id' | 'kind'>[],
): string[] {
  const steps = programme.filter(({ id }) => unplanned.includes(id));
  const end = steps.findIndex(({ kind }) => kind === 'wrapup');
  return steps.slice(0, end === -1 ? steps.length : end + 1).map(({ id }) => id);
}

/** How much of a session its steps take, and what is left: less than nothing when they do not fit. */
export function measureSession(
  session: Pick<SessionPlan, 'steps' | 'minutes'>,
  programme: readonly Step[],
): { plannedMinutes: number; spareMinutes: number } {
  const plannedMinutes = sessionSteps(session, programme).reduce((sum, { minutes }) => sum + minutes, 0);
  return { plannedMinutes, spareMinutes: session.minutes - plannedMinutes };
}

/** Whether every step that is held has its session and every session holds its steps [WS62]. */
export function fitProgramme(
  sessions: readonly Pick<SessionPlan, 'steps' | 'minutes'>[],
  programme: readonly Step[],
): { unplanned: string[]; overfull: number } {
  const unplanned = programme
    .filter(({ id, isSkipped }) => !isSkipped && !sessions.some(({ steps }) => steps.includes(id)))
    .map(({ id }) => id);
  const overfull = sessions.filter((session) => measureSession(session, programme).spareMinutes < 0).length;
  return { unplanned, overfull };
}

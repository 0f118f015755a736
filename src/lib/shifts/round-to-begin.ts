import { USUAL_ANSWER_MINUTES } from './asking/question.ts';
import type { RoundMode } from './wishes/wish.ts';
import { SCOPES, USUAL_MENTORS, type Scope } from './shift.ts';

interface CopiedTour {
  days: readonly unknown[];
  startsAt: string;
  endsAt: string;
  places: number;
  place: string;
  isRemote: boolean;
  mentorsNeeded: number;
  departmentCap: number | null;
  scopes: readonly Scope[];
  mentors: readonly { id: string }[];
}

/** What a form of tours begins with. */
export interface TourStart extends Omit<CopiedTour, 'days' | 'mentors'> {
  mentorIds: readonly string[];
}

/** What the form of a round begins with, days and name apart. */
export interface RoundStart extends TourStart {
  goal: string;
  opensOn: string | null;
  closesOn: string | null;
  leaveHours: number;
  mode: RoundMode;
  hasLadder: boolean;
  mentorCap: number | null;
  answerMinutes: number;
  spanDays: number;
}

/** How many guests a tour takes where nobody says otherwise. */
const USUAL_SEATS = 2;

/** A tour as it is, for the form that changes it. */
export function tourToChange({ mentors, days: _, ...tour }: CopiedTour): TourStart {
  return { ...tour, mentorIds: mentors.map(({ id }) => id) };
}

/** What is usual, at the hours at which the organisation works. */
export function usualTour(hours: { from: string; until: string }): TourStart {
  return {
    startsAt: hours.from,
    endsAt: hours.until,
    places: USUAL_SEATS,
    place: '',
    isRemote: false,
    mentorsNeeded: USUAL_MENTORS,
    departmentCap: null,
    scopes: SCOPES,
    mentorIds: [],
  };
}

/**
 * What a new round begins with [SH24]: what is usual, or what an earlier round and its first tour had. Days are never
 * copied, and its window with them.
 */
export function roundToBegin(
  copied: {
    round: {
      goal: string;
      leaveHours: number;
      mode: RoundMode;
      hasLadder: boolean;
      mentorCap: number | null;
      answerMinutes: number;
    };
    tours: readonly CopiedTour[];
  } | null,
  hours: { from: string; until: string },
): RoundStart {
  const [first] = copied?.tours ?? [];
  return {
    ...(first ? tourToChange(first) : usualTour(hours)),
    goal: copied?.round.goal ?? '',
    leaveHours: copied?.round.leaveHours ?? 0,
    mode: copied?.round.mode ?? 'first',
    hasLadder: copied?.round.hasLadder ?? true,
    mentorCap: copied?.round.mentorCap ?? null,
    answerMinutes: copied?.round.answerMinutes ?? USUAL_ANSWER_MINUTES,
    spanDays: first?.days.length ?? 1,
    opensOn: null,
    closesOn: null,
  };
}

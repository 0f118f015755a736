import type { Id } from '../base/ids.ts';

export type LeaveId = Id<'leave'>;

/** Why somebody is away: for themselves and their line manager alone [LE2]. */
export const LEAVE_KINDS = ['holiday', 'sick', 'parental', 'trip', 'other'] as const;
export type LeaveKind = (typeof LEAVE_KINDS)[number];

/** Calendar days of the organisation (ISO), the first and the last included. */
export interface LeaveDays {
  startsOn: string;
  endsOn: string;
}

/** Somebody's leave as everybody else may know it: the days, and not why. */
export interface Absence extends LeaveDays {
  personId: string;
}

/** The longest leave in days, three years: as long as a parental leave may last. */
export const LONGEST_LEAVE_DAYS = 1_096;

/** As many leaves one person may have at a time: more is a calendar of something else. */
export const MOST_LEAVES = 500;

/** A leave is forgotten so many days after its last one [LE9]. */
export const LEAVE_KEPT_DAYS = 365;

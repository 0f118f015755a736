import * as v from 'valibot';
import { daysBetween } from '../base/days.ts';
import { calendarDay, withLimits } from '../base/parse-input.ts';
import { LEAVE_KINDS, LONGEST_LEAVE_DAYS } from './leave.ts';

/** The version that a leave was changed on. */
const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());

/** One leave as its person enters it. */
export const LeaveForm = v.pipe(
  v.object({
    /** Empty to add one. */
    leaveId: v.optional(v.string(), ''),
    version: v.optional(version, 0),
    kind: v.picklist(LEAVE_KINDS, 'form.required'),
    startsOn: calendarDay(),
    endsOn: calendarDay(),
    /** Who signs in a director's name on these days; empty for nobody, or for who is none. */
    deputyId: v.optional(v.string(), ''),
  }),
  v.forward(
    v.check(({ startsOn, endsOn }) => startsOn <= endsOn, 'leave.endsBeforeStarts'),
    ['endsOn'],
  ),
  v.forward(
    v.check(
      ({ startsOn, endsOn }) => daysBetween(startsOn, endsOn) < LONGEST_LEAVE_DAYS,
      withLimits('leave.tooLong', { limit: LONGEST_LEAVE_DAYS }),
    ),
    ['endsOn'],
  ),
);

export const LeaveRemoval = v.object({ leaveId: v.string(), version });

import * as v from 'valibot';
import { calendarDay, flag, requiredText } from '../base/parse-input.ts';

const version = v.pipe(v.string(), v.transform(Number), v.integer());

/** One day of a tour. */
export const TourDayForm = v.object({ tourId: v.string(), version, day: calendarDay() });

/** One day of a tour, and the day to which it goes. */
export const TourDayMoveForm = v.object({ ...TourDayForm.entries, to: calendarDay() });

/** Where the first tour of a round that has not begun goes; the others go with it. */
export const RoundMoveForm = v.object({
  roundId: v.string(),
  version,
  startsOn: calendarDay(),
  onDaysOff: v.optional(flag, false),
});

/** Why a round is called off. */
export const RoundCancelForm = v.object({ roundId: v.string(), version, reason: requiredText(500) });

export const RoundReopenForm = v.object({ roundId: v.string(), version });

export const MoveAnswerForm = v.object({ tourId: v.string(), answer: v.picklist(['fits', 'unfit']) });

import { daysWithout } from '../away.ts';
import type { LeaveDays } from '../leave.ts';
import type { BusyDays } from './busy-days.ts';
import type { MovedDays, NewDays } from './calendar-import.ts';

/** A leave that is there, and from which event of a calendar it came. */
export interface KnownLeave extends LeaveDays {
  sourceKey: string | null;
}

/**
 * What a calendar adds to the leaves that are there [LE13]: an event that is known and stands still adds nothing,
 * one that moved moves its leave, and days that are entered already, by whatever way, are not entered twice.
 */
export function planCalendar(
  busy: readonly BusyDays[],
  known: readonly KnownLeave[],
): { added: NewDays[]; moved: MovedDays[]; same: number } {
  const added: NewDays[] = [];
  const moved: MovedDays[] = [];
  const bySource = new Map(known.map((leave) => [leave.sourceKey, leave]));
  let same = 0;
  for (const { key, title, startsOn, endsOn } of busy) {
    const own = bySource.get(key);
    const taken = [...known.filter((leave) => leave !== own), ...added, ...moved];
    if (own?.startsOn === startsOn && own.endsOn === endsOn) same++;
    else if (daysWithout({ startsOn, endsOn }, taken).length === 0) same++;
    else if (own)
      moved.push({ key, title, startsOn, endsOn, from: { startsOn: own.startsOn, endsOn: own.endsOn } });
    else added.push({ key, title, startsOn, endsOn });
  }
  return { added, moved, same };
}

import type { LeaveDays } from '../leave.ts';
import type { BusyDays } from './busy-days.ts';
import type { MovedDays, NewDays } from './calendar-import.ts';
import { dayNumber, type DayNumber } from './day-number.ts';

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
  const taken = new TakenDays(known);
  let same = 0;
  for (const { key, title, startsOn, endsOn } of busy) {
    const own = bySource.get(key);
    const isStill = own?.startsOn === startsOn && own.endsOn === endsOn;
    if (isStill || taken.covers({ startsOn, endsOn }, own)) {
      same++;
      continue;
    }
    taken.add({ startsOn, endsOn });
    if (own) {
      const from = { startsOn: own.startsOn, endsOn: own.endsOn };
      moved.push({ key, title, startsOn, endsOn, from });
    } else added.push({ key, title, startsOn, endsOn });
  }
  return { added, moved, same };
}

/** How many leaves each day has: a day is looked up in one step, however many leaves there are. */
class TakenDays {
  readonly #counts = new Map<DayNumber, number>();

  constructor(leaves: readonly LeaveDays[]) {
    for (const leave of leaves) this.add(leave);
  }

  add({ startsOn, endsOn }: LeaveDays): void {
    for (let day = dayNumber(startsOn); day <= dayNumber(endsOn); day++)
      this.#counts.set(day, (this.#counts.get(day) ?? 0) + 1);
  }

  /** Whether each day has a leave besides this one. */
  covers({ startsOn, endsOn }: LeaveDays, except: LeaveDays | undefined): boolean {
    for (let day = dayNumber(startsOn); day <= dayNumber(endsOn); day++) {
      const isOwn =
        except !== undefined && dayNumber(except.startsOn) <= day && day <= dayNumber(except.endsOn);
      if ((this.#counts.get(day) ?? 0) <= (isOwn ? 1 : 0)) return false;
    }
    return true;
  }
}

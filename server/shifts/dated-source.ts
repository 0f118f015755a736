import type { CalendarEvent } from '#lib/base/calendar/calendar-event.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { tourDayUid, tourUid } from '#lib/shifts/shift.ts';
import type { Context } from '../context.ts';
import type { DatesMeant } from '../subjects/dated-events.ts';
import { listToursBetween } from './coming-store.ts';
import { listTourDays } from './tour-store.ts';

const LAST_DAY = '9999-12-31';

/**
 * The shifts of these people, an event for each day of a tour [CF3]: whoever may read rounds sees who serves when. The
 * first day has the name of its tour, so that it stays the same event when others are added [CF4].
 */
export async function listDatedShifts(
  { db }: Context,
  actor: Actor,
  { personIds, fromDay }: DatesMeant,
): Promise<CalendarEvent[]> {
  if (!isPermitted(standingsOf(actor), 'shift.view')) return [];
  const tours = (await listToursBetween(db, fromDay, LAST_DAY)).filter(({ people }) =>
    people.some(({ personId }) => personIds.includes(personId)),
  );
  const days = await listTourDays(
    db,
    tours.map(({ shiftId }) => shiftId),
  );
  return tours.flatMap(({ shiftId, roundId, roundTitle, place, people }) =>
    (days.get(shiftId) ?? []).map(({ day, startsAtMs, endsAtMs }, index): CalendarEvent => ({
      uid: index === 0 ? tourUid(shiftId) : tourDayUid(shiftId, day),
      part: 'shift',
      word: 'shift',
      title: roundTitle,
      names: people.filter(({ personId }) => personIds.includes(personId)).map(({ name }) => name),
      href: `/shifts/${roundId}`,
      place,
      time: { kind: 'moment', startMs: startsAtMs, endMs: endsAtMs },
      isCancelled: false,
      sequence: 0,
    })),
  );
}

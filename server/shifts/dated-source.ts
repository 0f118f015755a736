import type { CalendarEvent } from '#lib/base/calendar/calendar-event.ts';
import { dayAfter } from '#lib/base/days.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { startOfTourMs, tourUid } from '#lib/shifts/shift.ts';
import type { Context } from '../context.ts';
import type { DatesMeant } from '../subjects/dated-events.ts';
import { listToursBetween } from './coming-store.ts';

const LAST_DAY = '9999-12-31';

/** The shifts of these people, one event a tour [CF3]: whoever may read rounds sees who serves when. */
export async function listDatedShifts(
  { db, settings }: Context,
  actor: Actor,
  { personIds, fromDay }: DatesMeant,
): Promise<CalendarEvent[]> {
  if (!isPermitted(standingsOf(actor), 'shift.view')) return [];
  const tours = await listToursBetween(db, fromDay, LAST_DAY);
  return tours.flatMap((tour): CalendarEvent[] => {
    const served = tour.people.filter(({ personId }) => personIds.includes(personId));
    if (served.length === 0) return [];
    // A tour that ends before it begins ends on the next day.
    const lastDay = tour.endsAt > tour.startsAt ? tour.day : dayAfter(tour.day, 1);
    return [
      {
        uid: tourUid(tour.shiftId),
        part: 'shift',
        word: 'shift',
        title: tour.roundTitle,
        names: served.map(({ name }) => name),
        href: `/shifts/${tour.roundId}`,
        place: '',
        time: {
          kind: 'moment',
          startMs: tour.startsAtMs,
          endMs: startOfTourMs(lastDay, tour.endsAt, settings.timeZone),
        },
        isCancelled: false,
        sequence: 0,
      },
    ];
  });
}

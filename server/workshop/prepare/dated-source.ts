import type { CalendarEvent } from '#lib/base/calendar/calendar-event.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Session } from '#lib/workshop/prepare/session.ts';
import type { Context } from '#server/context.ts';
import type { DatesMeant } from '#server/subjects/dated-events.ts';
import { listTakingPart } from '../member-store.ts';
import { participationsOf } from '../participation.ts';
import { listWorkshops } from '../store.ts';
import { listSessionsOf } from './prepare-store.ts';

const MINUTE_MS = 60_000;

/** How calendars know a session, in feeds and in letters alike. */
export function sessionUid(sessionId: string): string {
  return `workshop-session-${sessionId}`;
}

/** When a session is, for a calendar. */
export function sessionTime({ startsAtMs, minutes }: Session): CalendarEvent['time'] {
  return { kind: 'moment', startMs: startsAtMs, endMs: startsAtMs + minutes * MINUTE_MS };
}

/** The sessions of workshops in which these people take part, as far as the reader is in them too [CF3]. */
export async function listDatedSessions(
  { db }: Context,
  actor: Actor,
  { personIds, fromMs }: DatesMeant,
): Promise<CalendarEvent[]> {
  if (actor.kind !== 'person') return [];
  const participation = await participationsOf(db, actor.id);
  const seen = (await listWorkshops(db)).filter((workshop) => participation(workshop) !== 'none');
  const people = Map.groupBy(await listTakingPart(db, personIds), ({ workshopId }) => workshopId);
  const ofThese = seen.filter(
    ({ id, facilitatorId, ownerId }) =>
      people.has(id) || personIds.includes(facilitatorId) || personIds.includes(ownerId),
  );
  const sessions = await listSessionsOf(
    db,
    ofThese.map(({ id }) => id),
  );
  return ofThese.flatMap(({ id, title }) =>
    (sessions.get(id) ?? [])
      .filter(({ startsAtMs, minutes }) => startsAtMs + minutes * MINUTE_MS > fromMs)
      .map((session): CalendarEvent => ({
        uid: sessionUid(session.id),
        part: 'session',
        word: 'session',
        title,
        names: [],
        href: `/workshop/${id}/board`,
        place: session.place,
        time: sessionTime(session),
        isCancelled: session.isCancelled,
        // As in the letters: the first version is 0.
        sequence: session.version - 1,
      })),
  );
}

import { createHash } from 'node:crypto';
import { CALENDAR_PARTS, type CalendarEvent, type CalendarPart } from '#lib/base/calendar/calendar-event.ts';
import { dayAfter } from '#lib/base/days.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { GIVEN_DAYS, REMEMBERED_DAYS, type FeedScope } from '#lib/feeds/feed.ts';
import {
  goneEntry,
  settleEntries,
  settleOne,
  type CalendarEntry,
  type MarkedEvent,
  type ToldDate,
} from '#lib/feeds/settle-entries.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { addEventLetters } from '../notify/notice-commands.ts';
import { holdPerson } from '../people/store.ts';
import * as store from './entry-store.ts';

type PersonActor = Extract<Actor, { kind: 'person' }>;

const DAY_MS = 24 * 60 * 60_000;

/** The events of some people that a reader may see now, from those of the last weeks on [CF2] [CF5]. */
export async function listEventsOf(
  context: Pick<Context, 'clock' | 'settings' | 'dated'>,
  actor: PersonActor,
  parts: readonly CalendarPart[],
  personIds: readonly string[],
): Promise<CalendarEvent[]> {
  const nowMs = context.clock();
  const fromDay = dayAfter(dayAt(nowMs, context.settings.timeZone), -GIVEN_DAYS);
  return context.dated.list(actor, parts, { personIds, fromDay, fromMs: nowMs - GIVEN_DAYS * DAY_MS });
}

/** What the calendars of one scope are told now; from now on that is what they were told [CF4] [CF5]. */
export async function tellCalendar(
  context: Pick<Context, 'clock'>,
  trx: Queries,
  to: { personId: string; scope: FeedScope; parts: readonly CalendarPart[] },
  events: readonly CalendarEvent[],
): Promise<ToldDate[]> {
  const { personId, scope, parts } = to;
  // A letter that tells of the same event at this moment waits.
  await holdPerson(trx, personId);
  const stored = (await store.listCalendarEntries(trx, personId, scope)).filter(({ part }) =>
    parts.includes(part),
  );
  const { told, changed } = settleEntries(stored, events.map(markEvent), context.clock());
  await store.putEntries(trx, personId, scope, changed);
  return told;
}

/**
 * What a letter tells of one event of a person, with the SEQUENCE under which calendars know it [CF4] [CF9]; it is
 * noted that a letter did. `event` is null where the person has it no more. Null where calendars never heard of it, or
 * nothing is newer than `afterSequence`.
 */
export async function tellByLetter(
  context: Context,
  actor: PersonActor,
  uid: string,
  afterSequence = -1,
): Promise<ToldDate | null> {
  const events = await listEventsOf(context, actor, CALENDAR_PARTS, [actor.id]);
  const found = events.find((event) => event.uid === uid);
  return context.database.transaction(async (trx) => {
    await holdPerson(trx, actor.id);
    const before = await store.findCalendarEntry(trx, actor.id, uid);
    const told = toldOf(before, found && markEvent(found), context.clock());
    if (!told || told.entry.sequence <= afterSequence) return null;
    const entry = { ...told.entry, mailedSequence: told.entry.sequence };
    await store.putEntries(trx, actor.id, 'own', [entry]);
    return { ...told, entry };
  });
}

function toldOf(
  before: CalendarEntry | undefined,
  event: MarkedEvent | undefined,
  nowMs: number,
): ToldDate | null {
  if (event) return { event, entry: settleOne(before, event, nowMs) };
  if (!before) return null;
  return { event: null, entry: before.isGone ? before : goneEntry(before, nowMs) };
}

/** Something happened to events that people may have been mailed: a letter of it leaves for each whom it concerns [CF9]. */
export async function tellAgain(
  context: Pick<Context, 'clock' | 'mail'>,
  trx: Queries,
  { uids, personId }: { uids: readonly string[]; personId?: string },
): Promise<void> {
  if (context.mail.linkBase === undefined) return;
  const atMs = context.clock();
  const letters = await store.listMailedTo(trx, uids, personId);
  await addEventLetters(
    trx,
    letters.map(({ mailedSequence, ...of }) => ({ ...of, afterSequence: mailedSequence, atMs })),
  );
}

/** Forgets what was told of events that are over for long. */
export async function forgetOldEntries(context: Context, nowMs: number): Promise<void> {
  const ms = nowMs - REMEMBERED_DAYS * DAY_MS;
  await context.database.transaction((trx) =>
    store.deleteOldEntries(trx, { ms, day: dayAt(ms, context.settings.timeZone) }),
  );
}

function markEvent(event: CalendarEvent): MarkedEvent {
  const { time, place, isCancelled, title, names, href } = event;
  return { ...event, mark: hashOf([time, place, isCancelled]), wordsMark: hashOf([title, names, href]) };
}

/** Marks are compared and never read: a hash keeps no words. */
function hashOf(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url');
}

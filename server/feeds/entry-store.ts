import { CALENDAR_PARTS, type EventTime } from '#lib/base/calendar/calendar-event.ts';
import type { FeedScope } from '#lib/feeds/feed.ts';
import type { CalendarEntry } from '#lib/feeds/settle-entries.ts';
import type { Queries } from '../database/engine.ts';
import { piecesOf } from '../database/pieces-of.ts';
import { oneOf } from '../database/stored.ts';

function selectEntries(db: Queries) {
  return db.selectFrom('calendar_entry').selectAll();
}

type EntryColumns = Awaited<ReturnType<ReturnType<typeof selectEntries>['execute']>>[number];

function toEntry(row: EntryColumns): CalendarEntry {
  return {
    uid: row.uid,
    part: oneOf(CALENDAR_PARTS, row.part, 'calendar_entry.part', `${row.person_id}/${row.uid}`),
    time: timeOf(row),
    mark: row.mark,
    wordsMark: row.words_mark,
    sequence: row.sequence,
    isGone: row.is_gone === 1,
    changedAtMs: row.changed_at_ms,
    mailedSequence: row.mailed_sequence,
  };
}

function timeOf({ day, starts_at_ms, ends_at_ms }: EntryColumns): EventTime {
  if (day !== null) return { kind: 'day', day };
  return { kind: 'moment', startMs: starts_at_ms ?? 0, endMs: ends_at_ms ?? 0 };
}

/** What calendars of one scope of a person were told. */
export async function listCalendarEntries(
  db: Queries,
  personId: string,
  scope: FeedScope,
): Promise<CalendarEntry[]> {
  const rows = await selectEntries(db).where('person_id', '=', personId).where('scope', '=', scope).execute();
  return rows.map(toEntry);
}

export async function findCalendarEntry(
  db: Queries,
  personId: string,
  uid: string,
): Promise<CalendarEntry | undefined> {
  const row = await selectEntries(db)
    .where('person_id', '=', personId)
    .where('uid', '=', uid)
    .executeTakeFirst();
  return row && toEntry(row);
}

/** Writes what calendars of one scope were told, over what they were told before. */
export async function putEntries(
  trx: Queries,
  personId: string,
  scope: FeedScope,
  entries: readonly CalendarEntry[],
): Promise<void> {
  for (const piece of piecesOf(entries))
    await trx
      .insertInto('calendar_entry')
      .values(piece.map((entry) => ({ person_id: personId, scope, ...columnsOf(entry) })))
      .onConflict((conflict) =>
        conflict.columns(['person_id', 'uid']).doUpdateSet((eb) => ({
          part: eb.ref('excluded.part'),
          day: eb.ref('excluded.day'),
          starts_at_ms: eb.ref('excluded.starts_at_ms'),
          ends_at_ms: eb.ref('excluded.ends_at_ms'),
          mark: eb.ref('excluded.mark'),
          words_mark: eb.ref('excluded.words_mark'),
          sequence: eb.ref('excluded.sequence'),
          is_gone: eb.ref('excluded.is_gone'),
          changed_at_ms: eb.ref('excluded.changed_at_ms'),
          mailed_sequence: eb.ref('excluded.mailed_sequence'),
        })),
      )
      .execute();
}

function columnsOf({ time, ...entry }: CalendarEntry) {
  return {
    uid: entry.uid,
    part: entry.part,
    day: time.kind === 'day' ? time.day : null,
    starts_at_ms: time.kind === 'moment' ? time.startMs : null,
    ends_at_ms: time.kind === 'moment' ? time.endMs : null,
    mark: entry.mark,
    words_mark: entry.wordsMark,
    sequence: entry.sequence,
    is_gone: Number(entry.isGone),
    changed_at_ms: entry.changedAtMs,
    mailed_sequence: entry.mailedSequence,
  };
}

/** Who was mailed one of these events and may have to hear of it again, with what that letter told. */
export async function listMailedTo(
  db: Queries,
  uids: readonly string[],
  personId?: string,
): Promise<{ personId: string; uid: string; mailedSequence: number }[]> {
  const mailed: { personId: string; uid: string; mailedSequence: number }[] = [];
  for (const piece of piecesOf(uids)) {
    let query = db
      .selectFrom('calendar_entry')
      .select(['person_id as personId', 'uid', 'mailed_sequence as mailedSequence'])
      .where('uid', 'in', piece);
    if (personId !== undefined) query = query.where('person_id', '=', personId);
    for (const { mailedSequence, ...of } of await query.execute())
      if (mailedSequence !== null) mailed.push({ ...of, mailedSequence });
  }
  return mailed;
}

/** Forgets what was over, and changed last, before a day and its moment. */
export async function deleteOldEntries(trx: Queries, before: { day: string; ms: number }): Promise<void> {
  await trx
    .deleteFrom('calendar_entry')
    .where('changed_at_ms', '<', before.ms)
    .where((eb) => eb.or([eb('day', '<', before.day), eb('ends_at_ms', '<', before.ms)]))
    .execute();
}

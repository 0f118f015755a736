import type { ExpressionBuilder } from 'kysely';
import { asId } from '#lib/base/ids.ts';
import { SUBJECT_KINDS, type SubjectRef } from '#lib/base/subject.ts';
import { ALL_NOTICE_KINDS, noticeRule, type NoticeKind } from '#lib/notify/notice-kinds.ts';
import { NoticeFacts, type NoticeId, type NoticeShelf } from '#lib/notify/notice.ts';
import type { Queries } from '../database/engine.ts';
import { piecesOf } from '../database/pieces-of.ts';
import type { Tables } from '../database/tables.ts';
import { oneOf, readJson } from '../database/stored.ts';
import { deleteWaitingUrgent } from './outbox-store.ts';

/** A notice as it is stored, without a word of what it is about. */
export interface StoredNotice {
  id: NoticeId;
  personId: string;
  kind: NoticeKind;
  subject: SubjectRef;
  occasion: string;
  byId: string | null;
  facts: NoticeFacts;
  atMs: number;
  doneAtMs: number | null;
  snoozedUntilMs: number | null;
  letterId: string | null;
}

/** What `insertNotices` says of each that was not there yet. */
export type AddedNotice = Pick<StoredNotice, 'id' | 'personId' | 'kind'>;

/** Adds those that are not there yet, and says which these are. */
export async function insertNotices(
  trx: Queries,
  notices: readonly Omit<StoredNotice, 'doneAtMs' | 'snoozedUntilMs' | 'letterId'>[],
): Promise<AddedNotice[]> {
  const added: AddedNotice[] = [];
  for (const piece of piecesOf(notices)) {
    const rows = await trx
      .insertInto('notice')
      .values(
        piece.map((notice) => ({
          id: notice.id,
          person_id: notice.personId,
          kind: notice.kind,
          subject_kind: notice.subject.kind,
          subject_id: notice.subject.id,
          occasion: notice.occasion,
          by_id: notice.byId,
          facts: JSON.stringify(notice.facts),
          at_ms: notice.atMs,
          done_at_ms: null,
          snoozed_until_ms: null,
          letter_id: null,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['person_id', 'kind', 'subject_kind', 'subject_id', 'occasion']).doNothing(),
      )
      .returning(['id', 'person_id', 'kind'])
      .execute();
    for (const row of rows)
      added.push({
        id: asId<'notice'>(row.id),
        personId: row.person_id,
        kind: oneOf(ALL_NOTICE_KINDS, row.kind, 'notice.kind', row.id),
      });
  }
  return added;
}

interface Meant {
  subject: SubjectRef;
  kinds: readonly NoticeKind[];
  personId?: string;
  exceptIds?: readonly string[];
  occasion?: string;
}

function isMeant({ subject, kinds, personId, exceptIds = [], occasion }: Meant) {
  return (eb: ExpressionBuilder<Tables, 'notice'>) =>
    eb.and([
      eb('subject_kind', '=', subject.kind),
      eb('subject_id', '=', subject.id),
      eb('kind', 'in', kinds),
      ...(personId === undefined ? [] : [eb('person_id', '=', personId)]),
      ...(exceptIds.length === 0 ? [] : [eb('person_id', 'not in', exceptIds)]),
      ...(occasion === undefined ? [] : [eb('occasion', '=', occasion)]),
    ]);
}

/** Their letters that have not left go with them; answers whose they were. */
async function withoutLetters(
  trx: Queries,
  rows: readonly { id: string; person_id: string }[],
): Promise<string[]> {
  await deleteWaitingUrgent(
    trx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ person_id }) => person_id);
}

/** Whose of these still wait, put off or not. */
export async function listWaitingFor(db: Queries, meant: Meant): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('notice')
    .select('person_id')
    .distinct()
    .where('done_at_ms', 'is', null)
    .where(isMeant(meant))
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

/** About what notices of these kinds still wait for anybody, and at which occasion. */
export async function listWaitingAbout(
  db: Queries,
  kinds: readonly NoticeKind[],
): Promise<{ subject: SubjectRef; occasion: string }[]> {
  const rows = await db
    .selectFrom('notice')
    .select(['subject_kind', 'subject_id', 'occasion'])
    .distinct()
    .where('done_at_ms', 'is', null)
    .where('kind', 'in', kinds)
    .execute();
  return rows.map(({ subject_kind, subject_id, occasion }) => ({
    subject: { kind: oneOf(SUBJECT_KINDS, subject_kind, 'notice.subject_kind', subject_id), id: subject_id },
    occasion,
  }));
}

/** Marks as done what still waits, with its letters; answers whose it was. */
export async function finishMeant(trx: Queries, meant: Meant, atMs: number): Promise<string[]> {
  const rows = await trx
    .updateTable('notice')
    .set({ done_at_ms: atMs, snoozed_until_ms: null })
    .where('done_at_ms', 'is', null)
    .where(isMeant(meant))
    .returning(['id', 'person_id'])
    .execute();
  return withoutLetters(trx, rows);
}

/** Deletes them, done or not, with their letters; answers whose they were. */
export async function deleteMeant(trx: Queries, meant: Meant): Promise<string[]> {
  const rows = await trx.deleteFrom('notice').where(isMeant(meant)).returning(['id', 'person_id']).execute();
  return withoutLetters(trx, rows);
}

function selectNotices(db: Queries) {
  return db.selectFrom('notice').selectAll().orderBy('at_ms', 'desc').orderBy('id', 'desc');
}

function toNotice(
  row: Awaited<ReturnType<ReturnType<typeof selectNotices>['execute']>>[number],
): StoredNotice {
  return {
    id: asId<'notice'>(row.id),
    personId: row.person_id,
    kind: oneOf(ALL_NOTICE_KINDS, row.kind, 'notice.kind', row.id),
    subject: {
      kind: oneOf(SUBJECT_KINDS, row.subject_kind, 'notice.subject_kind', row.id),
      id: row.subject_id,
    },
    occasion: row.occasion,
    byId: row.by_id,
    facts: readJson(NoticeFacts, row.facts, 'notice.facts', row.id),
    atMs: row.at_ms,
    doneAtMs: row.done_at_ms,
    snoozedUntilMs: row.snoozed_until_ms,
    letterId: row.letter_id,
  };
}

/** One person's notices, newest first, at most so many. */
export async function listNoticesOf(
  db: Queries,
  personId: string,
  { shelf, nowMs, limit }: { shelf: Exclude<NoticeShelf, 'muted'>; nowMs: number; limit: number },
): Promise<StoredNotice[]> {
  let query = selectNotices(db).where('person_id', '=', personId).limit(limit);
  if (shelf === 'done') query = query.where('done_at_ms', 'is not', null);
  else if (shelf === 'snoozed')
    query = query.where('done_at_ms', 'is', null).where('snoozed_until_ms', '>', nowMs);
  else
    query = query
      .where('done_at_ms', 'is', null)
      .where((eb) => eb.or([eb('snoozed_until_ms', 'is', null), eb('snoozed_until_ms', '<=', nowMs)]));
  return (await query.execute()).map(toNotice);
}

/** These of one person's notices. */
export async function findNotices(
  db: Queries,
  personId: string,
  ids: readonly string[],
): Promise<StoredNotice[]> {
  if (ids.length === 0) return [];
  const rows = await selectNotices(db).where('person_id', '=', personId).where('id', 'in', ids).execute();
  return rows.map(toNotice);
}

/** News of one subject that still waits for a person, put off or not; what cannot wait is none. */
export async function listNewsAbout(
  db: Queries,
  personId: string,
  subject: SubjectRef,
): Promise<StoredNotice[]> {
  const rows = await selectNotices(db)
    .where('person_id', '=', personId)
    .where('done_at_ms', 'is', null)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .execute();
  return rows.map(toNotice).filter(({ kind }) => !noticeRule(kind).isUrgent);
}

/** Where one person's notices stand, all alike. */
export async function placeNotices(
  trx: Queries,
  personId: string,
  ids: readonly string[],
  place: { doneAtMs: number | null; snoozedUntilMs: number | null },
): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('notice')
    .set({ done_at_ms: place.doneAtMs, snoozed_until_ms: place.snoozedUntilMs })
    .where('person_id', '=', personId)
    .where('id', 'in', ids)
    .execute();
}

/** What waits for a person at a moment and no letter has told, or this one was about to. */
export async function listUntold(
  db: Queries,
  personId: string,
  nowMs: number,
  letterId?: string,
): Promise<StoredNotice[]> {
  const rows = await selectNotices(db)
    .where('person_id', '=', personId)
    .where((eb) =>
      letterId === undefined
        ? eb('letter_id', 'is', null)
        : eb.or([eb('letter_id', 'is', null), eb('letter_id', '=', letterId)]),
    )
    .where('done_at_ms', 'is', null)
    .where((eb) => eb.or([eb('snoozed_until_ms', 'is', null), eb('snoozed_until_ms', '<=', nowMs)]))
    .execute();
  return rows.map(toNotice);
}

/** Everybody for whom something waits that no letter has told. */
export async function listPeopleWithUntold(db: Queries): Promise<string[]> {
  const rows = await db
    .selectFrom('notice')
    .select('person_id')
    .distinct()
    .where('letter_id', 'is', null)
    .where('done_at_ms', 'is', null)
    .execute();
  return rows.map(({ person_id }) => person_id);
}

/** Writes down which letter tells these notices. */
export async function markTold(trx: Queries, ids: readonly string[], letterId: string): Promise<void> {
  for (const piece of piecesOf(ids))
    await trx.updateTable('notice').set({ letter_id: letterId }).where('id', 'in', piece).execute();
}

/** A letter did not leave: what it told is untold again. */
export async function markUntold(trx: Queries, letterId: string): Promise<void> {
  await trx.updateTable('notice').set({ letter_id: null }).where('letter_id', '=', letterId).execute();
}

/** Forgets what was done before a moment, and what was told before another. */
export async function deleteOldNotices(
  trx: Queries,
  { doneBeforeMs, toldBeforeMs }: { doneBeforeMs: number; toldBeforeMs: number },
): Promise<void> {
  await trx
    .deleteFrom('notice')
    .where((eb) => eb.or([eb('done_at_ms', '<', doneBeforeMs), eb('at_ms', '<', toldBeforeMs)]))
    .execute();
}

/** Forgets all that one person was told. */
export async function deleteNoticesOf(trx: Queries, personId: string): Promise<number> {
  const result = await trx.deleteFrom('notice').where('person_id', '=', personId).executeTakeFirst();
  return Number(result.numDeletedRows);
}

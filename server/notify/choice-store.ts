import { subjectKey, SUBJECT_KINDS, type SubjectRef } from '#lib/base/subject.ts';
import { DEFAULT_DIGEST, DIGEST_RHYTHMS, type DigestChoice } from '#lib/notify/notice.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

/** What these people muted, each as the person and the key of the subject with a space between. */
export async function listMutes(db: Queries, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await db.selectFrom('notice_mute').selectAll().where('person_id', 'in', personIds).execute();
  return new Set(rows.map((row) => `${row.person_id} ${subjectKey(toRef(row))}`));
}

/** What one person muted, newest first. */
export async function listMutesOf(db: Queries, personId: string): Promise<SubjectRef[]> {
  const rows = await db
    .selectFrom('notice_mute')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('muted_at_ms', 'desc')
    .execute();
  return rows.map(toRef);
}

function toRef(row: { person_id: string; subject_kind: string; subject_id: string }): SubjectRef {
  const kind = oneOf(SUBJECT_KINDS, row.subject_kind, 'notice_mute.subject_kind', row.person_id);
  return { kind, id: row.subject_id };
}

/** False where it was muted already. */
export async function insertMute(
  trx: Queries,
  personId: string,
  subject: SubjectRef,
  mutedAtMs: number,
): Promise<boolean> {
  const row = await trx
    .insertInto('notice_mute')
    .values({
      person_id: personId,
      subject_kind: subject.kind,
      subject_id: subject.id,
      muted_at_ms: mutedAtMs,
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'subject_kind', 'subject_id']).doNothing())
    .returning('person_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** False where it was not muted. */
export async function deleteMute(trx: Queries, personId: string, subject: SubjectRef): Promise<boolean> {
  const row = await trx
    .deleteFrom('notice_mute')
    .where('person_id', '=', personId)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .returning('person_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Everybody who wants no letter at once. */
export async function listWithoutUrgent(db: Queries): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('digest_choice').select('person_id').where('urgent', '=', 0).execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

/** When somebody wants the digest. */
export async function findDigestChoice(db: Queries, personId: string): Promise<DigestChoice> {
  return (await listDigestChoices(db, personId)).get(personId) ?? DEFAULT_DIGEST;
}

/** What people chose about the digest, by person; who is missing has the default. */
export async function listDigestChoices(
  db: Queries,
  personId?: string,
): Promise<ReadonlyMap<string, DigestChoice>> {
  let query = db.selectFrom('digest_choice').selectAll();
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  const rows = await query.execute();
  return new Map(
    rows.map((row) => [
      row.person_id,
      {
        rhythm: oneOf(DIGEST_RHYTHMS, row.rhythm, 'digest_choice.rhythm', row.person_id),
        weekday: row.weekday,
        hour: row.hour,
        isUrgentAtOnce: row.urgent === 1,
      },
    ]),
  );
}

export async function writeDigestChoice(trx: Queries, personId: string, choice: DigestChoice): Promise<void> {
  const values = {
    rhythm: choice.rhythm,
    weekday: choice.weekday,
    hour: choice.hour,
    urgent: choice.isUrgentAtOnce ? 1 : 0,
  };
  await trx
    .insertInto('digest_choice')
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute();
}

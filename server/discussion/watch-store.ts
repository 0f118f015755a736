import type { SubjectRef } from '#lib/base/subject.ts';
import type { Queries } from '../database/engine.ts';

/** What people chose about news of a thing; who never chose is not among them. */
export async function listWatches(
  db: Queries,
  { kind, id }: SubjectRef,
): Promise<ReadonlyMap<string, boolean>> {
  const rows = await db
    .selectFrom('watch')
    .select(['person_id', 'is_on'])
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.is_on === 1]));
}

/** Who chose to watch a thing, or began by writing there. */
export async function listWatchers(db: Queries, subject: SubjectRef): Promise<string[]> {
  return [...(await listWatches(db, subject))].flatMap(([personId, isOn]) => (isOn ? personId : []));
}

/** What one person chose about a thing; undefined where they never did. */
export async function findWatch(
  db: Queries,
  personId: string,
  { kind, id }: SubjectRef,
): Promise<boolean | undefined> {
  const row = await db
    .selectFrom('watch')
    .select('is_on')
    .where('person_id', '=', personId)
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .executeTakeFirst();
  return row && row.is_on === 1;
}

/** These people watch from now on, but for those who chose otherwise. */
export async function beginWatching(
  trx: Queries,
  personIds: readonly string[],
  { kind, id }: SubjectRef,
  atMs: number,
): Promise<void> {
  if (personIds.length === 0) return;
  await trx
    .insertInto('watch')
    .values(
      personIds.map((personId) => ({
        ...{ person_id: personId, subject_kind: kind, subject_id: id, is_on: 1, at_ms: atMs },
      })),
    )
    .onConflict((conflict) => conflict.columns(['person_id', 'subject_kind', 'subject_id']).doNothing())
    .execute();
}

/** Somebody chose. */
export async function writeWatch(
  trx: Queries,
  personId: string,
  { kind, id }: SubjectRef,
  { isOn, atMs }: { isOn: boolean; atMs: number },
): Promise<void> {
  const values = { is_on: isOn ? 1 : 0, at_ms: atMs };
  await trx
    .insertInto('watch')
    .values({ person_id: personId, subject_kind: kind, subject_id: id, ...values })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'subject_kind', 'subject_id']).doUpdateSet(values),
    )
    .execute();
}

/** Somebody who left watches nothing. */
export async function deleteWatchesOf(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('watch').where('person_id', '=', personId).execute();
}

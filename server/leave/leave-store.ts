import { asId } from '#lib/base/ids.ts';
import { LEAVE_KINDS, type Absence, type LeaveDays, type LeaveId, type LeaveKind } from '#lib/leave/leave.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

/** A leave with its kind: for its person and their line manager alone [LE2]. */
export interface LeaveRow extends Absence {
  id: LeaveId;
  kind: LeaveKind;
  sourceKey: string | null;
  version: number;
}

/** The leaves of these people that end on a day or after it, with their kinds, in their order. */
export async function listLeavesOf(
  db: Queries,
  personIds: readonly string[],
  notBefore = '',
): Promise<LeaveRow[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('leave')
    .selectAll()
    .where('person_id', 'in', personIds)
    .where('ends_on', '>=', notBefore)
    .orderBy('starts_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: asId<'leave'>(row.id),
    personId: row.person_id,
    kind: oneOf(LEAVE_KINDS, row.kind, 'leave.kind', row.id),
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    sourceKey: row.source_key,
    version: row.version,
  }));
}

/** When these people are away within some days, and not why: the kind is not even read [LE2]. */
export async function listAbsencesOf(
  db: Queries,
  personIds: readonly string[],
  { startsOn, endsOn }: LeaveDays,
): Promise<Absence[]> {
  if (personIds.length === 0) return [];
  return selectAbsences(db, { startsOn, endsOn }).where('leave.person_id', 'in', personIds).execute();
}

/** The same of everybody who is active, with their names. */
export async function listEverybodysAbsences(
  db: Queries,
  days: LeaveDays,
): Promise<(Absence & { name: string })[]> {
  return selectAbsences(db, days).where('person.active', '=', 1).select('person.name').execute();
}

function selectAbsences(db: Queries, { startsOn, endsOn }: LeaveDays) {
  return db
    .selectFrom('leave')
    .innerJoin('person', 'person.id', 'leave.person_id')
    .select(['leave.person_id as personId', 'leave.starts_on as startsOn', 'leave.ends_on as endsOn'])
    .where('leave.starts_on', '<=', endsOn)
    .where('leave.ends_on', '>=', startsOn)
    .orderBy('leave.starts_on')
    .orderBy('leave.id');
}

export async function insertLeave(trx: Queries, leave: LeaveRow): Promise<void> {
  await trx
    .insertInto('leave')
    .values({
      id: leave.id,
      person_id: leave.personId,
      kind: leave.kind,
      starts_on: leave.startsOn,
      ends_on: leave.endsOn,
      source_key: leave.sourceKey,
      version: leave.version,
    })
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateLeave(
  trx: Queries,
  leave: Pick<LeaveRow, 'id' | 'kind' | 'startsOn' | 'endsOn' | 'version'>,
): Promise<boolean> {
  const result = await trx
    .updateTable('leave')
    .set({
      kind: leave.kind,
      starts_on: leave.startsOn,
      ends_on: leave.endsOn,
      version: leave.version + 1,
    })
    .where('id', '=', leave.id)
    .where('version', '=', leave.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteLeave(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('leave').where('id', '=', id).execute();
}

/** Forgets what was over before a day, of whoever [LE9]. */
export async function deleteLeavesBefore(trx: Queries, day: string): Promise<void> {
  await trx.deleteFrom('leave').where('ends_on', '<', day).execute();
}

/** Forgets every leave of a person [LE9]. */
export async function deleteLeavesOf(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('leave').where('person_id', '=', personId).execute();
}

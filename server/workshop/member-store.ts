import { asId } from '#lib/base/ids.ts';
import type { PersonId } from '#lib/people/person.ts';
import type { Queries } from '../database/engine.ts';

export interface MemberRow {
  personId: PersonId;
  name: string;
  departmentName: string | null;
  isObserver: boolean;
  /** Null while they have not come yet. */
  enteredAtMs: number | null;
}

function selectMembers(db: Queries, workshopId: string) {
  return db
    .selectFrom('workshop_member')
    .innerJoin('person', 'person.id', 'workshop_member.person_id')
    .leftJoin('department', 'department.id', 'person.department_id')
    .select(['person.id', 'person.name', 'department.name as department_name'])
    .select(['workshop_member.is_observer', 'workshop_member.entered_at_ms'])
    .where('workshop_member.workshop_id', '=', workshopId)
    .orderBy('person.name');
}

function toMember(row: Awaited<ReturnType<ReturnType<typeof selectMembers>['execute']>>[number]): MemberRow {
  return {
    personId: asId<'person'>(row.id),
    name: row.name,
    departmentName: row.department_name,
    isObserver: row.is_observer !== 0,
    enteredAtMs: row.entered_at_ms,
  };
}

export async function listMembers(db: Queries, workshopId: string): Promise<MemberRow[]> {
  return (await selectMembers(db, workshopId).execute()).map(toMember);
}

export async function findMember(
  db: Queries,
  workshopId: string,
  personId: string,
): Promise<MemberRow | undefined> {
  const row = await selectMembers(db, workshopId).where('person.id', '=', personId).executeTakeFirst();
  return row && toMember(row);
}

/** In which workshops somebody is invited, and whether to watch only. */
export async function listMemberships(
  db: Queries,
  personId: string,
): Promise<{ workshopId: string; isObserver: boolean }[]> {
  const rows = await db
    .selectFrom('workshop_member')
    .select(['workshop_id', 'is_observer'])
    .where('person_id', '=', personId)
    .execute();
  return rows.map((row) => ({ workshopId: row.workshop_id, isObserver: row.is_observer === 1 }));
}

/** In which workshops these people are invited or help. */
export async function listTakingPart(
  db: Queries,
  personIds: readonly string[],
): Promise<{ workshopId: string; personId: string }[]> {
  if (personIds.length === 0) return [];
  const columns = ['workshop_id as workshopId', 'person_id as personId'] as const;
  const invited = db.selectFrom('workshop_member').select(columns).where('person_id', 'in', personIds);
  const helping = db.selectFrom('workshop_facilitator').select(columns).where('person_id', 'in', personIds);
  return [...(await invited.execute()), ...(await helping.execute())];
}

/** Invites everybody in the list; who is invited already stays so [WS9]. Returns who was not yet. */
export async function insertMembers(
  trx: Queries,
  workshopId: string,
  personIds: readonly string[],
  invitedAtMs: number,
): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await trx
    .insertInto('workshop_member')
    .values(
      personIds.map((id) => ({
        workshop_id: workshopId,
        person_id: id,
        invited_at_ms: invitedAtMs,
        entered_at_ms: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['workshop_id', 'person_id']).doNothing())
    .returning('person_id')
    .execute();
  return rows.map(({ person_id }) => person_id);
}

/**
 * Uninvites these people, and returns whom; who came in, helps, has a seat, or was mailed stays: they count on it.
 */
export async function deleteMembers(
  trx: Queries,
  workshopId: string,
  personIds: readonly string[],
): Promise<string[]> {
  if (personIds.length === 0) return [];
  const bound = (table: 'workshop_seat' | 'workshop_facilitator' | 'workshop_mailing') =>
    trx.selectFrom(table).select('person_id').where('workshop_id', '=', workshopId);
  const rows = await trx
    .deleteFrom('workshop_member')
    .where('workshop_id', '=', workshopId)
    .where('person_id', 'in', personIds)
    .where('entered_at_ms', 'is', null)
    .where('person_id', 'not in', bound('workshop_seat'))
    .where('person_id', 'not in', bound('workshop_facilitator'))
    .where('person_id', 'not in', bound('workshop_mailing'))
    .returning('person_id')
    .execute();
  return rows.map(({ person_id }) => person_id);
}

/** Gives a member a place in the room, or another one. */
export async function placeMember(
  trx: Queries,
  workshopId: string,
  personId: string,
  place: { isObserver: boolean; enteredAtMs: number },
): Promise<void> {
  await trx
    .updateTable('workshop_member')
    .set({ is_observer: Number(place.isObserver), entered_at_ms: place.enteredAtMs })
    .where('workshop_id', '=', workshopId)
    .where('person_id', '=', personId)
    .execute();
}

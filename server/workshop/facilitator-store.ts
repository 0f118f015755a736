import { asId } from '#lib/base/ids.ts';
import type { PersonId } from '#lib/people/person.ts';
import type { Queries } from '../database/engine.ts';

export interface CofacilitatorRow {
  personId: PersonId;
  name: string;
}

export async function listCofacilitators(db: Queries, workshopId: string): Promise<CofacilitatorRow[]> {
  const rows = await db
    .selectFrom('workshop_facilitator')
    .innerJoin('person', 'person.id', 'workshop_facilitator.person_id')
    .select(['person.id', 'person.name'])
    .where('workshop_facilitator.workshop_id', '=', workshopId)
    .orderBy('person.name')
    .execute();
  return rows.map(({ id, name }) => ({ personId: asId<'person'>(id), name }));
}

/** The workshops in which somebody helps to steer. */
export async function listHelpedWorkshops(db: Queries, personId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('workshop_facilitator')
    .select('workshop_id')
    .where('person_id', '=', personId)
    .execute();
  return new Set(rows.map((row) => row.workshop_id));
}

export async function isCofacilitator(db: Queries, workshopId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('workshop_facilitator')
    .select('person_id')
    .where('workshop_id', '=', workshopId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertCofacilitator(
  trx: Queries,
  workshopId: string,
  personId: string,
  addedAtMs: number,
): Promise<void> {
  await trx
    .insertInto('workshop_facilitator')
    .values({ workshop_id: workshopId, person_id: personId, added_at_ms: addedAtMs })
    .onConflict((conflict) => conflict.columns(['workshop_id', 'person_id']).doNothing())
    .execute();
}

/** Returns since when they helped; undefined when they did not. */
export async function deleteCofacilitator(
  trx: Queries,
  workshopId: string,
  personId: string,
): Promise<number | undefined> {
  const row = await trx
    .deleteFrom('workshop_facilitator')
    .where('workshop_id', '=', workshopId)
    .where('person_id', '=', personId)
    .returning('added_at_ms')
    .executeTakeFirst();
  return row?.added_at_ms;
}

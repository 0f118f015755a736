import type { Queries } from '../database/engine.ts';

/** Leads who are there, by id. */
export async function listActiveLeads(db: Queries): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .select('person.id')
    .where('person.active', '=', 1)
    .where('person_role.role', '=', 'lead')
    .execute();
  return rows.map(({ id }) => id);
}

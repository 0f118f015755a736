import type { Role } from '#lib/people/permissions.ts';
import type { Queries } from '../database/engine.ts';

/** Leads who are there, by id. */
export function listActiveLeads(db: Queries): Promise<string[]> {
  return listActiveHolders(db, ['lead']);
}

/** Whoever is there and has one of these roles, by id, each once; standings that are no roles have nobody. */
export async function listActiveHolders(
  db: Queries,
  roles: readonly (Role | 'guest' | 'nobody')[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .select('person.id')
    .distinct()
    .where('person.active', '=', 1)
    .where('person_role.role', 'in', roles)
    .execute();
  return rows.map(({ id }) => id);
}

/** Everybody who is there, by id. */
export async function listActivePeople(db: Queries): Promise<string[]> {
  const rows = await db.selectFrom('person').select('id').where('active', '=', 1).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

import type { Signer } from '#lib/projects/approve.ts';
import type { LightSigner } from '#lib/projects/light-route.ts';
import type { Queries } from '../database/engine.ts';

/** A director with what a signature keeps of them [PR10]. */
export interface SignerRow extends Signer {
  name: string;
  departmentId: string | null;
  departmentName: string | null;
  roleSinceMs: number | null;
  roleGrantedBy: string | null;
}

function selectSigners(db: Queries) {
  return db
    .selectFrom('person')
    .leftJoin('department', 'department.id', 'person.department_id')
    .leftJoin('person_role', (join) =>
      join.onRef('person_role.person_id', '=', 'person.id').on('person_role.role', '=', 'director'),
    )
    .select([
      'person.id',
      'person.name',
      'person.active',
      'person.signs_from_ms',
      'person.department_id',
      'department.name as department_name',
      'department.part',
      'person_role.role',
      'person_role.granted_at_ms',
      'person_role.granted_by_name',
    ])
    .orderBy('person.name');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectSigners>['execute']>>[number];

function toSigner(row: Selected): SignerRow {
  return {
    id: row.id,
    name: row.name,
    isActive: row.active === 1,
    isDirector: row.role !== null,
    part: row.part,
    signsFromMs: row.signs_from_ms,
    departmentId: row.department_id,
    departmentName: row.department_name,
    roleSinceMs: row.granted_at_ms,
    roleGrantedBy: row.granted_by_name,
  };
}

/** One person as they are now, director or not. */
export async function findSigner(db: Queries, personId: string): Promise<SignerRow | undefined> {
  const row = await selectSigners(db).where('person.id', '=', personId).executeTakeFirst();
  return row && toSigner(row);
}

/** Every active director, of whatever department. */
export async function listSigners(db: Queries): Promise<SignerRow[]> {
  const rows = await selectSigners(db)
    .where('person.active', '=', 1)
    .where('person_role.role', 'is not', null)
    .execute();
  return rows.map(toSigner);
}

/** Whoever could say yes to a light project: active leads and directors, by name [PR43]. */
export async function listLightSigners(db: Queries): Promise<(LightSigner & { name: string })[]> {
  const rows = await db
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .select(['person.id', 'person.name', 'person.signs_from_ms', 'person_role.role'])
    .where('person.active', '=', 1)
    .where('person_role.role', 'in', ['lead', 'director'])
    .orderBy('person.name')
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const roles = own.map(({ role }) => role);
    return {
      id: first.id,
      name: first.name,
      isActive: true,
      isLead: roles.includes('lead'),
      isDirector: roles.includes('director'),
      signsFromMs: first.signs_from_ms,
    };
  });
}

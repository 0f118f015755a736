import { isLocale, type Locale } from '#lib/base/locale.ts';
import { asId } from '#lib/base/ids.ts';
import { ROLES, type Role } from '#lib/people/permissions.ts';
import {
  LEVELS,
  THEMES,
  type Actor,
  type DepartmentId,
  type Level,
  type PersonId,
  type Theme,
} from '#lib/people/person.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

export interface PersonRow {
  id: PersonId;
  loginUserId: string | null;
  name: string;
  email: string;
  departmentId: DepartmentId | null;
  departmentName: string | null;
  roles: Role[];
  level: Level | null;
  managerId: PersonId | null;
  managerName: string | null;
  /** The last day of the employment (ISO), where it has one. */
  employedUntil: string | null;
  /** Of the last sign-in no more than its month, such as 2026-11 [PE38]. */
  signedInMonth: string | null;
  locale: Locale;
  theme: Theme;
  hasLetterKeys: boolean;
  /** A zone of their own; null where the browser says it. */
  timeZone: string | null;
  isActive: boolean;
  version: number;
}

function selectPeople(db: Queries) {
  return db
    .selectFrom('person')
    .leftJoin('department', 'department.id', 'person.department_id')
    .leftJoin('person as manager', 'manager.id', 'person.manager_id')
    .select([
      'person.id',
      'person.login_user_id',
      'person.name',
      'person.email',
      'person.department_id',
      'department.name as department_name',
      'person.level',
      'person.manager_id',
      'manager.name as manager_name',
      'person.employed_until',
      'person.signed_in_month',
      'person.locale',
      'person.theme',
      'person.letter_keys',
      'person.time_zone',
      'person.active',
      'person.version',
    ])
    .orderBy('person.name');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectPeople>['execute']>>[number];

/** The roles of few are asked for by name, those of everybody at once: a statement takes so many values. */
async function withRoles(db: Queries, rows: Selected[], isEverybody = false): Promise<PersonRow[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const roleQuery = db.selectFrom('person_role').select(['person_id', 'role']);
  const granted = await (isEverybody ? roleQuery : roleQuery.where('person_id', 'in', ids)).execute();
  const roles = Map.groupBy(granted, (grant) => grant.person_id);
  return rows.map((row) => ({
    id: asId<'person'>(row.id),
    loginUserId: row.login_user_id,
    name: row.name,
    email: row.email,
    departmentId: row.department_id === null ? null : asId<'department'>(row.department_id),
    departmentName: row.department_name,
    roles: (roles.get(row.id) ?? []).map((grant) => oneOf(ROLES, grant.role, 'person_role.role', row.id)),
    level: row.level === null ? null : oneOf(LEVELS, row.level, 'person.level', row.id),
    managerId: row.manager_id === null ? null : asId<'person'>(row.manager_id),
    managerName: row.manager_name,
    employedUntil: row.employed_until,
    signedInMonth: row.signed_in_month,
    locale: isLocale(row.locale) ? row.locale : 'en',
    theme: THEMES.find((theme) => theme === row.theme) ?? 'system',
    hasLetterKeys: row.letter_keys === 1,
    timeZone: row.time_zone,
    isActive: row.active === 1,
    version: row.version,
  }));
}

export async function listPeople(db: Queries): Promise<PersonRow[]> {
  return withRoles(db, await selectPeople(db).execute(), true);
}

export async function findPerson(
  db: Queries,
  by: { id: string } | { loginUserId: string } | { email: string },
): Promise<PersonRow | undefined> {
  let query = selectPeople(db);
  if ('id' in by) query = query.where('person.id', '=', by.id);
  else if ('loginUserId' in by) query = query.where('person.login_user_id', '=', by.loginUserId);
  else query = query.where('person.email', '=', by.email);
  const rows = await withRoles(db, await query.execute());
  return rows[0];
}

/** Of a sign-in no more is kept than its month [PE38]; the person's version stays, nobody else's form is stale by it. */
export async function noteSignIn(db: Queries, personId: string, month: string): Promise<void> {
  await db.updateTable('person').set({ signed_in_month: month }).where('id', '=', personId).execute();
}

/** Takes a person for the rest of a transaction: what they do twice at once happens one after the other. */
export async function holdPerson(trx: Queries, id: string): Promise<void> {
  await trx
    .updateTable('person')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
}

/** Those of these people who exist and are active. */
export async function areActive(db: Queries, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('id', 'in', ids)
    .where('active', '=', 1)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** The names of these people, whether they are still there or not. */
export async function namesOf(db: Queries, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function insertPerson(
  trx: Queries,
  person: {
    id: PersonId;
    name: string;
    email: string;
    departmentId: string | null;
    locale: Locale;
    createdAtMs: number;
    level?: Level | null;
    managerId?: string | null;
    employedUntil?: string | null;
  },
): Promise<void> {
  await trx
    .insertInto('person')
    .values({
      id: person.id,
      login_user_id: null,
      name: person.name,
      email: person.email,
      department_id: person.departmentId,
      locale: person.locale,
      theme: 'system',
      active: 1,
      created_at_ms: person.createdAtMs,
      level: person.level ?? null,
      manager_id: person.managerId ?? null,
      employed_until: person.employedUntil ?? null,
      version: 1,
    })
    .execute();
}

/** Who gave a role, and when: a signature shows both. */
export interface Grant {
  atMs: number;
  byName: string;
}

/** Who gives a role now; a signature shows it later. */
export function grantOf(atMs: number, actor: Actor): Grant {
  return { atMs, byName: 'name' in actor ? actor.name : '' };
}

/** Gives and takes roles; one that stays keeps who gave it and when. */
export async function replaceRoles(
  trx: Queries,
  personId: PersonId,
  roles: readonly Role[],
  grant: Grant,
): Promise<void> {
  let taken = trx.deleteFrom('person_role').where('person_id', '=', personId);
  if (roles.length > 0) taken = taken.where('role', 'not in', roles);
  await taken.execute();
  if (roles.length === 0) return;
  await trx
    .insertInto('person_role')
    .values(
      roles.map((role) => ({
        person_id: personId,
        role,
        granted_at_ms: grant.atMs,
        granted_by_name: grant.byName,
      })),
    )
    .onConflict((conflict) => conflict.columns(['person_id', 'role']).doNothing())
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updatePerson(
  trx: Queries,
  personId: string,
  version: number,
  change: Partial<{
    name: string;
    department_id: string | null;
    active: number;
    locale: string;
    theme: string;
    letter_keys: number;
    time_zone: string | null;
    email: string;
    login_user_id: string;
    signs_from_ms: number;
    level: string | null;
    manager_id: string | null;
    employed_until: string | null;
  }>,
): Promise<boolean> {
  const result = await trx
    .updateTable('person')
    .set({
      // What is undefined stays as it is.
      name: change.name,
      department_id: change.department_id,
      active: change.active,
      locale: change.locale,
      theme: change.theme,
      letter_keys: change.letter_keys,
      time_zone: change.time_zone,
      email: change.email,
      login_user_id: change.login_user_id,
      signs_from_ms: change.signs_from_ms,
      level: change.level,
      manager_id: change.manager_id,
      employed_until: change.employed_until,
      version: version + 1,
    })
    .where('id', '=', personId)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function countActiveAdmins(db: Queries, except: string): Promise<number> {
  const row = await db
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('person_role.role', '=', 'admin')
    .where('person.active', '=', 1)
    .where('person.id', '!=', except)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function hasActiveAdmin(db: Queries): Promise<boolean> {
  return (await countActiveAdmins(db, '')) > 0;
}

export async function findOrganisation(db: Queries): Promise<{ name: string; locale: Locale } | undefined> {
  const row = await db.selectFrom('organisation').select(['name', 'locale']).executeTakeFirst();
  return row && { name: row.name, locale: isLocale(row.locale) ? row.locale : 'en' };
}

export async function insertOrganisation(
  trx: Queries,
  organisation: { name: string; locale: Locale; createdAtMs: number },
): Promise<void> {
  await trx
    .insertInto('organisation')
    .values({
      id: 'main', // the one there is
      name: organisation.name,
      locale: organisation.locale,
      created_at_ms: organisation.createdAtMs,
      version: 1,
    })
    .execute();
}

import { asId } from '#lib/base/ids.ts';
import type { CompetenceLevel } from '#lib/people/competence.ts';
import type { TeamMember, TeamNeed, TeamRequirement } from '#lib/people/team/team.ts';
import type { Queries } from '../../database/engine.ts';
import { readCompetenceLevel } from '../competence-store.ts';

/** Who is in the CX team, those who are switched off apart; by the order of the database. */
export async function listTeamMembers(db: Queries): Promise<TeamMember[]> {
  const rows = await db
    .selectFrom('team_member')
    .innerJoin('person', 'person.id', 'team_member.person_id')
    .leftJoin('department', 'department.id', 'person.department_id')
    .select([
      'person.id',
      'person.name',
      'department.name as departmentName',
      'team_member.since_ms as sinceMs',
    ])
    .where('person.active', '=', 1)
    .execute();
  return rows.map((row) => ({ ...row, sinceMs: Number(row.sinceMs) }));
}

export async function isTeamMember(db: Queries, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('team_member')
    .select('person_id')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertTeamMember(trx: Queries, personId: string, sinceMs: number): Promise<void> {
  await trx.insertInto('team_member').values({ person_id: personId, since_ms: sinceMs }).execute();
}

/** Takes somebody out, with all that they said of others and others of them; since when they were in it. */
export async function deleteTeamMember(trx: Queries, personId: string): Promise<number | undefined> {
  const row = await trx
    .deleteFrom('team_member')
    .where('person_id', '=', personId)
    .returning('since_ms')
    .executeTakeFirst();
  return row && Number(row.since_ms);
}

/** The competences that the team needs, in its order. */
export async function listTeamNeeds(db: Queries): Promise<TeamNeed[]> {
  const rows = await db
    .selectFrom('team_need')
    .innerJoin('competence', 'competence.id', 'team_need.competence_id')
    .select(['competence.id as competenceId', 'competence.name', 'team_need.wanted', 'team_need.version'])
    .orderBy('team_need.position')
    .orderBy('competence.id')
    .execute();
  return rows.map((row) => ({
    ...row,
    wanted: readCompetenceLevel(row.wanted, 'team_need.wanted', row.competenceId),
  }));
}

/** Adds a need at a place of the list, the places being those of `setNeedOrder`. */
export async function insertTeamNeed(
  trx: Queries,
  need: { competenceId: string; wanted: number; position: number; version?: number },
): Promise<void> {
  const { competenceId, wanted, position, version = 1 } = need;
  await trx
    .insertInto('team_need')
    .values({ competence_id: competenceId, wanted, position, version })
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateTeamNeed(
  trx: Queries,
  competenceId: string,
  version: number,
  wanted: CompetenceLevel,
): Promise<boolean> {
  const result = await trx
    .updateTable('team_need')
    .set({ wanted, version: version + 1 })
    .where('competence_id', '=', competenceId)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteTeamNeed(trx: Queries, competenceId: string): Promise<void> {
  await trx.deleteFrom('team_need').where('competence_id', '=', competenceId).execute();
}

/** Numbers the needs as they stand here, from 0 on. */
export async function setNeedOrder(trx: Queries, competenceIds: readonly string[]): Promise<void> {
  for (const [position, id] of competenceIds.entries())
    await trx.updateTable('team_need').set({ position }).where('competence_id', '=', id).execute();
}

/** What is asked of every member, in the team's order. */
export async function listTeamRequirements(db: Queries): Promise<TeamRequirement[]> {
  const rows = await db
    .selectFrom('team_requirement')
    .select(['id', 'name', 'version'])
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, id: asId<'requirement'>(row.id) }));
}

export async function insertRequirement(
  trx: Queries,
  requirement: { id: string; name: string; position: number; version?: number },
): Promise<void> {
  await trx
    .insertInto('team_requirement')
    .values({ version: 1, ...requirement })
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateRequirement(
  trx: Queries,
  id: string,
  version: number,
  name: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('team_requirement')
    .set({ name, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteRequirement(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('team_requirement').where('id', '=', id).execute();
}

/** Numbers the requirements as they stand here, from 0 on. */
export async function setRequirementOrder(trx: Queries, ids: readonly string[]): Promise<void> {
  for (const [position, id] of ids.entries())
    await trx.updateTable('team_requirement').set({ position }).where('id', '=', id).execute();
}

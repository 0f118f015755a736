import type { Actor } from '#lib/people/person.ts';
import {
  restingApplications,
  restingCompetences,
  type NeedingProject,
  type RestingItem,
} from '#lib/people/team/resting.ts';
import { isProjectOver, STAGES_BEFORE } from '#lib/projects/project.ts';
import { requirePermission } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { listTeamMembers, listTeamNeeds } from '../../people/team/team-store.ts';
import { listApplicationPeople, listApplications } from '../charter/application-store.ts';
import { findCharter, listCharters } from '../charter/charter-store.ts';
import { readSight } from '../readers.ts';
import * as store from '../store.ts';
import { readLevels, readWantedLevels } from '../team-levels.ts';

/** What rests on one person of a team; competences are null for whoever may not know counts of levels [CX10]. */
export interface SeenResting {
  competences: RestingItem[] | null;
  applications: RestingItem[];
}

interface Person {
  id: string;
  name: string;
}

/**
 * What a project needs that one person alone has of those who could carry it: the CX team, its owner and its deputy
 * [PR77]. For those inside; undefined for the rest, and where nothing is needed any more.
 */
export async function findProjectResting(
  context: Context,
  actor: Actor,
  projectId: string,
): Promise<SeenResting | undefined> {
  requirePermission(actor, 'project.view');
  const { db } = context;
  const project = await store.findProject(db, projectId);
  if (!project || !(await readSight(db, actor)).isInside(project)) return undefined;
  const charter = (await findCharter(db, projectId))?.charter;
  if (isProjectOver(project.state) || !charter) return undefined;
  const { number, title, ownerId, ownerName, deputyId, deputyName } = project;
  const carriers: Person[] = [
    ...(await listTeamMembers(db)),
    { id: ownerId, name: ownerName },
    { id: deputyId, name: deputyName },
  ];
  const team = [...new Map(carriers.map((person) => [person.id, person])).values()];
  const by: readonly NeedingProject[] = [{ number, title }];
  const levels = await readLevels(db, actor, team, await readWantedLevels(db, charter.needs));
  const touched = new Set(charter.applications.map(({ applicationId }) => applicationId));
  return {
    competences: levels && restingCompetences(levels, new Map(levels.map((one) => [one.competenceId, by]))),
    applications: await readApplications(db, team, new Map([...touched].map((id) => [id, by])), (id) =>
      touched.has(id),
    ),
  };
}

/** What rests on one member of the CX team, with the open approved projects that need it [PR77]. */
export async function listTeamResting(context: Context, actor: Actor): Promise<SeenResting> {
  requirePermission(actor, 'team.viewGaps');
  const { db } = context;
  const team = await listTeamMembers(db);
  const sight = await readSight(db, actor);
  const charters = await listCharters(db);
  const open = (await store.listProjectNames(db)).filter(
    (project) => STAGES_BEFORE.some((stage) => stage === project.state) && sight.isInside(project),
  );
  const competences = new Map<string, NeedingProject[]>();
  const applications = new Map<string, NeedingProject[]>();
  for (const { id, number, title } of open) {
    const charter = charters.get(id)?.charter;
    for (const { competenceId } of charter?.needs ?? []) add(competences, competenceId, { number, title });
    for (const { applicationId } of charter?.applications ?? [])
      add(applications, applicationId, { number, title });
  }
  const needed = open.flatMap(({ id }) => charters.get(id)?.charter.needs ?? []);
  const wanted = await readWantedLevels(db, [...(await listTeamNeeds(db)), ...needed]);
  const levels = await readLevels(db, actor, team, wanted);
  return {
    competences: levels && restingCompetences(levels, competences),
    applications: await readApplications(db, team, applications, () => true),
  };
}

function add<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  lists.set(key, [...(lists.get(key) ?? []), value]);
}

async function readApplications(
  db: Queries,
  team: readonly Person[],
  neededBy: ReadonlyMap<string, readonly NeedingProject[]>,
  isMeant: (applicationId: string) => boolean,
): Promise<RestingItem[]> {
  const people = await listApplicationPeople(db);
  const known = (await listApplications(db))
    .filter(({ id, isUsed }) => isUsed && isMeant(id))
    .map(({ id, name }) => ({ id, name, people: people.get(id) ?? [] }));
  return restingApplications(known, new Set(team.map(({ id }) => id)), neededBy);
}

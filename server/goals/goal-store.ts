import { asId } from '#lib/base/ids.ts';
import { DIRECTIONS } from '#lib/base/quantity/direction.ts';
import { GOAL_MEASURES, GOAL_STATES, type Goal, type GoalId } from '#lib/goals/goal.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

function selectGoals(db: Queries) {
  return db
    .selectFrom('goal')
    .leftJoin('person', 'person.id', 'goal.owner_id')
    .selectAll('goal')
    .select('person.name as owner_name');
}
type SelectedGoal = Awaited<ReturnType<ReturnType<typeof selectGoals>['execute']>>[number];

export type StoredGoal = Goal & { madeBy: string };

function toGoal(row: SelectedGoal): StoredGoal {
  const { id, title, note, start, target, version } = row;
  const measure = oneOf(GOAL_MEASURES, row.measure, 'goal.measure', id);
  return {
    ...{ title, note, measure, start, target, version },
    id: asId(id),
    measureId: measure === 'series' ? row.series_id : row.insight_id,
    direction: oneOf(DIRECTIONS, row.direction, 'goal.direction', id),
    targetWords: row.target_words,
    dueOn: row.due_on,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    state: oneOf(GOAL_STATES, row.state, 'goal.state', id),
    madeBy: row.made_by,
  };
}

/** Every goal, by its day. */
export async function listGoalRows(db: Queries): Promise<StoredGoal[]> {
  const rows = await selectGoals(db).orderBy('due_on').orderBy('goal.title').orderBy('goal.id').execute();
  return rows.map(toGoal);
}

export async function listGoalsById(db: Queries, ids: readonly string[]): Promise<StoredGoal[]> {
  if (ids.length === 0) return [];
  return (await selectGoals(db).where('goal.id', 'in', ids).orderBy('due_on').execute()).map(toGoal);
}

export async function findGoal(db: Queries, id: string): Promise<StoredGoal | undefined> {
  const row = await selectGoals(db).where('goal.id', '=', id).executeTakeFirst();
  return row && toGoal(row);
}

/** Takes a goal for the rest of a transaction. */
export async function holdGoal(trx: Queries, id: string): Promise<StoredGoal | undefined> {
  await trx
    .updateTable('goal')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
  return findGoal(trx, id);
}

export type GoalWords = Omit<Goal, 'id' | 'ownerName' | 'version'>;

const toColumns = ({ measure, measureId, targetWords, dueOn, ownerId, ...goal }: GoalWords) => ({
  ...{ title: goal.title, note: goal.note, measure, direction: goal.direction, start: goal.start },
  ...{ target: goal.target, target_words: targetWords, due_on: dueOn, owner_id: ownerId, state: goal.state },
  insight_id: measure === 'insight' ? measureId : null,
  series_id: measure === 'series' ? measureId : null,
});

export async function insertGoal(
  trx: Queries,
  goal: GoalWords & { id: GoalId; madeBy: string; madeAtMs: number },
): Promise<void> {
  const { id, madeBy, madeAtMs } = goal;
  await trx
    .insertInto('goal')
    .values({ id, made_by: madeBy, made_at_ms: madeAtMs, ...toColumns(goal) })
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateGoal(
  trx: Queries,
  id: string,
  version: number,
  change: GoalWords,
): Promise<boolean> {
  const result = await trx
    .updateTable('goal')
    .set({ ...toColumns(change), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What serves a goal: an issue or a project. */
export type GoalServant = { issueId: string } | { projectId: string };

/** The issues or the projects of these goals, in the order in which they were linked. */
export async function listGoalLinks(
  db: Queries,
  goalIds: readonly string[],
): Promise<{
  issues: { goalId: string; issueId: string }[];
  projects: { goalId: string; projectId: string }[];
}> {
  if (goalIds.length === 0) return { issues: [], projects: [] };
  const issues = await db
    .selectFrom('goal_issue')
    .select(['goal_id as goalId', 'issue_id as issueId'])
    .where('goal_id', 'in', goalIds)
    .orderBy('linked_at_ms')
    .execute();
  const projects = await db
    .selectFrom('goal_project')
    .select(['goal_id as goalId', 'project_id as projectId'])
    .where('goal_id', 'in', goalIds)
    .orderBy('linked_at_ms')
    .execute();
  return { issues, projects };
}

/** The goals that any of these serve, by id. */
export async function listGoalIdsOf(
  db: Queries,
  { issueIds, projectIds }: { issueIds: readonly string[]; projectIds: readonly string[] },
): Promise<string[]> {
  const ofIssues =
    issueIds.length === 0
      ? []
      : await db.selectFrom('goal_issue').select('goal_id').where('issue_id', 'in', issueIds).execute();
  const ofProjects =
    projectIds.length === 0
      ? []
      : await db.selectFrom('goal_project').select('goal_id').where('project_id', 'in', projectIds).execute();
  return [...new Set([...ofIssues, ...ofProjects].map(({ goal_id }) => goal_id))];
}

/** False when they were linked before. */
export async function insertGoalLink(
  trx: Queries,
  goalId: string,
  servant: GoalServant,
  by: { id: string; atMs: number },
): Promise<boolean> {
  const common = { goal_id: goalId, linked_by: by.id, linked_at_ms: by.atMs };
  const result =
    'issueId' in servant
      ? await trx
          .insertInto('goal_issue')
          .values({ ...common, issue_id: servant.issueId })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
      : await trx
          .insertInto('goal_project')
          .values({ ...common, project_id: servant.projectId })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteGoalLink(trx: Queries, goalId: string, servant: GoalServant): Promise<boolean> {
  const result =
    'issueId' in servant
      ? await trx
          .deleteFrom('goal_issue')
          .where('goal_id', '=', goalId)
          .where('issue_id', '=', servant.issueId)
          .executeTakeFirst()
      : await trx
          .deleteFrom('goal_project')
          .where('goal_id', '=', goalId)
          .where('project_id', '=', servant.projectId)
          .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** The goals that somebody answers for. */
export async function listGoalsOfOwner(
  db: Queries,
  ownerId: string,
): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('goal')
    .select(['id', 'title'])
    .where('owner_id', '=', ownerId)
    .orderBy('title')
    .execute();
}

export async function giveGoals(trx: Queries, ids: readonly string[], ownerId: string | null): Promise<void> {
  await trx
    .updateTable('goal')
    .set((eb) => ({ owner_id: ownerId, version: eb('version', '+', 1) }))
    .where('id', 'in', ids)
    .execute();
}

export async function listGoalIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('goal').select('id').execute()).map(({ id }) => id);
}

/** What search holds of goals. */
export async function listGoalTexts(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; title: string; note: string; targetWords: string; madeAtMs: number }[]> {
  return db
    .selectFrom('goal')
    .select(['id', 'title', 'note', 'target_words as targetWords', 'made_at_ms as madeAtMs'])
    .where('id', 'in', ids)
    .execute();
}

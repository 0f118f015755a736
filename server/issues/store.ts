import type { IssueId, IssueOrigin, IssueState, Rating } from '#lib/issues/issue.ts';
import type { Queries } from '../database/engine.ts';

export interface IssueRow {
  id: IssueId;
  title: string;
  description: string;
  state: IssueState;
  origin: IssueOrigin;
  insightId: string | null;
  createdAtMs: number;
  version: number;
}

interface Selected {
  id: string;
  title: string;
  description: string;
  state: string;
  origin: string;
  insight_id: string | null;
  created_at_ms: number;
  version: number;
}

function toIssue(row: Selected): IssueRow {
  return {
    id: row.id as IssueId,
    title: row.title,
    description: row.description,
    state: row.state as IssueState, // written only by the commands, from the list of states
    origin: JSON.parse(row.origin) as IssueOrigin,
    insightId: row.insight_id,
    createdAtMs: row.created_at_ms,
    version: row.version,
  };
}

export async function listIssues(db: Queries): Promise<IssueRow[]> {
  return (await db.selectFrom('issue').selectAll().orderBy('created_at_ms', 'desc').execute()).map(toIssue);
}

export async function findIssue(db: Queries, id: string): Promise<IssueRow | undefined> {
  const row = await db.selectFrom('issue').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toIssue(row);
}

/** The project that an issue is in, as long as it is not over. */
export async function findOpenProject(
  db: Queries,
  issueId: string,
): Promise<{ id: string; title: string } | undefined> {
  return db
    .selectFrom('project')
    .select(['id', 'title'])
    .where('issue_id', '=', issueId)
    .where('state', 'not in', ['done', 'stopped'])
    .executeTakeFirst();
}

/** Every project that came from an issue, newest first. */
export async function listProjectsOf(
  db: Queries,
  issueId: string,
): Promise<{ id: string; title: string; state: string }[]> {
  return db
    .selectFrom('project')
    .select(['id', 'title', 'state'])
    .where('issue_id', '=', issueId)
    .orderBy('created_at_ms', 'desc')
    .execute();
}

/** False when an issue of the same origin is already there: nothing was written then [IS7]. */
export async function insertIssue(
  trx: Queries,
  issue: Omit<IssueRow, 'version'> & { originKey: string | null; createdBy: string },
): Promise<boolean> {
  const result = await trx
    .insertInto('issue')
    .values({
      id: issue.id,
      title: issue.title,
      description: issue.description,
      state: issue.state,
      origin: JSON.stringify(issue.origin),
      origin_key: issue.originKey,
      insight_id: issue.insightId,
      created_by: issue.createdBy,
      created_at_ms: issue.createdAtMs,
      version: 1,
    })
    .onConflict((conflict) => conflict.column('origin_key').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What is known of where an issue came from, renewed when it is sent again; its wording stays. */
export async function renewOrigin(trx: Queries, originKey: string, origin: IssueOrigin): Promise<void> {
  await trx
    .updateTable('issue')
    .set({ origin: JSON.stringify(origin) })
    .where('origin_key', '=', originKey)
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateIssue(
  trx: Queries,
  id: string,
  version: number,
  change: Partial<{ title: string; description: string; state: IssueState }>,
): Promise<boolean> {
  const result = await trx
    .updateTable('issue')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function upsertRating(
  trx: Queries,
  rating: Rating & { issueId: string; personId: string; ratedAtMs: number },
): Promise<void> {
  const { importance, urgency } = rating;
  await trx
    .insertInto('issue_rating')
    .values({
      issue_id: rating.issueId,
      person_id: rating.personId,
      importance,
      urgency,
      rated_at_ms: rating.ratedAtMs,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['issue_id', 'person_id'])
        .doUpdateSet({ importance, urgency, rated_at_ms: rating.ratedAtMs }),
    )
    .execute();
}

/** Every rating with its rater; the commands decide what of it may leave the server [IS5]. */
export async function listRatings(db: Queries): Promise<(Rating & { issueId: string; personId: string })[]> {
  const rows = await db.selectFrom('issue_rating').selectAll().execute();
  return rows.map((row) => ({
    issueId: row.issue_id,
    personId: row.person_id,
    importance: row.importance,
    urgency: row.urgency,
  }));
}

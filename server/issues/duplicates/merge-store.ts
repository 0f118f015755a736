import type { StoredMerge } from '#lib/issues/duplicates/duplicate.ts';
import { STANDING_SESSION } from '#lib/issues/ratings/rating-session.ts';
import type { Queries } from '../../database/engine.ts';

interface Way {
  fromId: string;
  intoId: string;
}

/**
 * Gives the one issue the standing ratings of whoever rated only the other, after its own: totals that somebody saw
 * stay what they were made of [IS5]. Who rated both keeps both rows, and what a session found stays with the issue that
 * it asked about. Returns what went over, as it was.
 */
export async function moveRatings(
  trx: Queries,
  { fromId, intoId }: Way,
  movedAtMs: number,
): Promise<StoredMerge['ratings']> {
  const rows = await trx
    .selectFrom('issue_rating')
    .selectAll()
    .where('issue_id', '=', fromId)
    .where('session_id', '=', STANDING_SESSION)
    .where(
      'person_id',
      'not in',
      trx
        .selectFrom('issue_rating')
        .select('person_id')
        .where('issue_id', '=', intoId)
        .where('session_id', '=', STANDING_SESSION),
    )
    .orderBy('rated_at_ms')
    .orderBy('person_id')
    .execute();
  for (const { person_id } of rows) {
    await trx
      .updateTable('issue_rating')
      .set({ issue_id: intoId, rated_at_ms: movedAtMs })
      .where('issue_id', '=', fromId)
      .where('session_id', '=', STANDING_SESSION)
      .where('person_id', '=', person_id)
      .execute();
  }
  return rows.map(({ person_id, importance, urgency, rated_at_ms, is_older, ...row }) => ({
    ...{ personId: person_id, importance, urgency, ratedAtMs: rated_at_ms, isOlder: is_older === 1 },
    ...{ filled: row.filled_importance, otherReason: row.other_reason },
  }));
}

/** Ratings go back as they were; where somebody rated the other one anew since, that rating stays there as well. */
export async function returnRatings(
  trx: Queries,
  { fromId, intoId }: Way,
  { ratings, movedAtMs }: Pick<StoredMerge, 'ratings' | 'movedAtMs'>,
): Promise<void> {
  for (const { personId, importance, urgency, ratedAtMs, isOlder, filled, otherReason } of ratings) {
    await trx
      .deleteFrom('issue_rating')
      .where('issue_id', '=', intoId)
      .where('session_id', '=', STANDING_SESSION)
      .where('person_id', '=', personId)
      .where('rated_at_ms', '=', movedAtMs)
      .execute();
    await trx
      .insertInto('issue_rating')
      .values({
        ...{ session_id: STANDING_SESSION, round: 1, issue_id: fromId, person_id: personId },
        ...{ importance, urgency, rated_at_ms: ratedAtMs, is_older: isOlder ? 1 : 0 },
        ...{ filled_importance: filled ?? null, other_reason: otherReason ?? null },
      })
      .execute();
  }
}

export async function moveIssueCauses(trx: Queries, { fromId, intoId }: Way): Promise<StoredMerge['causes']> {
  const rows = await trx
    .updateTable('issue_cause')
    .set({ issue_id: intoId })
    .where('issue_id', '=', fromId)
    .returning(['workshop_id as workshopId', 'cause_id as causeId'])
    .execute();
  return rows;
}

export async function returnCauses(
  trx: Queries,
  fromId: string,
  causes: StoredMerge['causes'],
): Promise<void> {
  for (const { workshopId, causeId } of causes)
    await trx
      .updateTable('issue_cause')
      .set({ issue_id: fromId })
      .where('workshop_id', '=', workshopId)
      .where('cause_id', '=', causeId)
      .execute();
}

/** Projects of the one issue deal with the other one from now on; one that dealt with both names it once. */
export async function moveProjects(trx: Queries, { fromId, intoId }: Way): Promise<StoredMerge['projects']> {
  const there = new Set((await projectsOf(trx, intoId)).map(({ project_id }) => project_id));
  const here = (await projectsOf(trx, fromId)).map(({ project_id }) => project_id);
  const [moved, both] = [here.filter((id) => !there.has(id)), here.filter((id) => there.has(id))];
  await trx.deleteFrom('project_issue').where('issue_id', '=', fromId).execute();
  if (moved.length > 0)
    await trx
      .insertInto('project_issue')
      .values(moved.map((id) => ({ project_id: id, issue_id: intoId })))
      .execute();
  const first = await trx
    .updateTable('project')
    .set({ issue_id: intoId })
    .where('issue_id', '=', fromId)
    .returning('id')
    .execute();
  return { moved, both, first: first.map(({ id }) => id) };
}

function projectsOf(trx: Queries, issueId: string): Promise<{ project_id: string }[]> {
  return trx.selectFrom('project_issue').select('project_id').where('issue_id', '=', issueId).execute();
}

export async function returnProjects(
  trx: Queries,
  { fromId, intoId }: Way,
  { moved, both, first }: StoredMerge['projects'],
): Promise<void> {
  if (moved.length > 0)
    await trx
      .deleteFrom('project_issue')
      .where('issue_id', '=', intoId)
      .where('project_id', 'in', moved)
      .execute();
  const projectIds = [...moved, ...both];
  if (projectIds.length > 0)
    await trx
      .insertInto('project_issue')
      .values(projectIds.map((id) => ({ project_id: id, issue_id: fromId })))
      .execute();
  if (first.length > 0)
    await trx.updateTable('project').set({ issue_id: fromId }).where('id', 'in', first).execute();
}

/** Whoever reported the one is told of the other as well; returns who was not before. */
export async function shareReporters(trx: Queries, { fromId, intoId }: Way): Promise<string[]> {
  const rows = await trx
    .selectFrom('issue_reporter')
    .select('person_id')
    .where('issue_id', '=', fromId)
    .where(
      'person_id',
      'not in',
      trx.selectFrom('issue_reporter').select('person_id').where('issue_id', '=', intoId),
    )
    .execute();
  const ids = rows.map(({ person_id }) => person_id);
  if (ids.length > 0)
    await trx
      .insertInto('issue_reporter')
      .values(ids.map((id) => ({ issue_id: intoId, person_id: id })))
      .execute();
  return ids;
}

export async function withdrawReporters(
  trx: Queries,
  intoId: string,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  await trx
    .deleteFrom('issue_reporter')
    .where('issue_id', '=', intoId)
    .where('person_id', 'in', personIds)
    .execute();
}

/** What was part of the one is part of the other; returns which. */
export async function moveTwins(trx: Queries, { fromId, intoId }: Way): Promise<string[]> {
  const rows = await trx
    .updateTable('issue')
    .set({ duplicate_of: intoId })
    .where('duplicate_of', '=', fromId)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

export async function returnTwins(trx: Queries, fromId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx.updateTable('issue').set({ duplicate_of: fromId }).where('id', 'in', ids).execute();
}

/** Writes what a merge or its undo makes of an issue that is held, with its next version. */
export async function writeMerged(
  trx: Queries,
  id: string,
  change: {
    state: string;
    triage: string;
    triage_reason?: string | null;
    snoozed_until?: string | null;
    duplicate_of?: string | null;
    insight_id?: string | null;
    owner_id?: string | null;
  },
): Promise<void> {
  await trx
    .updateTable('issue')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

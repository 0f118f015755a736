import { FINDING_KINDS, FINDING_SEVERITIES, type Finding } from '#lib/shifts/findings/finding.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

function selectFindings(db: Queries) {
  return db
    .selectFrom('finding')
    .innerJoin('person', 'person.id', 'finding.person_id')
    .selectAll('finding')
    .select('person.name')
    .orderBy('reported_at_ms', 'desc')
    .orderBy('finding.id');
}
type Selected = Awaited<ReturnType<ReturnType<typeof selectFindings>['execute']>>[number];

const toFinding = (row: Selected): Finding => ({
  id: row.id,
  roundId: row.round_id,
  personId: row.person_id,
  name: row.name,
  kind: oneOf(FINDING_KINDS, row.kind, 'finding.kind', row.id),
  text: row.text,
  steps: row.steps,
  severity:
    row.severity === null ? null : oneOf(FINDING_SEVERITIES, row.severity, 'finding.severity', row.id),
  quote: row.quote,
  askedTimes: row.asked_times,
  reportedAtMs: Number(row.reported_at_ms),
  tracked: {
    ...{ key: row.tracker_key, status: row.tracker_status, version: row.fixed_version },
    isFixed: row.is_fixed === 1,
  },
});

export async function insertFinding(
  trx: Queries,
  finding: Omit<Finding, 'name' | 'askedTimes' | 'tracked'>,
): Promise<void> {
  const { id, roundId, personId, kind, text, steps, severity, quote, reportedAtMs } = finding;
  await trx
    .insertInto('finding')
    .values({
      ...{ id, round_id: roundId, person_id: personId, kind, text, steps, severity, quote },
      reported_at_ms: reportedAtMs,
    })
    .execute();
}

/** The findings of a round, the newest first. */
export async function listFindings(db: Queries, roundId: string): Promise<Finding[]> {
  return (await selectFindings(db).where('round_id', '=', roundId).execute()).map(toFinding);
}

export async function findFinding(db: Queries, id: string): Promise<Finding | undefined> {
  const row = await selectFindings(db).where('finding.id', '=', id).executeTakeFirst();
  return row && toFinding(row);
}

/** The newest findings, of whatever round. */
export async function listNewestFindings(
  db: Queries,
  most: number,
): Promise<{ id: string; roundId: string; text: string }[]> {
  return db
    .selectFrom('finding')
    .select(['id', 'round_id as roundId', 'text'])
    .orderBy('reported_at_ms', 'desc')
    .orderBy('id')
    .limit(most)
    .execute();
}

export async function deleteFinding(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('finding').where('id', '=', id).execute();
}

/** What customers should not have to ask, in whatever round. */
export async function listQuestions(db: Queries): Promise<Finding[]> {
  return (await selectFindings(db).where('kind', '=', 'question').execute()).map(toFinding);
}

/** Once more somebody asked it. */
export async function countAsked(trx: Queries, id: string): Promise<void> {
  await trx
    .updateTable('finding')
    .set((eb) => ({ asked_times: eb('asked_times', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function listFindingIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('finding').select('id').execute()).map(({ id }) => id);
}

/** The words of these findings, of whatever round. */
export async function listFindingTexts(
  db: Queries,
  ids: readonly string[],
): Promise<
  { id: string; roundId: string; personId: string; text: string; trackerKey: string; reportedAtMs: number }[]
> {
  return db
    .selectFrom('finding')
    .select([
      ...(['id', 'round_id as roundId', 'person_id as personId', 'text'] as const),
      'reported_at_ms as reportedAtMs',
      'tracker_key as trackerKey',
    ])
    .where('id', 'in', ids)
    .execute();
}

import { sql } from 'kysely';
import { asId } from '#lib/base/ids.ts';
import { ISSUE_STATES, type IssueId } from '#lib/issues/issue.ts';
import { TRIAGES, type IssueOutcome } from '#lib/issues/triage.ts';
import type { Queries } from '../database/engine.ts';
import { piecesOf } from '../database/pieces-of.ts';
import { oneOf } from '../database/stored.ts';
import type { IssueRow } from './store.ts';

/** An issue that stands otherwise than those who found its causes or reported it were told. */
export interface OutcomeToTell {
  id: IssueId;
  outcome: IssueOutcome;
  /** What they know. */
  known: IssueOutcome;
  version: number;
  /** The workshops that its causes came from. */
  workshopIds: readonly string[];
  reporterIds: readonly string[];
}

/** As `issueOutcome`, in SQL. */
const OUTCOME = sql<string>`case when issue.triage = 'accepted' then issue.state else issue.triage end`;
const OUTCOMES = [...ISSUE_STATES, ...TRIAGES.filter((triage) => triage !== 'accepted')] as const;

export async function listOutcomesToTell(db: Queries): Promise<OutcomeToTell[]> {
  const issues = await db
    .selectFrom('issue')
    .select(['id', 'version', 'told_state', OUTCOME.as('outcome')])
    .where('told_state', '!=', OUTCOME)
    .orderBy('id')
    .execute();
  const toTell: OutcomeToTell[] = [];
  for (const { id, version, told_state, outcome } of issues) {
    const workshops = await db
      .selectFrom('issue_cause')
      .select('workshop_id')
      .distinct()
      .where('issue_id', '=', id)
      .orderBy('workshop_id')
      .execute();
    const reporters = await db
      .selectFrom('issue_reporter')
      .select('person_id')
      .where('issue_id', '=', id)
      .orderBy('person_id')
      .execute();
    toTell.push({
      id: asId<'issue'>(id),
      outcome: oneOf(OUTCOMES, outcome, 'issue.triage', id),
      known: oneOf(OUTCOMES, told_state, 'issue.told_state', id),
      version,
      workshopIds: workshops.map(({ workshop_id }) => workshop_id),
      reporterIds: reporters.map(({ person_id }) => person_id),
    });
  }
  return toTell;
}

/** Notes which outcome was told; false where another process did, or it changed meanwhile. */
export async function noteOutcomeTold(
  trx: Queries,
  { id, outcome }: Pick<OutcomeToTell, 'id' | 'outcome'>,
): Promise<boolean> {
  const result = await trx
    .updateTable('issue')
    .set({ told_state: outcome })
    .where('id', '=', id)
    .where(OUTCOME, '=', outcome)
    .where('told_state', '!=', outcome)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What came of an issue: its state, and the newest project made of it. */
export interface OutcomeRow extends Pick<
  IssueRow,
  'id' | 'number' | 'title' | 'state' | 'triage' | 'createdAtMs'
> {
  project: { number: number; title: string } | undefined;
}

/** The newest issues that somebody reported, or of these what they found on a shift alone, with what came of them. */
export async function listOutcomes(
  db: Queries,
  personId: string,
  { limit, isFound }: { limit: number; isFound: boolean },
): Promise<OutcomeRow[]> {
  const rows = await db
    .selectFrom('issue')
    .innerJoin('issue_reporter', 'issue_reporter.issue_id', 'issue.id')
    .select(['id', 'number', 'title', 'state', 'triage', 'created_at_ms'])
    .where('person_id', '=', personId)
    .$if(isFound, (query) => query.where('origin_key', 'like', 'finding:%'))
    .orderBy('created_at_ms', 'desc')
    .limit(limit)
    .execute();
  const projects =
    rows.length === 0
      ? []
      : await listProjectsOfAll(
          db,
          rows.map(({ id }) => id),
        );
  return rows.map((row) => ({
    id: asId<'issue'>(row.id),
    number: row.number,
    title: row.title,
    state: oneOf(ISSUE_STATES, row.state, 'issue.state', row.id),
    triage: oneOf(TRIAGES, row.triage, 'issue.triage', row.id),
    createdAtMs: row.created_at_ms,
    project: projects.find(({ issue_id }) => issue_id === row.id),
  }));
}

/** Projects of these issues, the newest first. */
async function listProjectsOfAll(
  db: Queries,
  ids: readonly string[],
): Promise<{ issue_id: string; number: number; title: string }[]> {
  return (
    db
      .selectFrom('project_issue')
      .innerJoin('project', 'project.id', 'project_issue.project_id')
      .select(['project_issue.issue_id', 'number', 'title'])
      .where('project_issue.issue_id', 'in', ids)
      // A draft is not told to whoever reported the issue [PR48].
      .where((eb) =>
        eb.or([eb('state', 'not in', ['draft', 'sent-back']), eb('stage_before', 'is not', null)]),
      )
      .orderBy('created_at_ms', 'desc')
      .execute()
  );
}

/** Who reported the issues with these origins. */
export async function listReportersByOriginKeys(
  db: Queries,
  originKeys: readonly string[],
): Promise<{ originKey: string; personId: string }[]> {
  const found: { originKey: string; personId: string }[] = [];
  for (const piece of piecesOf(originKeys)) {
    const rows = await db
      .selectFrom('issue')
      .innerJoin('issue_reporter', 'issue_reporter.issue_id', 'issue.id')
      .select(['issue.origin_key', 'issue_reporter.person_id'])
      .where('issue.origin_key', 'in', piece)
      .orderBy('issue_reporter.person_id')
      .execute();
    for (const { origin_key, person_id } of rows)
      if (origin_key !== null) found.push({ originKey: origin_key, personId: person_id });
  }
  return found;
}

import { asId } from '#lib/base/ids.ts';
import { ISSUE_STATES, type IssueId, type IssueOrigin, type IssueState } from '#lib/issues/issue.ts';
import { TRIAGES, type Triage } from '#lib/issues/triage.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf, readJson } from '../database/stored.ts';
import { StoredOrigin } from './stored-origin.ts';

/** An issue that causes are in. */
export interface CauseIssue {
  id: IssueId;
  number: number;
  title: string;
  state: IssueState;
  triage: Triage;
  origin: IssueOrigin;
}

/** The issues that these causes of a workshop are in, by cause; all causes where none are named. */
export async function listIssuesOfCauses(
  db: Queries,
  workshopId: string,
  causeIds?: readonly string[],
): Promise<Map<string, CauseIssue>> {
  if (causeIds?.length === 0) return new Map();
  const rows = await db
    .selectFrom('issue_cause')
    .innerJoin('issue', 'issue.id', 'issue_cause.issue_id')
    .select(['cause_id', 'issue.id', 'number', 'title', 'state', 'triage', 'origin'])
    .where('issue_cause.workshop_id', '=', workshopId)
    .$if(causeIds !== undefined, (query) => query.where('cause_id', 'in', causeIds ?? []))
    .execute();
  return new Map(
    rows.map((row) => [
      row.cause_id,
      {
        id: asId<'issue'>(row.id),
        number: row.number,
        title: row.title,
        state: oneOf(ISSUE_STATES, row.state, 'issue.state', row.id),
        triage: oneOf(TRIAGES, row.triage, 'issue.triage', row.id),
        origin: readJson(StoredOrigin, row.origin, 'issue.origin', row.id),
      },
    ]),
  );
}

/** Writes down in which issue these causes are from now on. */
export async function insertIssueCauses(
  trx: Queries,
  { workshopId, issueId, causeIds }: { workshopId: string; issueId: string; causeIds: readonly string[] },
): Promise<void> {
  await trx
    .insertInto('issue_cause')
    .values(causeIds.map((id) => ({ workshop_id: workshopId, cause_id: id, issue_id: issueId })))
    .execute();
}

/** What is known of where an issue came from, renewed; its wording stays. */
export async function writeOrigin(trx: Queries, issueId: string, origin: IssueOrigin): Promise<void> {
  await trx
    .updateTable('issue')
    .set({ origin: JSON.stringify(origin) })
    .where('id', '=', issueId)
    .execute();
}

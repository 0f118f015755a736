import { sql } from 'kysely';
import { asId } from '#lib/base/ids.ts';
import { ISSUE_STATES, type IssueId } from '#lib/issues/issue.ts';
import { TRIAGES, type IssueOutcome } from '#lib/issues/triage/triage.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

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

/** As `outcomeOf`, in SQL. */
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

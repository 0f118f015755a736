import { ISSUE_STATES, type IssueState } from '#lib/issues/issue.ts';
import { TRIAGES, type Triage } from '#lib/issues/triage.ts';
import type { Queries } from '../../database/engine.ts';
import { piecesOf } from '../../database/pieces-of.ts';
import { oneOf } from '../../database/stored.ts';

/** What triage and ownership of one issue are, held for the rest of a transaction. */
export interface HeldIssue {
  id: string;
  number: number;
  version: number;
  state: IssueState;
  triage: Triage;
  reason: string | null;
  until: string | null;
  ownerId: string | null;
}

/** Takes these issues for the rest of the transaction, as they are; those that are gone are left out. */
export async function holdTriage(trx: Queries, ids: readonly string[]): Promise<HeldIssue[]> {
  const held: HeldIssue[] = [];
  for (const piece of piecesOf(ids)) {
    const rows = await trx
      .updateTable('issue')
      .set((eb) => ({ version: eb.ref('version') }))
      .where('id', 'in', piece)
      .returning([
        ...(['id', 'number', 'version', 'state'] as const),
        ...(['triage', 'triage_reason', 'snoozed_until', 'owner_id'] as const),
      ])
      .execute();
    held.push(
      ...rows.map((row) => ({
        id: row.id,
        number: row.number,
        version: row.version,
        state: oneOf(ISSUE_STATES, row.state, 'issue.state', row.id),
        triage: oneOf(TRIAGES, row.triage, 'issue.triage', row.id),
        reason: row.triage_reason,
        until: row.snoozed_until,
        ownerId: row.owner_id,
      })),
    );
  }
  return held;
}

/** Gives issues that are held what triage said of them, each with its next version. */
export async function writeTriage(
  trx: Queries,
  ids: readonly string[],
  { triage, reason, until }: Pick<HeldIssue, 'triage' | 'reason' | 'until'>,
): Promise<void> {
  for (const piece of piecesOf(ids)) {
    await trx
      .updateTable('issue')
      .set((eb) => ({
        triage,
        triage_reason: reason,
        snoozed_until: until,
        version: eb('version', '+', 1),
      }))
      .where('id', 'in', piece)
      .execute();
  }
}

/** Gives issues that are held an owner, or none, each with its next version. */
export async function writeOwner(
  trx: Queries,
  ids: readonly string[],
  ownerId: string | null,
): Promise<void> {
  for (const piece of piecesOf(ids)) {
    await trx
      .updateTable('issue')
      .set((eb) => ({ owner_id: ownerId, version: eb('version', '+', 1) }))
      .where('id', 'in', piece)
      .execute();
  }
}

/** Issues that were to come back by a day (ISO). */
export async function listDueBack(db: Queries, today: string): Promise<string[]> {
  const rows = await db
    .selectFrom('issue')
    .select('id')
    .where('triage', '=', 'snoozed')
    .where('snoozed_until', '<=', today)
    .execute();
  return rows.map(({ id }) => id);
}

/** As many as a person triages in one sitting; the rest follow when these are decided. */
export async function listWaitingIds(db: Queries, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('issue')
    .select('id')
    .where('triage', '=', 'new')
    .orderBy('created_at_ms')
    .orderBy('number')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Names of whoever reported these issues, by issue and name. */
export async function listReporters(
  db: Queries,
  ids: readonly string[],
): Promise<{ issueId: string; name: string }[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('issue_reporter')
    .innerJoin('person', 'person.id', 'issue_reporter.person_id')
    .select(['issue_id as issueId', 'name'])
    .where('issue_id', 'in', ids)
    .orderBy('name')
    .orderBy('person.id')
    .execute();
}

/** The issues that others stand for since they were merged. */
export async function listTwins(
  db: Queries,
  issueId: string,
): Promise<{ id: string; number: number; title: string }[]> {
  return db
    .selectFrom('issue')
    .select(['id', 'number', 'title'])
    .where('duplicate_of', '=', issueId)
    .orderBy('number')
    .execute();
}

/** Issues that somebody answers for and that are not over. */
export async function listOwnedBy(
  db: Queries,
  personId: string,
): Promise<{ id: string; number: number; title: string }[]> {
  return db
    .selectFrom('issue')
    .select(['id', 'number', 'title'])
    .where('owner_id', '=', personId)
    .where('state', 'in', ['open', 'project'])
    .where('triage', 'in', ['new', 'accepted', 'snoozed'])
    .orderBy('number')
    .execute();
}

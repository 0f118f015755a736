import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { IssueChange, IssueForm } from '#lib/issues/issue-forms.ts';
import type { IssueId, IssueOrigin, IssueState } from '#lib/issues/issue.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { issueOutcome, type IssueOutcome, type Triage } from '#lib/issues/triage.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import { tooManyTries } from '../access/rate-limit.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { findNumbered, takeNumber, type Numbered } from '../database/number-store.ts';
import type { ReportContext } from './report-context.ts';
import { settleStanding } from './settle-standing.ts';
import { listReportersByOriginKeys } from './outcome-store.ts';
import * as store from './store.ts';

/** Which issue an address means: its number, or its id from before there were numbers [IS13]. */
export async function getIssueAddress(context: Context, actor: Actor, address: string): Promise<Numbered> {
  requirePermission(actor, 'issue.view');
  const found = await findNumbered(context.db, 'issue', address);
  if (!found) throw new AppError('not-found');
  return found;
}

/** The projects that came from an issue, the present one first [PR13]. */
export async function listProjectsOf(
  context: Context,
  actor: Actor,
  issueId: string,
): Promise<{ id: string; number: number; title: string; state: string }[]> {
  requirePermission(actor, 'project.view');
  const seesDrafts =
    actor.kind === 'system' ||
    (actor.kind === 'person' && actor.roles.some((role) => role === 'lead' || role === 'director'));
  const readerId = actor.kind === 'person' ? actor.id : '';
  // The drafts of others are not for everybody [PR48].
  return (await store.listProjectsOf(context.db, issueId))
    .filter(({ isDraft, people }) => !isDraft || seesDrafts || people.includes(readerId))
    .map(({ id, number, title, state }) => ({ id, number, title, state }));
}

/**
 * Adds an issue by hand, with an insight as its evidence where there is one. What a lead adds is in the list; what
 * somebody else reports waits for triage, and they report so many in an hour [IS22].
 */
export async function addIssue(context: ReportContext, actor: Actor, input: unknown): Promise<IssueId> {
  requirePerson(actor, 'issue.report');
  const mayManage = isPermitted(standingsOf(actor), 'issue.manage');
  const waitMs = mayManage ? 0 : context.reportLimits.byPerson.waitMs(actor.id);
  if (waitMs > 0) throw tooManyTries(waitMs);
  const form = parseInput(IssueForm, input);
  const id = newId<'issue'>();
  const origin: IssueOrigin = form.insightId
    ? { kind: 'insight', insightId: form.insightId }
    : { kind: 'manual' };
  await context.database.transaction((trx) =>
    insertIssue(context, trx, actor, {
      id,
      ...form,
      origin,
      originKey: null,
      insightId: form.insightId || null,
      triage: firstTriage(actor),
      reporterId: actor.id,
    }),
  );
  if (!mayManage) context.reportLimits.byPerson.take(actor.id);
  context.bus.tell({ kind: 'issue', id, action: 'add' });
  return id;
}

/**
 * Makes an issue of what somebody found on a support shift [IS7]; called by the shift's own command,
 * inside its transaction, so that no finding is left without its issue; that command tells of it.
 */
export async function addFromFinding(
  context: Context,
  trx: Queries,
  actor: Actor,
  finding: { id: string; text: string; reporter: string; reporterId?: string },
): Promise<IssueId> {
  const [firstLine = ''] = finding.text.trim().split('\n');
  const id = newId<'issue'>();
  await insertIssue(context, trx, actor, {
    id,
    title: firstLine.slice(0, 300),
    description: finding.text,
    origin: { kind: 'finding', findingId: finding.id, reporter: finding.reporter },
    originKey: `finding:${finding.id}`,
    insightId: null,
    triage: firstTriage(actor),
    // Whoever found it is told what becomes of it, whoever put it here.
    reporterId: finding.reporterId ?? (actor.kind === 'person' ? actor.id : null),
  });
  return id;
}

/** The numbers of the issues that came of these findings, by the finding. */
export async function listNumbersOfFindings(
  { db }: Pick<Context, 'db'>,
  actor: Actor,
  findingIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const issues = await listIssuesOfFindings({ db }, actor, findingIds);
  return new Map([...issues].map(([id, { number }]) => [id, number]));
}

/** The issues that came of these findings with what became of them, by the finding. */
export async function listIssuesOfFindings(
  { db }: Pick<Context, 'db'>,
  actor: Actor,
  findingIds: readonly string[],
): Promise<ReadonlyMap<string, { number: number; outcome: IssueOutcome }>> {
  requirePermission(actor, 'issue.view');
  const rows = await store.listByOriginKeys(
    db,
    findingIds.map((id) => `finding:${id}`),
  );
  return new Map(
    rows.map(({ originKey, number, ...row }) => [
      originKey.slice('finding:'.length),
      { number, outcome: issueOutcome(row) },
    ]),
  );
}

/** Who reported the issues that came of these findings, by the finding: a merge brings more than whoever found it. */
export async function listReportersOfFindings(
  { db }: Pick<Context, 'db'>,
  actor: Actor,
  findingIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  requirePermission(actor, 'issue.view');
  const rows = await listReportersByOriginKeys(
    db,
    findingIds.map((id) => `finding:${id}`),
  );
  const groups = Map.groupBy(rows, ({ originKey }) => originKey.slice('finding:'.length));
  return new Map([...groups].map(([id, group]) => [id, group.map(({ personId }) => personId)]));
}

/** What a lead adds is accepted with that; what others report is looked at first [IS22]. */
export function firstTriage(actor: Actor): Triage {
  return actor.kind === 'person' && !isPermitted(standingsOf(actor), 'issue.manage') ? 'new' : 'accepted';
}

/** Writes an issue down with its number, which it returns; for commands that have the transaction. */
export async function insertIssue(
  context: Context,
  trx: Queries,
  actor: Actor,
  issue: Pick<store.IssueRow, 'id' | 'title' | 'description' | 'origin' | 'insightId'> & {
    originKey: string | null;
    triage?: Triage;
    reporterId?: string | null;
  },
): Promise<number> {
  const atMs = context.clock();
  const number = await takeNumber(trx, 'issue');
  await store.insertIssue(trx, {
    triage: 'accepted',
    reporterId: null,
    ...issue,
    ownerId: null,
    number,
    state: 'open',
    createdBy: actor.kind === 'person' ? actor.id : 'system',
    createdAtMs: atMs,
  });
  await recordAudit(trx, {
    atMs,
    actor,
    action: 'issue.add',
    subject: { kind: 'issue', id: issue.id },
    details: { origin: issue.origin.kind },
  });
  await settleStanding(context, trx, issue.id);
  return number;
}

/** A state that follows a project is not set by hand [PR13]. */
async function requireFreeState(trx: Queries, issueId: string, state: IssueState): Promise<void> {
  const project = await store.findOpenProject(trx, issueId);
  if (project)
    throw new AppError('conflict', { reason: 'issues.hasProject', values: { title: project.title } });
  if (state === 'project') throw new AppError('conflict', { reason: 'issues.stateFollows' });
}

/** Changes wording and state; a stale version is refused with the newer state [IS8]. */
export async function changeIssue(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'issue.manage');
  const { issueId, version, ...change } = parseInput(IssueChange, input);
  await context.database.transaction(async (trx) => {
    const before = await store.findIssue(trx, issueId);
    if (!before) throw new AppError('not-found');
    if (change.state !== before.state) {
      if (before.triage !== 'accepted') throw new AppError('conflict', { reason: 'issues.notAccepted' });
      await requireFreeState(trx, issueId, change.state);
    }
    const isWritten = await store.updateIssue(trx, issueId, version, change);
    if (!isWritten) {
      const current = await store.findIssue(trx, issueId);
      if (!current) throw new AppError('not-found');
      throw await staleError(trx, actor, { kind: 'issue', id: issueId, actions: ['issue.change'] }, current);
    }
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'issue.change',
      subject: { kind: 'issue', id: issueId },
      details: { changes: auditedChanges(before, change) },
    });
  });
  context.bus.tell({ kind: 'issue', id: issueId, action: 'change' });
}

/**
 * Takes an open issue into a new project; called by the project's own command, inside its
 * transaction. An issue carries one project at a time [PR13].
 */
export async function claimIssue(
  context: Context,
  trx: Queries,
  actor: Actor,
  issueId: string,
): Promise<void> {
  const issue = await store.findIssue(trx, issueId);
  if (!issue) throw new AppError('not-found');
  const project = await store.findOpenProject(trx, issueId);
  if (project)
    throw new AppError('conflict', { reason: 'issues.hasProject', values: { title: project.title } });
  if (issue.triage !== 'accepted') throw new AppError('conflict', { reason: 'issues.notAccepted' });
  if (issue.state !== 'open') throw new AppError('conflict', { reason: 'issues.notOpen' });
  await moveIssue(context, trx, actor, { issue, state: 'project' });
}

/** Moves an issue along with its project; called by the project's own command, inside its transaction. */
export async function setIssueState(
  context: Context,
  trx: Queries,
  actor: Actor,
  { issueId, state }: { issueId: string; state: IssueState },
): Promise<void> {
  const issue = await store.findIssue(trx, issueId);
  if (!issue) throw new AppError('not-found');
  await moveIssue(context, trx, actor, { issue, state });
}

async function moveIssue(
  context: Context,
  trx: Queries,
  actor: Actor,
  { issue, state }: { issue: store.IssueRow; state: IssueState },
): Promise<void> {
  if (!(await store.updateIssue(trx, issue.id, issue.version, { state }))) throw new AppError('stale');
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: 'issue.change',
    subject: { kind: 'issue', id: issue.id },
    details: { changes: auditedChanges({ state: issue.state }, { state }) },
  });
}

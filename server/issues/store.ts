// Above 300 lines: every query of the table of issues, a few lines each.
import { asId } from '#lib/base/ids.ts';
import { ISSUE_STATES, type IssueId, type IssueOrigin, type IssueState } from '#lib/issues/issue.ts';
import { BANDS, type Band } from '#lib/issues/prioritise.ts';
import { STANDING_SOURCES, type IssueStanding } from '#lib/issues/standing.ts';
import { issueOutcome, TRIAGES, type Triage } from '#lib/issues/triage.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf, readJson } from '../database/stored.ts';
import { StoredOrigin } from './stored-origin.ts';

export interface IssueRow {
  id: IssueId;
  /** What people say and addresses hold [IS13]. */
  number: number;
  title: string;
  description: string;
  state: IssueState;
  origin: IssueOrigin;
  insightId: string | null;
  createdAtMs: number;
  version: number;
  /** Whether the list takes it up, why not, and until when [IS21]. */
  triage: Triage;
  triageReason: string | null;
  snoozedUntil: string | null;
  /** The issue that stands for it [IS27]. */
  duplicateOf: string | null;
  ownerId: string | null;
  /** Where it stands; the commands decide what of it a reader sees [IS5]. */
  standing: IssueStanding;
  /** Where it is: as its ratings say, or as somebody moved it [IS51]. */
  band: Band | null;
  moved: { band: Band; reason: string; byName: string; atMs: number } | null;
  /** The open session that asks about it. */
  askedIn: string | null;
  /** The session that its place comes from. */
  decidedIn: string | null;
}

interface Selected {
  id: string;
  number: number;
  title: string;
  description: string;
  state: string;
  origin: string;
  insight_id: string | null;
  created_at_ms: number;
  version: number;
  triage: string;
  triage_reason: string | null;
  snoozed_until: string | null;
  duplicate_of: string | null;
  owner_id: string | null;
  raters: number;
  counted: number;
  standing: string | null;
  priority_raters: number | null;
  importance: number | null;
  urgency: number | null;
  band: number | null;
  is_disputed: number | null;
  asked_in: string | null;
  decided_in: string | null;
  rated_band: number | null;
  moved_band: number | null;
  moved_reason: string | null;
  moved_by_name: string | null;
  moved_at_ms: number | null;
}

export function toIssue(row: Selected): IssueRow {
  return {
    id: asId<'issue'>(row.id),
    number: row.number,
    title: row.title,
    description: row.description,
    state: oneOf(ISSUE_STATES, row.state, 'issue.state', row.id),
    origin: readJson(StoredOrigin, row.origin, 'issue.origin', row.id),
    insightId: row.insight_id,
    createdAtMs: row.created_at_ms,
    version: row.version,
    triage: oneOf(TRIAGES, row.triage, 'issue.triage', row.id),
    triageReason: row.triage_reason,
    snoozedUntil: row.snoozed_until,
    duplicateOf: row.duplicate_of,
    ownerId: row.owner_id,
    standing: toStanding(row),
    band: BANDS[row.band ?? -1] ?? null,
    moved: toMove(row),
    askedIn: row.asked_in,
    decidedIn: row.decided_in,
  };
}

function toMove(row: Selected): IssueRow['moved'] {
  const band = BANDS[row.moved_band ?? -1];
  if (!band) return null;
  const { moved_reason: reason, moved_by_name: byName, moved_at_ms: atMs } = row;
  return { band, reason: reason ?? '', byName: byName ?? '', atMs: atMs ?? 0 };
}

function toStanding(row: Selected): IssueStanding {
  const band = BANDS[row.rated_band ?? -1];
  const { raters, counted, importance, urgency } = row;
  const isKnown = importance !== null && urgency !== null && band !== undefined;
  return {
    raters,
    counted,
    source: STANDING_SOURCES.find((source) => source === row.standing) ?? null,
    priority: isKnown
      ? { raters: row.priority_raters ?? 0, importance, urgency, band, isDisputed: row.is_disputed === 1 }
      : undefined,
  };
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
    .selectFrom('project_issue')
    .innerJoin('project', 'project.id', 'project_issue.project_id')
    .select(['project.id', 'title'])
    .where('project_issue.issue_id', '=', issueId)
    .where('state', 'not in', ['done', 'stopped', 'declined'])
    .executeTakeFirst();
}

/** Every project that came from an issue, newest first, with whom a draft is for. */
export async function listProjectsOf(
  db: Queries,
  issueId: string,
): Promise<
  { id: string; number: number; title: string; state: string; isDraft: boolean; people: string[] }[]
> {
  const rows = await db
    .selectFrom('project_issue')
    .innerJoin('project', 'project.id', 'project_issue.project_id')
    .select(['project.id', 'number', 'title', 'state', 'stage_before'])
    .select(['owner_id', 'deputy_id', 'proposed_by'])
    .where('project_issue.issue_id', '=', issueId)
    .orderBy('created_at_ms', 'desc')
    .execute();
  return rows.map(({ id, number, title, state, stage_before, owner_id, deputy_id, proposed_by }) => ({
    ...{ id, number, title, state, people: [owner_id, deputy_id, proposed_by] },
    isDraft: stage_before === null && ['draft', 'sent-back'].includes(state),
  }));
}

export async function insertIssue(
  trx: Queries,
  issue: Omit<
    IssueRow,
    | 'version'
    | 'standing'
    | 'band'
    | 'moved'
    | 'askedIn'
    | 'decidedIn'
    | 'triageReason'
    | 'snoozedUntil'
    | 'duplicateOf'
  > & {
    originKey: string | null;
    createdBy: string;
    /** Who reported it, where that is known: they are told what becomes of it [IS23]. */
    reporterId: string | null;
  },
): Promise<void> {
  await trx
    .insertInto('issue')
    .values({
      id: issue.id,
      number: issue.number,
      title: issue.title,
      description: issue.description,
      state: issue.state,
      origin: JSON.stringify(issue.origin),
      origin_key: issue.originKey,
      insight_id: issue.insightId,
      created_by: issue.createdBy,
      created_at_ms: issue.createdAtMs,
      version: 1,
      triage: issue.triage,
      owner_id: issue.ownerId,
      // As it stands when it comes it is no news.
      told_state: issueOutcome(issue),
    })
    .execute();
  if (issue.reporterId === null) return;
  await trx
    .insertInto('issue_reporter')
    .values({ issue_id: issue.id, person_id: issue.reporterId })
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
    // What is undefined stays as it is.
    .set({
      title: change.title,
      description: change.description,
      state: change.state,
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes an issue for the rest of a transaction: its standing is made of all of its ratings. */
export async function holdIssue(trx: Queries, id: string): Promise<void> {
  await trx
    .updateTable('issue')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
}

/** Keeps where an issue stands with it, and the band that it is in: lists are ordered by that. */
export async function updateStanding(
  trx: Queries,
  id: string,
  standing: IssueStanding,
  band: Band | null = standing.priority?.band ?? null,
): Promise<void> {
  const { raters, counted, source, priority } = standing;
  await trx
    .updateTable('issue')
    .set({
      raters,
      counted,
      standing: source,
      priority_raters: priority?.raters ?? null,
      importance: priority?.importance ?? null,
      urgency: priority?.urgency ?? null,
      rated_band: priority ? BANDS.indexOf(priority.band) : null,
      band: band === null ? null : BANDS.indexOf(band),
      is_disputed: priority ? Number(priority.isDisputed) : null,
    })
    .where('id', '=', id)
    .execute();
}

/** What others hang things on: the names of these issues. */
export async function listIssueNames(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; number: number; title: string; createdBy: string; ownerId: string | null }[]> {
  return db
    .selectFrom('issue')
    .select(['id', 'number', 'title', 'created_by as createdBy', 'owner_id as ownerId'])
    .where('id', 'in', ids)
    .execute();
}

/** Who owns the open projects that these issues are in, by issue. */
export async function listCarriers(
  db: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('project_issue')
    .innerJoin('project', 'project.id', 'project_issue.project_id')
    .select(['project_issue.issue_id', 'owner_id'])
    .where('project_issue.issue_id', 'in', ids)
    .where('state', 'not in', ['done', 'stopped', 'declined'])
    .execute();
  return new Map(rows.map((row) => [row.issue_id, row.owner_id]));
}

export async function listIssueIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('issue').select('id').execute()).map(({ id }) => id);
}

/** What people wrote of these issues. */
export async function listIssueTexts(
  db: Queries,
  ids: readonly string[],
): Promise<Pick<IssueRow, 'id' | 'number' | 'title' | 'description' | 'createdAtMs'>[]> {
  const rows = await db
    .selectFrom('issue')
    .select(['id', 'number', 'title', 'description', 'created_at_ms as createdAtMs'])
    .where('id', 'in', ids)
    .execute();
  return rows.map((row) => ({ ...row, id: asId<'issue'>(row.id) }));
}

/** The issue that came of exactly this, such as one value on one day. */
export async function findByOriginKey(
  db: Queries,
  originKey: string,
): Promise<{ number: number } | undefined> {
  return db.selectFrom('issue').select('number').where('origin_key', '=', originKey).executeTakeFirst();
}

/** The issues that came of exactly these. */
export async function listByOriginKeys(
  db: Queries,
  originKeys: readonly string[],
): Promise<{ originKey: string; number: number; state: IssueState; triage: Triage }[]> {
  if (originKeys.length === 0) return [];
  const rows = await db
    .selectFrom('issue')
    .select(['id', 'origin_key', 'number', 'state', 'triage'])
    .where('origin_key', 'in', originKeys)
    .execute();
  return rows.flatMap(({ id, origin_key: originKey, number, ...row }) => {
    const state = oneOf(ISSUE_STATES, row.state, 'issue.state', id);
    const triage = oneOf(TRIAGES, row.triage, 'issue.triage', id);
    return originKey === null ? [] : [{ originKey, number, state, triage }];
  });
}

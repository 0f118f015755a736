// Above 300 lines: every reading of the list shares its reader, its order and what of an issue that reader may see.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { IssuePlace, OriginKind } from '#lib/issues/issue-query.ts';
import { ISSUE_STATES } from '#lib/issues/issue.ts';
import { BANDS, type Band } from '#lib/issues/prioritise.ts';
import { STANDING_SESSION } from '#lib/issues/ratings/rating-session.ts';
import { TRIAGES } from '#lib/issues/triage.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';
import { readAskedOf } from './ratings/session-store.ts';
import { toIssue, type IssueRow } from './store.ts';

/** Who reads the list: totals of the list are for leads and for those who rated themselves [IS5]. */
export interface Reader {
  personId: string;
  seesTotals: boolean;
}

export interface ListedRow extends IssueRow {
  /** Who answers for it. */
  ownerName: string | null;
  /** Whether the reader has rated it in the standing session, or kept out of it. */
  hasAnswered: boolean;
  myImportance: number | null;
  myUrgency: number | null;
}

/** Every issue, with the reader's own rating in the standing session beside it. */
function selectFor(db: Queries, reader: Reader) {
  return db
    .selectFrom('issue')
    .leftJoin('issue_rating as mine', (join) =>
      join
        .onRef('mine.issue_id', '=', 'issue.id')
        .on('mine.person_id', '=', reader.personId)
        .on('mine.session_id', '=', STANDING_SESSION),
    );
}

/** Whether this reader may see where an issue stands. */
function isShown(reader: Reader): RawBuilder<SqlBool> {
  return reader.seesTotals
    ? sql<SqlBool>`issue.standing is not null`
    : sql<SqlBool>`(issue.standing in ('room', 'session') or (issue.standing = 'list' and mine.person_id is not null))`;
}

/** The order of the list [IS9]: open ones first, by what the reader may see of where they stand. */
function inOrder(reader: Reader) {
  const shown = (column: 'rated_band' | 'importance' | 'urgency') =>
    sql`case when ${isShown(reader)} then ${sql.ref(`issue.${column}`)} end`;
  return [
    sql`case when issue.state <> 'open' then 2 when issue.triage = 'accepted' then 0
      when issue.triage = 'new' then 1 else 2 end`,
    sql`coalesce(issue.moved_band, ${shown('rated_band')}, 9)`,
    sql`coalesce(${shown('importance')}, 0) desc`,
    sql`coalesce(${shown('urgency')}, 0) desc`,
    sql`issue.created_at_ms desc`,
    sql`issue.id`,
  ];
}

/** What the list can be narrowed to. */
export interface IssueFilter {
  /** Only what the standing session asks of the reader: open, in no other session, and not answered yet. */
  isUnrated?: boolean | undefined;
  /** Only issues that were merged into one of these. */
  mergedInto?: readonly string[] | undefined;
  /** Only what waits for triage. */
  isWaiting?: boolean | undefined;
  ids?: readonly string[] | undefined;
  /** Only issues whose evidence is one of these insights. */
  insightIds?: readonly string[] | undefined;
  /** Only issues that came from causes of these workshops. */
  workshopIds?: readonly string[] | undefined;
}

function filtered(db: Queries, reader: Reader, filter: IssueFilter) {
  let query = selectFor(db, reader);
  if (filter.isUnrated)
    query = query
      .where('issue.state', '=', 'open')
      .where('issue.triage', '=', 'accepted')
      .where('issue.asked_in', 'is', null)
      .where('issue.decided_in', 'is', null)
      .where('mine.person_id', 'is', null);
  if (filter.ids) query = query.where('issue.id', 'in', filter.ids);
  if (filter.mergedInto) query = query.where('issue.duplicate_of', 'in', filter.mergedInto);
  if (filter.isWaiting) query = query.where('issue.triage', '=', 'new');
  if (filter.insightIds) {
    const ids = filter.insightIds;
    // Of issues that were merged the one that stands for them, by the evidence of any of them.
    query = query
      .where('issue.triage', '!=', 'duplicate')
      .where(({ eb, or, exists, selectFrom }) =>
        or([
          eb('issue.insight_id', 'in', ids),
          exists(
            selectFrom('issue as twin')
              .select('twin.id')
              .whereRef('twin.duplicate_of', '=', 'issue.id')
              .where('twin.insight_id', 'in', ids),
          ),
        ]),
      );
  }
  if (filter.workshopIds) {
    const ids = filter.workshopIds;
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('issue_cause')
          .select('cause_id')
          .whereRef('issue_id', '=', 'issue.id')
          .where('workshop_id', 'in', ids),
      ),
    );
  }
  return query;
}

/** Every issue of the list in the order of the reader [IS9], with a few bytes of each, so that thousands are looked through in a moment. */
export async function listPlaces(
  db: Queries,
  reader: Reader,
  filter: IssueFilter,
  limit?: number,
): Promise<IssuePlace[]> {
  let query = filtered(db, reader, filter).select([
    'issue.id',
    'issue.number',
    'issue.title',
    'issue.state',
    'issue.triage',
    'issue.owner_id',
    'issue.origin_key',
    'issue.insight_id',
    'issue.created_at_ms',
    'issue.raters',
    'issue.importance',
    'issue.urgency',
    'issue.rated_band',
    'issue.moved_band',
    'issue.asked_in',
    'issue.decided_in',
    'issue.is_disputed',
    'mine.person_id as rated_by',
    isShown(reader).as('is_shown'),
  ]);
  for (const expression of inOrder(reader)) query = query.orderBy(expression);
  if (limit !== undefined) query = query.limit(limit);
  const rows = await query.execute();
  const sessions = await readAskedOf(db, reader.personId);
  return rows.map((row) => {
    const { importance, urgency } = row;
    const band = BANDS[row.rated_band ?? -1];
    const isOpen = row.state === 'open' && row.triage === 'accepted';
    const isAsked = row.asked_in !== null;
    const isStanding = !isAsked && row.decided_in === null;
    const isKnown = row.is_shown && importance !== null && urgency !== null && band !== undefined;
    return {
      id: row.id,
      number: row.number,
      title: row.title,
      state: oneOf(ISSUE_STATES, row.state, 'issue.state', row.id),
      triage: oneOf(TRIAGES, row.triage, 'issue.triage', row.id),
      owner: row.owner_id === null ? 'none' : row.owner_id === reader.personId ? 'me' : 'other',
      originKind: originKindOf(row),
      createdAtMs: row.created_at_ms,
      isWaiting: isOpen && (isStanding ? row.rated_by === null : isAsked && sessions.waiting.has(row.id)),
      isRated: row.rated_by !== null || sessions.given.has(row.id),
      isAsked,
      raters: row.raters,
      band: BANDS[row.moved_band ?? -1] ?? (isKnown ? band : null),
      point: isKnown ? { importance, urgency, band, isDisputed: row.is_disputed === 1 } : null,
    };
  });
}

/** The origin itself is read for the rows that are shown alone. */
function originKindOf(row: { origin_key: string | null; insight_id: string | null }): OriginKind {
  if (row.origin_key?.startsWith('cause:')) return 'cause';
  if (row.origin_key?.startsWith('finding:')) return 'finding';
  if (row.origin_key?.startsWith('series:')) return 'series';
  if (row.origin_key?.startsWith('goal:')) return 'goal';
  if (row.origin_key?.startsWith('import:')) return 'import';
  return row.insight_id === null ? 'manual' : 'insight';
}

/** These issues, in this order, each with the reader's own rating. */
export async function listIssues(db: Queries, reader: Reader, ids: readonly string[]): Promise<ListedRow[]> {
  if (ids.length === 0) return [];
  const rows = await selectFor(db, reader)
    .leftJoin('person as owner', 'owner.id', 'issue.owner_id')
    .selectAll('issue')
    .select([
      'mine.person_id as answered_by',
      'mine.importance as my_importance',
      'mine.urgency as my_urgency',
      'owner.name as owner_name',
    ])
    .where('issue.id', 'in', ids)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { answered_by, my_importance: myImportance, my_urgency: myUrgency, owner_name: ownerName } = row;
    return [{ ...toIssue(row), hasAnswered: answered_by !== null, myImportance, myUrgency, ownerName }];
  });
}

export async function countIssues(db: Queries, reader: Reader, filter: IssueFilter): Promise<number> {
  const row = await filtered(db, reader, filter)
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** What the marks of single issues say. */
export async function listMarked(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; title: string; raters: number; isDisputed: boolean; movedTo: Band | null }[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('issue')
    .select(['id', 'title', 'priority_raters', 'is_disputed', 'rated_band', 'moved_band'])
    .where('id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    raters: row.priority_raters ?? 0,
    isDisputed: row.is_disputed === 1,
    movedTo: row.moved_band === row.rated_band ? null : (BANDS[row.moved_band ?? -1] ?? null),
  }));
}

/** Open issues: how many there are, have no place among the others yet, and are for this year; and what came from causes. */
export interface IssueFigures {
  open: number;
  unplaced: number;
  now: number;
  fromCauses: number;
  /** Of how many workshops these causes were. */
  causeWorkshops: number;
}

/** `cause:`, the id of a workshop, a slash and the id of a cause. */
const CAUSE_PREFIX = 'cause:';
const ID_LETTERS = 26;

export async function countFigures(db: Queries): Promise<IssueFigures> {
  const sum = (condition: RawBuilder<SqlBool>): RawBuilder<number | string | null> =>
    sql<number | string | null>`sum(case when ${condition} then 1 else 0 end)`;
  const isOpen = sql<SqlBool>`state = 'open' and triage = 'accepted'`;
  const isCause = sql<SqlBool>`origin_key like ${sql.lit(`${CAUSE_PREFIX}%`)}`;
  const row = await db
    .selectFrom('issue')
    .select([
      sum(isOpen).as('open'),
      sum(sql<SqlBool>`${isOpen} and band is null`).as('unplaced'),
      sum(sql<SqlBool>`${isOpen} and band = ${BANDS.indexOf('this-year')}`).as('now'),
      sum(isCause).as('from_causes'),
      sql<number | string>`count(distinct case when ${isCause}
        then substr(origin_key, ${sql.lit(CAUSE_PREFIX.length + 1)}, ${sql.lit(ID_LETTERS)}) end)`.as(
        'workshops',
      ),
    ])
    .executeTakeFirstOrThrow();
  return {
    open: Number(row.open ?? 0),
    unplaced: Number(row.unplaced ?? 0),
    now: Number(row.now ?? 0),
    fromCauses: Number(row.from_causes ?? 0),
    causeWorkshops: Number(row.workshops),
  };
}

/** How many were added from a moment on, before another one. */
export async function countAdded(
  db: Queries,
  { fromMs, beforeMs }: { fromMs: number; beforeMs: number },
): Promise<number> {
  const { count } = await db
    .selectFrom('issue')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('created_at_ms', '>=', fromMs)
    .where('created_at_ms', '<', beforeMs)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** How many issues rest on each insight, and how many projects came of them. */
export async function countByInsight(
  db: Queries,
): Promise<{ insightId: string; issues: number; projects: number }[]> {
  const rows = await db
    .selectFrom('issue')
    .leftJoin('project_issue', 'project_issue.issue_id', 'issue.id')
    .select((eb) => [
      'issue.insight_id',
      eb.fn.count<number | string>('issue.id').distinct().as('issues'),
      eb.fn.count<number | string>('project_issue.project_id').distinct().as('projects'),
    ])
    .where('issue.insight_id', 'is not', null)
    .groupBy('issue.insight_id')
    .execute();
  return rows.map(({ insight_id, issues, projects }) => ({
    insightId: insight_id ?? '',
    issues: Number(issues),
    projects: Number(projects),
  }));
}

import { AppError } from '#lib/base/errors.ts';
import type { ImportanceSteps } from '#lib/base/ratings/importance-steps.ts';
import type { Rating } from '#lib/issues/issue.ts';
import {
  PLAIN_QUERY,
  readTableQuery,
  ROWS_A_PIECE,
  withFilter,
  type TableQuery,
} from '#lib/base/table-query.ts';
import {
  findIssues,
  ISSUE_TERMS,
  ISSUE_VIEWS,
  type IssuePlace,
  type IssueViewName,
} from '#lib/issues/issue-query.ts';
import { groupByCell, type MatrixMark } from '#lib/issues/matrix.ts';
import {
  partingOf,
  type MeasuredImportance,
  type Parting,
} from '#lib/issues/measured/measured-importance.ts';
import type { Band, Priority } from '#lib/issues/prioritise.ts';
import { FEWEST_RATERS, isRatingFinal, type StandingSource } from '#lib/issues/standing.ts';
import { isTakenUp } from '#lib/issues/triage.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import * as lists from './list-store.ts';
import type { IssueFilter, ListedRow, Reader } from './list-store.ts';
import { listMeasured } from './measured/measure-commands.ts';
import { listOutcomes, type OutcomeRow } from './outcome-store.ts';
import type * as store from './store.ts';

/** An issue as a reader sees it: totals only where they may see them [IS5]. */
export interface ListedIssue extends Omit<store.IssueRow, 'standing'> {
  /** Who answers for it. */
  ownerName: string | null;
  /** What the reader gave in the standing session. */
  mine: Rating | undefined;
  /** Whether the reader has answered there: they rated it, or keep out of it. */
  hasAnswered: boolean;
  /** How many have rated; known to everybody. */
  raters: number;
  priority: Priority | undefined;
  /** Whose totals these are; null where there are none, or this reader does not see them. */
  source: StandingSource | null;
  /** Whether there are totals that this reader sees once they have rated. */
  isTotalHidden: boolean;
  /** Whether this reader may no longer change what they gave. */
  isRatingFinal: boolean;
  /** What was measured of it, where this reader may see it [IS59]. */
  measured: MeasuredImportance | null;
  /** Where people's ratings and the measurement part company [IS62]. */
  parting: Parting | null;
}

/** The first piece of what a query finds in the list, and what stands around it [IS9] [IS11] [IS12] [IS14]. */
export interface IssueList {
  issues: ListedIssue[];
  /** How many the query finds, and how many there are. */
  total: number;
  all: number;
  /** How many wait for triage. */
  waiting: number;
  /** How many each way to look finds that the page offers by itself. */
  counts: Record<IssueViewName, number>;
  /** Squares of the matrix, each with its issue or the first of several; an area chosen in it narrows the list alone. */
  marks: (MatrixMark<{ id: string; number: number; importance: number; urgency: number }> & {
    title: string;
    raters: number;
    isDisputed: boolean;
    /** Where somebody moved it; null where its ratings decide. */
    movedTo: Band | null;
    /** The measured importance, where this reader sees one, and where people part company with it [IS62]. */
    measured: number | null;
    parting: Parting | null;
  })[];
  /** Open issues that the query finds, by the band that they are in: the matrix says it of moved ones, too. */
  bands: Record<Band, number>;
  /** Open issues that the query finds and the matrix cannot place; of them, those whose totals come with one's own rating. */
  outside: number;
  hidden: number;
}

/** The list as a query of its address finds it, from its first row on. */
export async function getIssueList(
  context: Context,
  actor: Actor,
  query: TableQuery = PLAIN_QUERY,
): Promise<IssueList> {
  requirePermission(actor, 'issue.view');
  const reader = readerOf(actor);
  const everything = await lists.listPlaces(context.db, reader, {});
  const around = findIssues(everything, withFilter(query, 'area', []));
  const found = query.filters.area ? findIssues(around, query) : around;
  const open = around.filter(isTakenUp);
  const points = open.flatMap(({ id, number, point }) => (point ? [{ id, number, ...point }] : []));
  const marks = groupByCell(points);
  const single = marks.filter(({ count }) => count === 1).map(({ first }) => first.id);
  const named = new Map((await lists.listMarked(context.db, single)).map((mark) => [mark.id, mark]));
  const measured = await listMeasured(context, actor, single);
  const { importanceSteps } = context.settings.current;
  const issues = await readListedRows(context, actor, found.slice(0, ROWS_A_PIECE));
  return {
    issues,
    total: found.length,
    all: everything.length,
    waiting: everything.filter(({ triage }) => triage === 'new').length,
    counts: countViews(everything),
    marks: marks.map((mark) => {
      const { title = '', raters = 0, isDisputed = false, movedTo = null } = named.get(mark.first.id) ?? {};
      const own = measured.get(mark.first.id);
      const parting = partingOf(mark.first.importance, own?.pointsInterval ?? null, importanceSteps);
      return { ...mark, title, raters, isDisputed, movedTo, measured: own?.importance ?? null, parting };
    }),
    bands: countBands(open),
    outside: open.length - points.length,
    hidden: open.filter(({ point, raters }) => point === null && raters >= FEWEST_RATERS).length,
  };
}

function countBands(places: readonly IssuePlace[]): Record<Band, number> {
  const count = (band: Band): number => places.filter((place) => place.band === band).length;
  return {
    'this-year': count('this-year'),
    'following-years': count('following-years'),
    'can-wait': count('can-wait'),
  };
}

/** The numbers of all that a query finds, in its order: what stands before and after an issue in that list. */
export async function listIssueNumbers(context: Context, actor: Actor, query: TableQuery): Promise<number[]> {
  requirePermission(actor, 'issue.view');
  const places = await lists.listPlaces(context.db, readerOf(actor), {});
  return findIssues(places, query).map(({ number }) => number);
}

/** The next rows of the same list, from an offset on: as many as one piece holds [IS12]. */
export async function getIssueRows(
  context: Context,
  actor: Actor,
  query: TableQuery,
  offset: number,
): Promise<ListedIssue[]> {
  requirePermission(actor, 'issue.view');
  const reader = readerOf(actor);
  const found = findIssues(await lists.listPlaces(context.db, reader, {}), query);
  const from = Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
  return readListedRows(context, actor, found.slice(from, from + ROWS_A_PIECE));
}

/** These places as rows, each as this reader sees it. */
export async function readListedRows(
  context: Context,
  actor: Actor,
  places: readonly IssuePlace[],
): Promise<ListedIssue[]> {
  const rows = await lists.listIssues(
    context.db,
    readerOf(actor),
    places.map(({ id }) => id),
  );
  return toListedRows(context, actor, rows);
}

function countViews(places: readonly IssuePlace[]): Record<IssueViewName, number> {
  const count = (view: IssueViewName): number => {
    const address = ISSUE_VIEWS.find(({ name }) => name === view)?.query ?? '';
    return findIssues(places, readTableQuery(new URLSearchParams(address), ISSUE_TERMS).query).length;
  };
  return {
    ranking: count('ranking'),
    toRate: count('toRate'),
    split: count('split'),
    inProject: count('inProject'),
  };
}

/** The first issues of a narrower list, in the order of the reader: from an insight, workshops, or not yet rated. */
export async function listIssues(
  context: Context,
  actor: Actor,
  filter: IssueFilter = {},
  limit = ROWS_A_PIECE,
): Promise<ListedIssue[]> {
  requirePermission(actor, 'issue.view');
  const reader = readerOf(actor);
  if ([filter.ids, filter.workshopIds, filter.insightIds, filter.mergedInto].some((ids) => ids?.length === 0))
    return [];
  const places = await lists.listPlaces(context.db, reader, filter, limit);
  const rows = await lists.listIssues(
    context.db,
    reader,
    places.map(({ id }) => id),
  );
  return toListedRows(context, actor, rows);
}

/** How many open issues this reader has not rated. */
export async function countUnrated(context: Context, actor: Actor): Promise<number> {
  requirePermission(actor, 'issue.view');
  return lists.countIssues(context.db, readerOf(actor), { isUnrated: true });
}

/** As many as are still news to who reported them. */
const OUTCOMES_SHOWN = 5;

/** What came of what this person reported, the newest first; of what they manage, what they found on shifts. */
export async function listMyOutcomes(context: Context, actor: Actor): Promise<OutcomeRow[]> {
  requirePerson(actor, 'issue.view');
  const isFound = isPermitted(standingsOf(actor), 'issue.manage');
  return listOutcomes(context.db, actor.id, { limit: OUTCOMES_SHOWN, isFound });
}

/** The list in numbers, for who manages it: totals are theirs to see [IS5]. */
export async function getIssueFigures(context: Context, actor: Actor): Promise<lists.IssueFigures> {
  requirePermission(actor, 'issue.manage');
  return lists.countFigures(context.db);
}

/** How many issues are open, for whoever may see them. */
export async function countOpen(context: Context, actor: Actor): Promise<number> {
  requirePermission(actor, 'issue.view');
  return (await lists.countFigures(context.db)).open;
}

/** How many issues rest on each insight, and how many projects came of them. */
export async function countByInsight(
  context: Context,
  actor: Actor,
): Promise<{ insightId: string; issues: number; projects: number }[]> {
  requirePermission(actor, 'issue.view');
  return lists.countByInsight(context.db);
}

export async function getIssue(context: Context, actor: Actor, id: string): Promise<ListedIssue> {
  requirePermission(actor, 'issue.view');
  const reader = readerOf(actor);
  const [row] = await lists.listIssues(context.db, reader, [id]);
  const [issue] = row ? await toListedRows(context, actor, [row]) : [];
  if (!issue) throw new AppError('not-found');
  return issue;
}

/** What of the list this actor sees; one who manages it sees all totals [IS5]. */
export function readerOf(actor: Actor): Reader {
  const isPerson = actor.kind === 'person';
  return {
    personId: isPerson ? actor.id : '',
    seesTotals: actor.kind === 'system' || (isPerson && actor.roles.includes('lead')),
  };
}

async function toListedRows(
  context: Context,
  actor: Actor,
  rows: readonly ListedRow[],
): Promise<ListedIssue[]> {
  const measured = await listMeasured(
    context,
    actor,
    rows.map(({ id }) => id),
  );
  const reader = readerOf(actor);
  const { importanceSteps } = context.settings.current;
  return rows.map((row) => toListed(reader, row, measured.get(row.id) ?? null, importanceSteps));
}

function toListed(
  reader: Reader,
  { standing, myImportance, myUrgency, ...issue }: ListedRow,
  measured: MeasuredImportance | null,
  steps: ImportanceSteps,
): ListedIssue {
  const hasRated = myImportance !== null && myUrgency !== null;
  // What the room of a workshop rated together, or a session has shown, is no secret.
  const isShown = standing.source !== 'list' || issue.hasAnswered || reader.seesTotals;
  const priority = isShown ? standing.priority : undefined;
  return {
    ...issue,
    measured,
    parting: partingOf(priority?.importance ?? null, measured?.pointsInterval ?? null, steps),
    mine: hasRated ? { importance: myImportance, urgency: myUrgency } : undefined,
    raters: standing.raters,
    priority,
    source: isShown ? standing.source : null,
    band: issue.moved || isShown ? issue.band : null,
    isTotalHidden: !isShown,
    isRatingFinal: isRatingFinal(standing, issue.hasAnswered),
  };
}

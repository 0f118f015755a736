import { AppError } from '#lib/base/errors.ts';
import type { Rating } from '#lib/issues/issue.ts';
import { cellOf, groupByCell, type Cell, type MatrixMark } from '#lib/issues/matrix.ts';
import type { Priority } from '#lib/issues/prioritise.ts';
import { isRatingFinal, PAGE_SIZE } from '#lib/issues/standing.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import * as lists from './list-store.ts';
import type { IssueFilter, ListedRow, Reader } from './list-store.ts';
import * as store from './store.ts';

/** An issue as a reader sees it: totals only where they may see them [IS5]. */
export interface ListedIssue extends Omit<store.IssueRow, 'standing'> {
  mine: Rating | undefined;
  /** How many have rated; known to everybody. */
  raters: number;
  priority: Priority | undefined;
  /** Whether the totals are those of the list and not of a workshop's room. */
  isFromList: boolean;
  /** Whether there are totals that this reader sees once they have rated. */
  isTotalHidden: boolean;
  /** Whether this reader may no longer change what they gave. */
  isRatingFinal: boolean;
}

/** One piece of the list, and what the matrix beside it shows [IS9] [IS11] [IS12]. */
export interface IssueList {
  issues: ListedIssue[];
  /** How many there are in all, or in the chosen square. */
  total: number;
  page: number;
  pages: number;
  /** Squares of the matrix, each with its issue or the first of several. */
  marks: (MatrixMark<{ id: string; number: number; importance: number; urgency: number }> & {
    title: string;
    raters: number;
    isDisputed: boolean;
  })[];
}

/** The list from one page on, in the order of the reader [IS9]; `cell` narrows it to a square of the matrix. */
export async function getIssueList(
  context: Context,
  actor: Actor,
  query: { page?: number; cell?: Cell | undefined } = {},
): Promise<IssueList> {
  requirePermission(actor, 'issue.view');
  const reader = readerOf(actor);
  const everything = await lists.listPlaces(context.db, reader, {});
  const chosen = query.cell ? everything.filter((place) => isIn(place, query.cell)) : everything;
  const pages = Math.max(1, Math.ceil(chosen.length / PAGE_SIZE));
  const page = Math.min(pages, Math.max(1, Math.trunc(query.page ?? 1) || 1));
  const piece = chosen.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(({ id }) => id);
  const rows = await lists.listIssues(context.db, reader, piece);
  const points = everything.flatMap(({ id, number, isOpen, point }) =>
    isOpen && point ? [{ id, number, ...point }] : [],
  );
  const marks = groupByCell(points);
  const single = marks.filter(({ count }) => count === 1).map(({ first }) => first.id);
  const named = new Map((await lists.listMarked(context.db, single)).map((mark) => [mark.id, mark]));
  return {
    issues: rows.map((row) => toListed(reader, row)),
    total: chosen.length,
    page,
    pages,
    marks: marks.map((mark) => {
      const { title = '', raters = 0, isDisputed = false } = named.get(mark.first.id) ?? {};
      return { ...mark, title, raters, isDisputed };
    }),
  };
}

/** The first issues of a narrower list, in the order of the reader: from an insight, workshops, or not yet rated. */
export async function listIssues(
  context: Context,
  actor: Actor,
  filter: IssueFilter = {},
  limit = PAGE_SIZE,
): Promise<ListedIssue[]> {
  requirePermission(actor, 'issue.view');
  const reader = readerOf(actor);
  if (filter.workshopIds?.length === 0 || filter.insightIds?.length === 0) return [];
  const places = await lists.listPlaces(context.db, reader, filter, limit);
  const rows = await lists.listIssues(
    context.db,
    reader,
    places.map(({ id }) => id),
  );
  return rows.map((row) => toListed(reader, row));
}

/** How many open issues this reader has not rated. */
export async function countUnrated(context: Context, actor: Actor): Promise<number> {
  requirePermission(actor, 'issue.view');
  return lists.countIssues(context.db, readerOf(actor), { isUnrated: true });
}

export async function getIssue(context: Context, actor: Actor, id: string): Promise<ListedIssue> {
  requirePermission(actor, 'issue.view');
  const issue = await store.findIssue(context.db, id);
  if (!issue) throw new AppError('not-found');
  const reader = readerOf(actor);
  const own = (await store.listRatingsOf(context.db, id)).find(
    ({ personId }) => personId === reader.personId,
  );
  return toListed(reader, {
    ...issue,
    myImportance: own?.importance ?? null,
    myUrgency: own?.urgency ?? null,
  });
}

function isIn({ isOpen, point }: lists.PlaceRow, cell: Cell | undefined): boolean {
  if (!isOpen || !point || !cell) return false;
  const own = cellOf(point.importance, point.urgency);
  return own.importance === cell.importance && own.urgency === cell.urgency;
}

function readerOf(actor: Actor): Reader {
  const isPerson = actor.kind === 'person';
  return {
    personId: isPerson ? actor.id : '',
    seesTotals: actor.kind === 'system' || (isPerson && actor.roles.includes('lead')),
  };
}

function toListed(reader: Reader, { standing, myImportance, myUrgency, ...issue }: ListedRow): ListedIssue {
  const hasRated = myImportance !== null && myUrgency !== null;
  // What the room of a workshop rated together is no secret.
  const isShown = standing.source === 'room' || hasRated || reader.seesTotals;
  return {
    ...issue,
    mine: hasRated ? { importance: myImportance, urgency: myUrgency } : undefined,
    raters: standing.raters,
    priority: isShown ? standing.priority : undefined,
    isFromList: standing.source === 'list',
    isTotalHidden: standing.source === 'list' && !isShown,
    isRatingFinal: isRatingFinal(standing, hasRated),
  };
}

import type { TableQuery, TableTerms } from '../base/table-query.ts';
import { foldText } from '../base/words/fold-text.ts';
import { ISSUE_STATES, type IssueState } from './issue.ts';
import { cellOf, parseArea } from './matrix.ts';
import { BANDS, type Band } from './prioritise.ts';
import { isTakenUp, TRIAGES, type Triage } from './triage.ts';

export const ORIGIN_KINDS = ['cause', 'insight', 'finding', 'series', 'goal', 'import', 'manual'] as const;
export type OriginKind = (typeof ORIGIN_KINDS)[number];

/** Ways to look that the list offers by itself, as they stand in its address. */
export const ISSUE_VIEWS = [
  { name: 'ranking', query: '' },
  { name: 'toRate', query: 'f.rating=missing' },
  { name: 'split', query: 'f.rating=split' },
  { name: 'inProject', query: 'f.state=project' },
] as const;
export type IssueViewName = (typeof ISSUE_VIEWS)[number]['name'];

/** What can be shown of an issue beside its title. */
export const ISSUE_COLUMNS = [
  'number',
  'importance',
  'measured',
  'urgency',
  'raters',
  'origin',
  'state',
  'owner',
  'created',
] as const;
export type IssueColumn = (typeof ISSUE_COLUMNS)[number];

/** Ways to draw the list; without one, table and matrix beside each other. */
export const ISSUE_SHOWS = ['table', 'matrix'] as const;

/** What the list of issues understands of an address [IS14]. */
export const ISSUE_TERMS: TableTerms = {
  filters: {
    state: ISSUE_STATES,
    triage: TRIAGES,
    owner: ['me', 'other', 'none'],
    band: [...BANDS, 'none'],
    rating: ['missing', 'given', 'split'],
    origin: ORIGIN_KINDS,
    area: null,
  },
  sorts: ['number', 'name', 'importance', 'urgency', 'raters', 'created'],
  columns: ISSUE_COLUMNS,
  shows: ISSUE_SHOWS,
};

/** An issue as the list looks through it: what its reader may see of it, and no more. */
export interface IssuePlace {
  id: string;
  number: number;
  title: string;
  state: IssueState;
  triage: Triage;
  /** Who answers for it, as this reader is concerned. */
  owner: 'me' | 'other' | 'none';
  originKind: OriginKind;
  createdAtMs: number;
  /** Whether a session asks this reader about it, and they have not answered. */
  isWaiting: boolean;
  /** Whether this reader has answered about it in any session. */
  isRated: boolean;
  /** Whether a session but the standing one asks about it now. */
  isAsked: boolean;
  raters: number;
  /** The band that it is in, as far as this reader may know: a move by hand everybody may. */
  band: Band | null;
  /** Where it stands, as far as this reader may see it. */
  point: { importance: number; urgency: number; band: Band; isDisputed: boolean } | null;
}

/**
 * The issues that a query finds, in its order; without one, in the order that they came in [IS9] [IS14].
 * Words are found wherever they stand in a title, whatever their case and accents; a number finds its issue.
 */
export function findIssues<Place extends IssuePlace>(places: readonly Place[], query: TableQuery): Place[] {
  const found = places.filter(
    (place) => matchesWords(place, query.q) && matchesFilters(place, query.filters),
  );
  const order = query.sort && ORDERS[query.sort.key];
  if (!order) return found;
  const sign = query.sort?.isDescending ? -1 : 1;
  return found.toSorted((a, b) => {
    const [left, right] = [order(a), order(b)];
    // What is not known stands last, in either direction.
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === 'string' || typeof right === 'string')
      return sign * String(left).localeCompare(String(right), 'pl');
    return sign * (left - right);
  });
}

const ORDERS: Readonly<Record<string, (place: IssuePlace) => number | string | null>> = {
  number: ({ number }) => number,
  name: ({ title }) => title,
  importance: ({ point }) => point?.importance ?? null,
  urgency: ({ point }) => point?.urgency ?? null,
  raters: ({ raters }) => raters,
  created: ({ createdAtMs }) => createdAtMs,
};

function matchesWords({ title, number }: IssuePlace, q: string): boolean {
  const words = foldText(q);
  if (words === '') return true;
  if (q.replace('#', '').trim() === String(number)) return true;
  const text = foldText(title);
  return words.split(' ').every((word) => text.includes(word));
}

function matchesFilters(place: IssuePlace, filters: TableQuery['filters']): boolean {
  const { state, triage, owner, band, rating, origin, area } = filters;
  return (
    // A state is that of an accepted issue; the others have none yet [IS21].
    (!state || (place.triage === 'accepted' && state.includes(place.state))) &&
    (!triage || triage.includes(place.triage)) &&
    (!owner || owner.includes(place.owner)) &&
    (!origin || origin.includes(place.originKind)) &&
    (!band || band.includes(place.band ?? 'none')) &&
    (!rating || rating.some((kind) => RATINGS[kind]?.(place) === true)) &&
    (!area || isInArea(place, area[0] ?? ''))
  );
}

const RATINGS: Readonly<Record<string, (place: IssuePlace) => boolean>> = {
  missing: ({ isWaiting }) => isWaiting,
  given: ({ isRated }) => isRated,
  split: ({ point }) => point?.isDisputed === true,
};

function isInArea(place: IssuePlace, text: string): boolean {
  const area = parseArea(text);
  const { point } = place;
  if (!area || !point || !isTakenUp(place)) return false;
  const cell = cellOf(point.importance, point.urgency);
  return (
    cell.importance >= area.low.importance &&
    cell.importance <= area.high.importance &&
    cell.urgency >= area.low.urgency &&
    cell.urgency <= area.high.urgency
  );
}

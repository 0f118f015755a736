import { foldText } from '../base/words/fold-text.ts';
import type { TableQuery, TableTerms } from '../base/table-query.ts';
import type { ProjectNews } from './running/project-news.ts';
import { HEALTHS, PROJECT_STATES, type Health, type ProjectState } from './project.ts';

/** What can be shown of a project beside its title. */
export const PROJECT_COLUMNS = [
  'number',
  'state',
  'health',
  'owner',
  'deputy',
  'budget',
  'startsOn',
  'endsOn',
] as const;
export type ProjectColumn = (typeof PROJECT_COLUMNS)[number];

/** Ways to draw the projects; without one, in columns by their states. */
export const PROJECT_SHOWS = ['table', 'timeline', 'owners', 'years'] as const;

/** What the list of projects understands of an address [PR18]. */
export const PROJECT_TERMS: TableTerms = {
  filters: { state: PROJECT_STATES, health: [...HEALTHS, 'silent', 'none'], hand: ['mine'] },
  sorts: ['number', 'name', 'owner', 'deputy', 'budget', 'startsOn', 'endsOn'],
  columns: PROJECT_COLUMNS,
  shows: PROJECT_SHOWS,
};

/** A project as its list looks through it. */
export interface ProjectPlace {
  number: number;
  title: string;
  state: ProjectState;
  ownerId: string;
  ownerName: string;
  deputyId: string;
  deputyName: string;
  /** Null for whoever does not read inside. */
  budgetMinor: number | null;
  startsOn: string;
  endsOn: string;
  latestReport: { health: Health } | undefined;
  course: { news: ProjectNews };
}

/** The projects that a query of this reader finds, in its order; without one, in the order that they came in [PR18]. */
export function findProjects<Place extends ProjectPlace>(
  projects: readonly Place[],
  query: TableQuery,
  readerId: string | undefined,
): Place[] {
  const words = foldText(query.q).split(' ').filter(Boolean);
  const { state, health, hand } = query.filters;
  const found = projects.filter((project) => {
    const text = foldText(`${project.title} ${project.ownerName} ${project.deputyName}`);
    const isNumber = query.q.replace('#', '').trim() === String(project.number);
    return (
      (isNumber || words.every((word) => text.includes(word))) &&
      (!state || state.includes(project.state)) &&
      (!health ||
        health.includes(project.latestReport?.health ?? 'none') ||
        health.includes(project.course.news)) &&
      (!hand || [project.ownerId, project.deputyId].some((id) => id === readerId))
    );
  });
  const order = query.sort && ORDERS[query.sort.key];
  if (!order) return found;
  const sign = query.sort?.isDescending ? -1 : 1;
  return found.toSorted((a, b) => {
    const [left, right] = [order(a), order(b)];
    return typeof left === 'number' && typeof right === 'number'
      ? sign * (left - right)
      : sign * String(left).localeCompare(String(right), 'pl');
  });
}

const ORDERS: Readonly<Record<string, (project: ProjectPlace) => number | string>> = {
  number: ({ number }) => number,
  name: ({ title }) => title,
  owner: ({ ownerName }) => ownerName,
  deputy: ({ deputyName }) => deputyName,
  budget: ({ budgetMinor }) => budgetMinor ?? -1,
  startsOn: ({ startsOn }) => startsOn,
  endsOn: ({ endsOn }) => endsOn,
};

import type { Currency } from '#lib/base/money.ts';
import type { Envelope } from '../envelope.ts';
import { isWorking, type Health, type ProjectState, type StageBefore } from '../project.ts';

/** What happened to a project in a month. */
export const MONTH_EVENTS = [
  'submitted',
  'approved',
  'sentBack',
  'declined',
  'started',
  'held',
  'resumed',
  'finished',
  'stopped',
] as const;
export type MonthEvent = (typeof MONTH_EVENTS)[number];

/** A project as a summary of a month reads it. */
export interface MonthProject {
  id: string;
  number: number;
  title: string;
  state: ProjectState;
  stageBefore: StageBefore | null;
  worksOn: boolean;
  ownerName: string;
  budgetMinor: number;
  currency: Currency;
  startsOn: string;
  endsOn: string;
  /** The last day as it was approved first; null before that. */
  firstEndsOn: string | null;
  /** By when the present submission is to be decided. */
  decideBy: string | null;
}

/** A report of a project, with the day of the organisation's calendar on which it was given. */
export interface MonthReport {
  projectId: string;
  health: Health;
  text: string;
  on: string;
}

/** A month of the projects, as a director reads it [PR107]. Days are ISO days. */
export interface MonthSummary {
  /** The month, as YYYY-MM. */
  month: string;
  /** Whether it is not over yet: what stands here can still change. */
  isRunning: boolean;
  /** What happened, in the order in which it did. */
  events: readonly { event: MonthEvent; on: string; project: MonthName }[];
  /** Projects at work whose last word of the month was not "on track". */
  troubled: readonly { project: MonthName; health: Health; text: string; on: string }[];
  /** Projects at work now that gave no report in the month. */
  silent: readonly MonthName[];
  /** Projects that wait for a signature now. */
  waiting: readonly {
    project: MonthName;
    budgetMinor: number;
    currency: Currency;
    decideBy: string | null;
  }[];
  /** Projects at work whose end is past, or later than it was approved first. */
  late: readonly { project: MonthName; endsOn: string; firstEndsOn: string | null }[];
  /** Open projects that begin or end in the month after. */
  coming: readonly { project: MonthName; what: 'starts' | 'ends'; on: string }[];
  /** The money of the month's year, as it stands now. */
  envelopes: readonly Envelope[];
  /** Issues that were added in the month, and open ones now. */
  issues: { added: number; open: number };
}

/** A project by its name, its number and who answers for it. */
export interface MonthName {
  number: number;
  title: string;
  ownerName: string;
}

/** What a summary is made from; everything but `events` and `reports` is as it stands today. */
export interface MonthFacts {
  month: string;
  today: string;
  projects: readonly MonthProject[];
  /** Of the month alone. */
  events: readonly { event: MonthEvent; projectId: string; on: string; atMs: number }[];
  reports: readonly MonthReport[];
  envelopes: readonly Envelope[];
  issues: MonthSummary['issues'];
}

/** The first days of a month (YYYY-MM) and of the one after it, and the month after's name. */
export function monthSpan(month: string): { startsOn: string; endsBefore: string; next: string } {
  const next = Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();
  return { startsOn: `${month}-01`, endsBefore: `${next}-01`, next };
}

/** The month (YYYY-MM) before the one that a day lies in. */
export function monthBefore(day: string): string {
  return Temporal.PlainYearMonth.from(day.slice(0, 7)).subtract({ months: 1 }).toString();
}

/** Sums up a month of the projects [PR107]. */
export function summariseMonth(facts: MonthFacts): MonthSummary {
  const { month, today, projects } = facts;
  const { next, endsBefore } = monthSpan(month);
  const byId = new Map(projects.map((project) => [project.id, project]));
  const working = projects.filter(isWorking);
  const newest = new Map(
    facts.reports.toSorted((a, b) => (a.on < b.on ? -1 : 1)).map((report) => [report.projectId, report]),
  );
  return {
    month,
    isRunning: today < endsBefore,
    events: facts.events
      .toSorted((a, b) => a.atMs - b.atMs)
      .flatMap(({ event, projectId, on }) => {
        const project = byId.get(projectId);
        return project ? [{ event, on, project: nameOf(project) }] : [];
      }),
    troubled: working.flatMap((project) => {
      const report = newest.get(project.id);
      if (!report || report.health === 'on-track') return [];
      return [{ project: nameOf(project), health: report.health, text: report.text, on: report.on }];
    }),
    silent: working.filter(({ id, startsOn }) => !newest.has(id) && startsOn < endsBefore).map(nameOf),
    waiting: projects
      .filter(({ state }) => state === 'submitted')
      .map((project) => ({
        project: nameOf(project),
        budgetMinor: project.budgetMinor,
        currency: project.currency,
        decideBy: project.decideBy,
      })),
    late: working
      .filter(({ endsOn, firstEndsOn }) => endsOn < today || (firstEndsOn !== null && endsOn > firstEndsOn))
      .map((project) => ({
        project: nameOf(project),
        endsOn: project.endsOn,
        firstEndsOn: project.firstEndsOn,
      })),
    coming: projects
      .flatMap((project): MonthSummary['coming'][number][] => [
        ...(project.state === 'approved' && project.startsOn.startsWith(next)
          ? [{ project: nameOf(project), what: 'starts' as const, on: project.startsOn }]
          : []),
        ...(['approved', 'running', 'on-hold'].includes(project.state) && project.endsOn.startsWith(next)
          ? [{ project: nameOf(project), what: 'ends' as const, on: project.endsOn }]
          : []),
      ])
      .toSorted((a, b) => (a.on < b.on ? -1 : 1)),
    envelopes: facts.envelopes,
    issues: facts.issues,
  };
}

function nameOf({ number, title, ownerName }: MonthName): MonthName {
  return { number, title, ownerName };
}

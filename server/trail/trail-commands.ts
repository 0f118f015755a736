// Above 300 lines: one way to find each kind of thing, and how each step is shown.
import { wordOf } from '#lib/areas/series-standing.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Goal } from '#lib/goals/goal.ts';
import { allCausesOf } from '#lib/issues/issue.ts';
import { isPermitted, type Permission } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Insight } from '#lib/survey/insights/insight.ts';
import { drawTrail, type TrailNode, type TrailStep, type TrailThing } from '#lib/trail/trail.ts';
import { TrailForm } from '#lib/trail/trail-form.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { ScoredSeries } from '../areas/area-commands.ts';
import { listIssueIdsOfSeries, listScoredSeries, listSeriesOfIssues } from '../areas/series-commands.ts';
import { getGoal, listGoalsOf, listServants } from '../goals/goal-commands.ts';
import { getIssue, listIssues, type ListedIssue } from '../issues/list-commands.ts';
import { getProject, listProjectsOfIssues, listTracedProjects } from '../projects/commands.ts';
import { listEffectLines } from '../projects/effect/effect-commands.ts';
import type { ProjectOfIssue } from '../projects/store.ts';
import { findInsight, listInsightsBy, listWavesBy } from '../survey/commands.ts';
import { getAccess, listTraced } from '../workshop/commands.ts';
import type { TracedWorkshop } from '../workshop/store.ts';
import type { WorkshopContext } from '../workshop/workshop-context.ts';

/** What hangs together, each by the rights of its own domain. */
interface Found {
  waveIds: readonly string[];
  insights: readonly Insight[];
  /** What is measured, as reasons of the issues. */
  series: readonly ScoredSeries[];
  /** The one that is looked at, whatever serves it. */
  goal?: Goal;
  /** Those that somebody takes part in, and whether there are others. */
  workshops: { shown: readonly TracedWorkshop[]; hasHidden: boolean };
  issues: readonly ListedIssue[];
  /** Issues that were merged into these: what those came from, these came from as well [IS27]. */
  merged: readonly ListedIssue[];
  projects: readonly Omit<ProjectOfIssue, 'issueId'>[];
}

const STEP_OF = {
  wave: 'responses',
  insight: 'insight',
  series: 'series',
  goal: 'goal',
  workshop: 'meeting',
  issue: 'issue',
  project: 'project',
} as const satisfies Record<TrailForm['kind'], TrailStep>;

/** Where a thing came from and what came of it, as this reader may see it [TR1] [TR3]. */
export async function getTrail(
  context: WorkshopContext,
  actor: Actor,
  input: TrailForm,
): Promise<TrailNode[]> {
  const { kind, id } = parseInput(TrailForm, input);
  const found = await FIND[kind](context, actor, id);
  const may = (permission: Permission): boolean =>
    actor.kind === 'system' || isPermitted(standingsOf(actor), permission);
  const seesWaves = may('survey.viewSummary');
  const waves = seesWaves ? await listWavesBy(context, actor, { ids: found.waveIds }) : [];
  const effects = await listEffectLines(
    context,
    actor,
    found.projects.map((project) => project.id),
  );
  const served = await listGoalsOf(context, actor, {
    issueIds: [...found.issues, ...found.merged].map((issue) => issue.id),
    projectIds: found.projects.map((project) => project.id),
  });
  const goals = found.goal && !served.some((goal) => goal.id === id) ? [found.goal, ...served] : served;
  const things: TrailThing[] = [
    ...waves.map((wave): TrailThing => ({
      step: 'responses',
      id: wave.id,
      href: `/survey/${wave.id}`,
      n: wave.rows.imported,
      survey: wave.surveyName,
      wave: wave.name,
    })),
    ...found.insights.map(toInsight),
    ...found.series.map((series) => toSeriesThing(series, [...found.issues, ...found.merged])),
    ...goals.map(toGoalThing),
    ...[...found.issues, ...found.merged].flatMap(toRow),
    ...found.workshops.shown.map(toMeeting),
    ...[...found.issues, ...found.merged].flatMap((issue) => toCause(issue, found.workshops.shown)),
    ...found.issues.map(toIssue),
    ...found.projects.map(toProject),
    ...effects.map(({ projectId, number, title, verdict }): TrailThing => ({
      ...{ step: 'effect', id: projectId, href: `/projects/${number}`, title, verdict },
    })),
  ];
  const hidden = new Set<TrailStep>([
    ...(!seesWaves && found.waveIds.length > 0 ? (['responses'] as const) : []),
    ...(found.workshops.hasHidden ? (['meeting'] as const) : []),
  ]);
  return drawTrail({ current: { step: STEP_OF[kind], id }, things, hidden });
}

type Find = (context: WorkshopContext, actor: Actor, id: string) => Promise<Found>;

const FIND: Readonly<Record<TrailForm['kind'], Find>> = {
  async wave(context, actor, id) {
    requirePermission(actor, 'survey.viewSummary');
    const [wave] = await listWavesBy(context, actor, { ids: [id] });
    if (!wave) throw new AppError('not-found');
    return {
      ...(await ofInsights(context, actor, await listInsightsBy(context, actor, { waveId: id }))),
      waveIds: [id],
    };
  },
  async insight(context, actor, id) {
    const insight = await findInsight(context, actor, id);
    if (!insight) throw new AppError('not-found');
    return ofInsights(context, actor, [insight]);
  },
  async series(context, actor, id) {
    const series = await listScoredSeries(context, actor, [id]);
    if (series.length === 0) throw new AppError('not-found');
    const issueIds = await listIssueIdsOfSeries(context, actor, [id]);
    const issues = await listIssues(context, actor, { ids: issueIds });
    const all = await ofIssues(context, actor, issues);
    return { ...(await behind(context, actor, [...issues, ...all.merged])), ...all, series };
  },
  async goal(context, actor, id) {
    const goal = await getGoal(context, actor, id);
    const servants = await listServants(context, actor, id);
    const issues = await listIssues(context, actor, { ids: servants.issueIds });
    const all = await ofIssues(context, actor, issues);
    const known = new Set(all.projects.map((project) => project.id));
    const direct = await listTracedProjects(
      context,
      actor,
      servants.projectIds.filter((projectId) => !known.has(projectId)),
    );
    return {
      ...(await behind(context, actor, [...issues, ...all.merged])),
      ...all,
      projects: [...all.projects, ...direct],
      goal,
    };
  },
  async workshop(context, actor, id) {
    requirePermission(actor, 'workshop.list');
    await getAccess(context, actor, id);
    const workshops = await listTraced(context, actor, { ids: [id] });
    const insightIds = workshops.shown.flatMap((workshop) => workshop.insightIds);
    const insights = await listInsightsBy(context, actor, { ids: insightIds });
    const issues = await listIssues(context, actor, { workshopIds: [id] });
    return {
      ...(await ofIssues(context, actor, issues)),
      ...{ workshops, insights, waveIds: wavesOf(insights) },
      series: await seriesBehind(context, actor, issues),
    };
  },
  async issue(context, actor, id) {
    const issue = await getIssue(context, actor, id);
    // One that is part of another goes on as that one.
    const { duplicateOf } = issue;
    const issues = [issue, ...(duplicateOf === null ? [] : [await getIssue(context, actor, duplicateOf)])];
    const merged = await listMerged(context, actor, [issue]);
    return {
      ...(await behind(context, actor, [issue, ...merged])),
      ...(await ofIssues(context, actor, issues)),
    };
  },
  async project(context, actor, id) {
    const { project, issues: named } = await getProject(context, actor, id);
    const issues = await listIssues(context, actor, { ids: named.map((issue) => issue.id) });
    const merged = await listMerged(context, actor, issues);
    return { ...(await behind(context, actor, [...issues, ...merged])), issues, merged, projects: [project] };
  },
};

/** What came of insights: meetings about them, issues of either, and their projects. */
async function ofInsights(
  context: WorkshopContext,
  actor: Actor,
  insights: readonly Insight[],
): Promise<Found> {
  const insightIds = insights.map(({ id }) => id);
  const workshops = await listTraced(context, actor, { insightIds });
  const direct = await listIssues(context, actor, { insightIds });
  const workshopIds = workshops.shown.map(({ id }) => id);
  const met = await listIssues(context, actor, { workshopIds });
  const known = new Set<string>(direct.map(({ id }) => id));
  const issues = [...direct, ...met.filter(({ id }) => !known.has(id))];
  return {
    ...(await ofIssues(context, actor, issues)),
    ...{ workshops, insights, waveIds: wavesOf(insights) },
    series: await seriesBehind(context, actor, issues),
  };
}

/** Issues with the projects that came from them. */
async function ofIssues(
  context: WorkshopContext,
  actor: Actor,
  issues: readonly ListedIssue[],
): Promise<Pick<Found, 'issues' | 'merged' | 'projects'>> {
  const projects = await listProjectsOfIssues(
    context,
    actor,
    issues.map(({ id }) => id),
  );
  // One that deals with several of them stands there once.
  const merged = await listMerged(context, actor, issues);
  return {
    issues,
    merged,
    projects: [...new Map(projects.map((project) => [project.id, project])).values()],
  };
}

function listMerged(
  context: WorkshopContext,
  actor: Actor,
  issues: readonly ListedIssue[],
): Promise<ListedIssue[]> {
  return listIssues(context, actor, { mergedInto: issues.map(({ id }) => id) });
}

/** What issues came from. */
async function behind(
  context: WorkshopContext,
  actor: Actor,
  issues: readonly ListedIssue[],
): Promise<Pick<Found, 'waveIds' | 'insights' | 'workshops' | 'series'>> {
  const ids = new Set(issues.flatMap(({ origin }) => (origin.kind === 'cause' ? [origin.workshopId] : [])));
  const insightIds = new Set(issues.flatMap(({ insightId }) => insightId ?? []));
  const workshops = await listTraced(context, actor, { ids: [...ids] });
  const insights = await listInsightsBy(context, actor, { ids: [...insightIds] });
  const series = await seriesBehind(context, actor, issues);
  return { workshops, insights, series, waveIds: wavesOf(insights) };
}

/** What is measured that these issues have as their reason, each once. */
async function seriesBehind(
  context: WorkshopContext,
  actor: Actor,
  issues: readonly ListedIssue[],
): Promise<ScoredSeries[]> {
  const bySeries = await listSeriesOfIssues(
    context,
    actor,
    issues.map(({ id }) => id),
  );
  return [...new Map([...bySeries.values()].flat().map((series) => [series.id, series])).values()];
}

function wavesOf(insights: readonly Insight[]): string[] {
  return [...new Set(insights.map(({ waveId }) => waveId))];
}

function toInsight({ id, title, authorName, question, figure }: Insight): TrailThing {
  return { step: 'insight', id, href: `/survey/insights/${id}`, title, author: authorName, question, figure };
}

function toGoalThing({ id, title, dueOn, target, targetWords }: Goal): TrailThing {
  return {
    ...{ step: 'goal', id, href: `/issues/goals/${id}`, title, dueOn },
    target: target === null ? targetWords : String(target),
  };
}

/** With the figure that made an issue where one did, else the newest one. */
function toSeriesThing(
  { id, name, area, unit, target, standing }: ScoredSeries,
  issues: readonly ListedIssue[],
): TrailThing {
  const made = issues.flatMap(({ origin }) =>
    origin.kind === 'series' && origin.seriesId === id ? [origin] : [],
  )[0];
  const latest = standing.latest && { ...standing.latest, unit, target };
  const figure = made ? { day: made.day, value: made.value, unit: made.unit, target: made.target } : latest;
  return {
    ...{ step: 'series', id, href: `/survey/areas/series/${id}`, title: name },
    ...{ areaName: area?.name ?? null, figure, standing: wordOf(standing) },
  };
}

/** The row of a list that an issue was imported from; the list itself is kept nowhere. */
function toRow({ id, origin }: ListedIssue): TrailThing[] {
  if (origin.kind !== 'import') return [];
  const { file, row, key, reporter } = origin;
  return [{ step: 'row', id: `row ${id}`, href: null, file, row, key, reporter }];
}

function toMeeting({ id, title, facilitatorName, createdAtMs }: TracedWorkshop): TrailThing {
  return {
    step: 'meeting',
    id,
    href: `/workshop/${id}`,
    title,
    facilitator: facilitatorName,
    atMs: createdAtMs,
  };
}

/** What an issue says of its origin is for everybody who sees the issue; the board is for those who took part. */
function toCause({ title, origin }: ListedIssue, shown: readonly TracedWorkshop[]): TrailThing[] {
  if (origin.kind === 'finding')
    return [{ step: 'cause', id: origin.findingId, href: null, reporter: origin.reporter }];
  if (origin.kind !== 'cause') return [];
  const { workshopId } = origin;
  const isOpen = shown.some(({ id }) => id === workshopId);
  return allCausesOf(origin).map(({ causeId, text = title, path, result }) => ({
    step: 'cause',
    id: `${workshopId}/${causeId}`,
    href: isOpen ? `/workshop/${workshopId}/board` : null,
    text,
    path,
    vote: result?.vote ?? null,
  }));
}

function toIssue({ id, number, title, state, band }: ListedIssue): TrailThing {
  return { step: 'issue', id, href: `/issues/${number}`, number, title, state, band };
}

function toProject({ id, number, title, state, ownerName }: Found['projects'][number]): TrailThing {
  return { step: 'project', id, href: `/projects/${number}`, number, title, state, owner: ownerName };
}

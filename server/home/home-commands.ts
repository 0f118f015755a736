// Above 300 lines: one reading for each part of Home.
import { dayAfter } from '#lib/base/days.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Commitment } from '#lib/commitments/commitment.ts';
import type {
  Home,
  HomeAsk,
  HomeCommitment,
  HomeDecision,
  HomeEffect,
  HomeInsight,
  HomeLoop,
  HomeProject,
  HomeSetup,
  HomeWave,
  HomeYear,
} from '#lib/home/home.ts';
import { isPermitted, type Permission, type Role } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { SIGNING_PARTS, undecidedParts } from '#lib/projects/approve.ts';
import { sumBudgets } from '#lib/projects/budget.ts';
import type { ProjectState } from '#lib/projects/project.ts';
import { standingOfAsk } from '#lib/rhythms/rhythm.ts';
import { changeSince, leadingFigure } from '#lib/survey/measure/wave-change.ts';
import { requirePerson } from '../access/require-permission.ts';
import { getAwaitedCommitments, getMyCommitments } from '../commitments/commands.ts';
import { getMyDecisions } from '../decisions/list-commands.ts';
import { getMyQuestions } from '../discussion/question-commands.ts';
import { lastBackupMs } from '../backup/backup-time.ts';
import {
  countByInsight,
  countOpen,
  countUnrated,
  getIssueFigures,
  listMyOutcomes,
} from '../issues/list-commands.ts';
import { getMyRatings } from '../issues/ratings/show-session.ts';
import { readHomeAbsences, type HomeAbsences } from '../leave/absence-commands.ts';
import { listSigning } from '../organisation/substitute-commands.ts';
import { listColleagues, listPeople } from '../people/commands.ts';
import { listDepartments } from '../people/department-commands.ts';
import { listDueMeasurements } from '../projects/effect/due-commands.ts';
import { listEffectLines, listEffects } from '../projects/effect/effect-commands.ts';
import { listSubmitted, type SubmittedProject } from '../projects/waiting-commands.ts';
import { listProjects, type ListedProject } from '../projects/commands.ts';
import { getMyAsks, type WaitingAsk } from '../rhythms/commands.ts';
import { getMyPulses } from '../rhythms/team-pulse-commands.ts';
import { listComingTours } from '../shifts/commands.ts';
import { listMyFeedback } from '../shifts/feedback/feedback-commands.ts';
import { getTourToConfirm } from '../shifts/programme/confirm-commands.ts';
import { listAskingRounds } from '../shifts/rota/wish-commands.ts';
import { listInsights, listWaves } from '../survey/commands.ts';
import { listMyUploads } from '../survey/import/upload-commands.ts';
import { listTraced } from '../workshop/commands.ts';
import { listComing } from '../workshop/prepare/coming-commands.ts';
import type { WorkshopContext } from '../workshop/workshop-context.ts';

/** How far ahead the box of the next days looks. */
const DAYS_AHEAD = 14;
/** Newest insights whose use is shown. */
const INSIGHTS_SHOWN = 5;
/** Measured projects in the box of whoever signs. */
const EFFECTS_SHOWN = 6;
/** What is on its way: owners and deputies still have to do with it. */
const OPEN_STATES: readonly ProjectState[] = ['sent-back', 'approved', 'running', 'on-hold'];
const APPROVED_STATES: readonly ProjectState[] = ['approved', 'running', 'on-hold', 'done'];

/** What Home reads besides what the domains do. */
export interface HomeContext extends WorkshopContext {
  /** Where the embedded database lies. */
  readonly dataDir: string;
}

/** What waits for this reader and how things stand, by their roles [HM1]: each part from the command of its domain. */
export async function getHome(context: HomeContext, actor: Actor): Promise<Home> {
  requirePerson(actor, 'profile.edit');
  const may = (permission: Permission): boolean => isPermitted(standingsOf(actor), permission);
  const dayOf = (ms: number): string => dayAt(ms, context.settings.timeZone);
  const today = dayOf(context.clock());
  const projects = await listProjects(context, actor);
  const submitted = await listSubmitted(context, actor);
  const isLead = may('issue.manage');
  const isAnalyst = may('insight.pin');
  const wave = isLead || isAnalyst ? newestWave(await listWaves(context, actor)) : null;
  const tours = await listComingTours(context, actor);
  const colleagues = await listColleagues(context, actor);
  const namesOf = (role: Role): string[] =>
    colleagues.filter(({ roles }) => roles.includes(role)).map(({ name }) => name);
  const isMine = (project: { ownerId: string; deputyId: string; proposedBy: string }): boolean =>
    [project.ownerId, project.deputyId, project.proposedBy].includes(actor.id);
  const mine = projects.filter(
    ({ state, ownerId, deputyId }) => OPEN_STATES.includes(state) && [ownerId, deputyId].includes(actor.id),
  );
  const absences = await readHomeAbsences(
    context,
    actor,
    mine.flatMap(({ ownerId, deputyId }) => [ownerId, deputyId]),
  );
  const toSign = submitted
    .filter(({ awaitsReader }) => awaitsReader)
    .map((project) => toDecision(project, dayOf));
  const isStoodIn = absences.awayUntil.has(actor.id) && absences.standIn !== null;
  return {
    personId: actor.id,
    today,
    commitments: {
      owed: (await getMyCommitments(context, actor)).open.flatMap(toHomeCommitment),
      awaited: (await getAwaitedCommitments(context, actor)).open.flatMap(toHomeCommitment),
    },
    asks: await readAsks(context, actor, today),
    pulses: await getMyPulses(context, actor),
    questions: await getMyQuestions(context, actor),
    deciding: (await getMyDecisions(context, actor)).waiting,
    workshops: await listComing(context, actor),
    unrated: await countUnrated(context, actor),
    effects: may('project.decide') ? await readEffects(context, actor) : null,
    measurements: may('project.measure') ? await listDueMeasurements(context, actor) : [],
    ratings: await getMyRatings(context, actor),
    projects: mine.map((project) => toProject(project, actor.id, absences)),
    waiting: submitted.filter(isMine).map((project) => toDecision(project, dayOf)),
    // Who is away is not asked while somebody signs in their name; the project itself still lets them.
    decisions: isStoodIn ? [] : toSign,
    tours,
    asking: [
      ...(await listAskingRounds(context, actor)),
      ...(await listMyFeedback(context, actor)).map((round) => ({ ...round, todo: 'feedback' as const })),
    ],
    confirming: await getTourToConfirm(context, actor),
    uploads: isAnalyst
      ? (await listMyUploads(context, actor)).map(({ createdAtMs }) => ({ day: dayOf(createdAtMs) }))
      : [],
    outcomes: await listMyOutcomes(context, actor),
    ending: isLead ? endingBefore(projects, today, dayAfter(today, DAYS_AHEAD)) : null,
    loop: isLead ? await readLoop(context, actor, projects, wave) : null,
    year: may('project.decide') ? readYear(projects, Number(today.slice(0, 4)), dayOf) : null,
    wave: isLead ? null : wave,
    insights: isAnalyst ? await readInsights(context, actor) : null,
    setup: may('settings.manage') ? await readSetup(context, actor) : null,
    next: may('settings.manage')
      ? { analysts: namesOf('analyst'), leads: namesOf('lead'), directors: namesOf('director') }
      : null,
    goingOn: {
      running: projects.filter(({ state }) => state === 'running').length,
      openIssues: await countOpen(context, actor),
      places: tours.reduce((sum, { free }) => sum + free, 0),
      leads: namesOf('lead'),
    },
    leave: {
      until: absences.awayUntil.get(actor.id) ?? null,
      standIn: absences.standIn,
      signatures: toSign.length,
      standsInFor: absences.standsInFor,
      unsigned: absences.unsigned ?? [],
    },
  };
}

async function readAsks(context: WorkshopContext, actor: Actor, today: string): Promise<Home['asks']> {
  const { asked, coming, awaited } = await getMyAsks(context, actor);
  const toAsk = ({ rhythm, askId, dueOn, askedName }: WaitingAsk): HomeAsk => {
    // One that is still to come has no ask of its own.
    const last = rhythm.asks[askId === null ? 0 : 1];
    return {
      ...{ rhythmId: rhythm.id, purpose: rhythm.purpose, question: rhythm.question, dueOn, askedName },
      ...{ title: rhythm.subject.title, href: rhythm.subject.href },
      last: last ? { standing: standingOfAsk(last, today), day: last.answer?.day ?? last.dueOn } : null,
    };
  };
  return { asked: asked.map(toAsk), coming: coming.map(toAsk), awaited: awaited.map(toAsk) };
}

/** What has no day is not due; it stands in the list of all. */
function toHomeCommitment(one: Commitment): HomeCommitment[] {
  const { id, text, dueOn, firstDueOn, moves, isAsked, owner, subject } = one;
  if (dueOn === null) return [];
  return [
    {
      ...{ id, text, dueOn, isAsked },
      firstDueOn: firstDueOn ?? dueOn,
      moves: moves.length,
      ownerName: owner?.name ?? '',
      subjectTitle: subject.title ?? '',
    },
  ];
}

function toProject(project: ListedProject, readerId: string, { awayUntil }: HomeAbsences): HomeProject {
  const { number, title, state, startsOn, endsOn, holdUntil } = project;
  const away = awayOf(project, readerId, awayUntil);
  return { number, title, state, startsOn, endsOn, holdUntil, away };
}

/** Who is away is not asked where the other of both is there; where both are away, both are [LE8]. */
function awayOf(
  { ownerId, ownerName, deputyName, deputyId }: ListedProject,
  readerId: string,
  awayUntil: HomeAbsences['awayUntil'],
): HomeProject['away'] {
  const other = readerId === ownerId ? { id: deputyId, name: deputyName } : { id: ownerId, name: ownerName };
  const until = awayUntil.get(other.id);
  if (awayUntil.has(readerId)) return until === undefined ? { who: 'reader', name: other.name } : null;
  return until !== undefined && other.id === ownerId ? { who: 'owner', name: other.name, until } : null;
}

function toDecision(project: SubmittedProject, dayOf: (ms: number) => string): HomeDecision {
  const { number, title, aim, issueNumber, issueTitle, ownerName, budgetMinor, currency, endsOn, decisions } =
    project;
  return {
    number,
    title,
    aim,
    issueNumber,
    issueTitle,
    ownerName,
    budgetMinor,
    currency,
    endsOn,
    submittedOn: dayOf(project.submittedAtMs),
    decideBy: project.decideBy,
    signed: decisions.flatMap(({ part, isApproved, directorName }) =>
      isApproved && part !== 'light' ? [{ part, name: directorName }] : [],
    ),
    missing: project.route === 'light' ? [] : undecidedParts(decisions),
    inNameOf: project.inNameOf,
  };
}

function endingBefore(projects: readonly ListedProject[], today: string, until: string): Home['ending'] {
  return projects
    .filter(({ state, endsOn }) => state === 'running' && endsOn >= today && endsOn <= until)
    .map(({ number, title, endsOn }) => ({ number, title, endsOn }));
}

type Wave = Awaited<ReturnType<typeof listWaves>>[number];

/** The newest wave that has a figure. */
function newestWave(waves: readonly Wave[]): HomeWave | null {
  const newest = waves
    .filter((wave) => leadingFigure(wave) !== undefined)
    .toSorted((left, right) => right.fieldedOn.localeCompare(left.fieldedOn))[0];
  const figure = newest && leadingFigure(newest);
  if (!newest || !figure) return null;
  const since = changeSince(newest, waves);
  return {
    id: newest.id,
    name: newest.name,
    surveyName: newest.surveyName,
    figure,
    since: since && { waveName: since.wave.name, change: since.change },
  };
}

async function readLoop(
  context: WorkshopContext,
  actor: Actor,
  projects: readonly ListedProject[],
  wave: HomeWave | null,
): Promise<HomeLoop> {
  const { fromCauses, causeWorkshops, ...issues } = await getIssueFigures(context, actor);
  const running = projects.filter(({ state }) => state === 'running');
  const done = projects.filter(({ state }) => state === 'done');
  const measured = await listEffects(context, actor);
  return {
    wave,
    causes: { sent: fromCauses, workshops: causeWorkshops },
    issues,
    projects: {
      running: running.length,
      atRisk: running.filter(({ latestReport }) => latestReport && latestReport.health !== 'on-track').length,
      sums: sumBudgets(running),
    },
    finished: done.filter(({ id }) => !measured.has(id)).length,
    measured: measured.size,
  };
}

/** Whether projects pay off, those that were measured last first. */
async function readEffects(context: WorkshopContext, actor: Actor): Promise<HomeEffect[]> {
  return (await listEffectLines(context, actor))
    .toSorted((one, other) => other.content.after.fieldedOn.localeCompare(one.content.after.fieldedOn))
    .slice(0, EFFECTS_SHOWN)
    .map(({ number, title, verdict }) => ({ number, title, verdict }));
}

/** Sums by the year in which a project got its last signature; what is asked now has none yet. */
function readYear(projects: readonly ListedProject[], year: number, dayOf: (ms: number) => string): HomeYear {
  const isOfYear = ({ decisions }: ListedProject): boolean =>
    Number(dayOf(Math.max(...decisions.map(({ decidedAtMs }) => decidedAtMs))).slice(0, 4)) === year;
  return {
    year,
    approved: sumBudgets(
      projects.filter(
        (project) =>
          APPROVED_STATES.includes(project.state) && project.decisions.length > 0 && isOfYear(project),
      ),
    ),
    asked: sumBudgets(projects.filter(({ state }) => state === 'submitted')),
  };
}

async function readInsights(context: WorkshopContext, actor: Actor): Promise<HomeInsight[]> {
  const insights = (await listInsights(context, actor)).slice(0, INSIGHTS_SHOWN);
  const uses = new Map((await countByInsight(context, actor)).map((use) => [use.insightId, use]));
  const { shown } = await listTraced(context, actor, { insightIds: insights.map(({ id }) => id) });
  return insights.map(({ id, title }) => ({
    id,
    title,
    workshops: shown.filter(({ insightIds }) => insightIds.includes(id)).length,
    issues: uses.get(id)?.issues ?? 0,
    projects: uses.get(id)?.projects ?? 0,
  }));
}

async function readSetup(context: HomeContext, actor: Actor): Promise<HomeSetup> {
  const backupMs = lastBackupMs(context.dataDir);
  const settings = context.settings.current;
  const { substitutes, directors } = await listSigning(context, actor);
  const departments = await listDepartments(context, actor);
  const people = (await listPeople(context, actor)).filter(({ isActive }) => isActive);
  const partOf = new Map(departments.map(({ id, part }) => [id, part]));
  return {
    organisation: {
      name: settings.name,
      timeZone: settings.timeZone,
      isZoneChosen: settings.isZoneChosen,
      locale: settings.locale,
      currency: settings.currency,
    },
    reportingLine: settings.reportingLine,
    teamName: settings.teamName,
    substituteName: directors.find(({ id }) => id === settings.substituteId)?.name ?? null,
    substitutes: substitutes.length,
    week: { ...settings.week, isChosen: settings.isWeekChosen },
    departments: departments.length,
    people: {
      active: people.length,
      withoutAccount: people.filter(({ loginUserId }) => loginUserId === null).length,
    },
    signers: SIGNING_PARTS.map((part) => ({
      part,
      names: people
        .filter(
          ({ roles, departmentId }) =>
            roles.includes('director') && departmentId !== null && partOf.get(departmentId) === part,
        )
        .map(({ name }) => name),
    })),
    hasMail: context.mail.linkBase !== undefined,
    mailTestedOn: settings.mailTestedAtMs === null ? null : dayAt(settings.mailTestedAtMs, settings.timeZone),
    engine: context.database.engine,
    backup:
      context.database.engine === 'sqlite'
        ? { day: backupMs === null ? null : dayAt(backupMs, context.settings.timeZone) }
        : null,
  };
}

import type { Actor } from '#lib/people/person.ts';
import { hashToken, makeToken } from '#server/access/secrets.ts';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import type { Queries } from '#server/database/engine.ts';
import { demoEmail } from '#server/demo/build-demo.ts';
import { CAST, SUMMER_INSIGHT } from '#server/demo/story.ts';
import { replaceEmailChange } from '#server/people/account/email-change-store.ts';
import { replacePasswordLink } from '#server/people/account/password-link-store.ts';
import { copyDemo } from './copy-demo.ts';

/** Who opens a page: one of the demo's accounts, somebody without one, or a guest of the workshop. */
export const VIEWERS = ['visitor', 'guest', 'admin', 'lead', 'analyst', 'marketing', 'employee'] as const;
export type Viewer = (typeof VIEWERS)[number];

/** One page of the demo organisation, with the route of the site that it stands for. */
export interface DemoPage {
  name: string;
  route: string;
  viewer: Viewer;
  path: string;
}

/** Addresses that only the data of a demo organisation can tell. */
interface DemoPlaces {
  waveId: string;
  /** Its tables are not published. */
  olderWaveId: string;
  insightId: string;
  workshopId: string;
  /** A status meeting that is prepared, one that was held, and a retrospective. */
  statusId: string;
  heldStatusId: string;
  retrospectiveId: string;
  joinCode: string;
  issue: number;
  ratedIssue: number;
  measuredIssue: number;
  draft: number;
  submitted: number;
  running: number;
  openStage: string;
  recoveryId: string;
  held: number;
  /** Who owns the running project: somebody with something to hand over. */
  ownerId: string;
  /** The month that the demo stands in, as YYYY-MM. */
  month: string;
  roundId: string;
  /** With a published rota, and one that still asks. */
  rotaRoundId: string;
  askingRoundId: string;
  tourId: string;
  /** Numbers: decided, in a poll, open. */
  decided: number;
  polled: number;
  /** A pulse that waits for the employee. */
  pulseId: string;
  /** A session that waits for the employee, and one that was revealed. */
  ratingsId: string;
  revealedId: string;
  undecided: number;
  /** A finding that people talk about, and its round. */
  finding: { roundId: string; id: string };
  invitation: string;
  passwordLink: string;
  emailLink: string;
  /** An area, and a series of it that is worsening. */
  areaId: string;
  seriesId: string;
  goalId: string;
  /** A standard in force, one that waits for directors, and a draft. */
  standardId: string;
  askedStandardId: string;
  articleId: string;
  /** A round that is over. */
  servedRoundId: string;
  /** A round with a story that everybody reads. */
  pilotId: string;
  storyId: string;
  /** One that asks the employee something without a name. */
  feedbackRoundId: string;
  draftStandardId: string;
  /** The workshop on which there is a door. */
  doorOn: string;
}

const SYSTEM: Actor = { kind: 'system', name: 'pages' };

/** Makes the demo organisation in an empty data folder and returns its pages: all but the set-up page. */
export async function prepareDemoPages(dataDir: string, password: string): Promise<DemoPage[]> {
  const environment = { DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  await copyDemo(dataDir, password);
  return listPages(await findPlaces(environment));
}

async function findPlaces(environment: Record<string, string>): Promise<DemoPlaces> {
  const quiet = (): void => undefined;
  const app = await createApp({
    config: readConfig(environment),
    log: { info: quiet, warn: quiet, error: quiet },
  });
  try {
    const people = await app.people.listPeople(SYSTEM);
    const actor = (key: string): Extract<Actor, { kind: 'person' }> => {
      const member = CAST.find((candidate) => candidate.key === key);
      const person = people.find((candidate) => member && candidate.email === demoEmail(member));
      if (!person) throw new Error(`The demo has no ${key}.`);
      return { kind: 'person', ...person, sessionId: null };
    };
    const lead = actor('lead');
    const meetings = await app.workshop.listWorkshops(lead);
    // The one that is under way; others are prepared or over.
    const workshop = first(meetings.filter(({ stage }) => stage !== 'prepare' && stage !== 'closed'));
    const ofKind = (wanted: string, isOver: boolean): string =>
      first(meetings.filter(({ kind, stage }) => kind === wanted && (stage === 'closed') === isOver)).id;
    const waves = await app.survey.listWaves(lead);
    const issues = await app.issues.listIssues(lead);
    const projects = await app.projects.listProjects(lead);
    const { waiting } = await app.decisions.getMyDecisions(lead);
    const toAct = (await app.decisions.getMyDecisions(actor('employee'))).waiting;
    const cards = await app.areas.listScorecards(lead);
    const standards = await app.people.listStandards(lead);
    const rounds = await app.shifts.listRounds(lead);
    const roundId = first(rounds).id;
    const pilotId = first(rounds.filter(({ title }) => title === 'Runda pilotażowa')).id;
    const withRota = rounds.filter(({ mode }) => mode === 'rota');
    const inState = (state: string): number =>
      first(projects.filter((project) => project.state === state)).number;
    return {
      waveId: first(waves).id,
      olderWaveId: first(waves.slice(1)).id,
      insightId: first(
        (await app.survey.listInsights(lead)).filter(({ title }) => title === SUMMER_INSIGHT.title),
      ).id,
      workshopId: workshop.id,
      statusId: ofKind('status', false),
      heldStatusId: ofKind('status', true),
      retrospectiveId: ofKind('retrospective', true),
      joinCode: workshop.joinCode,
      issue: first(issues.filter((issue) => issue.state === 'open' && issue.origin.kind === 'cause')).number,
      measuredIssue: first(issues.filter((issue) => issue.insightId !== null)).number,
      ratedIssue: first(issues.filter((issue) => issue.mine)).number,
      draft: inState('draft'),
      submitted: inState('submitted'),
      running: inState('running'),
      recoveryId: first(
        (await app.projects.listRecoveryPlans(
          lead,
          first(projects.filter(({ state }) => state === 'running')).id,
        )) ?? [],
      ).id,
      openStage: first(
        (
          await app.projects.getStages(lead, first(projects.filter(({ state }) => state === 'running')).id)
        ).stages.filter(({ standing }) => standing === 'open'),
      ).id,
      held: inState('on-hold'),
      month: app.today().slice(0, 7),
      ownerId: first(projects.filter(({ state }) => state === 'running')).ownerId,
      roundId,
      tourId: first((await app.shifts.getRound(lead, roundId)).tours).id,
      rotaRoundId: first(withRota.filter(({ rotaPublishedAtMs }) => rotaPublishedAtMs !== null)).id,
      askingRoundId: first(withRota.filter(({ rotaPublishedAtMs }) => rotaPublishedAtMs === null)).id,
      decided: first(toAct.filter(({ waitsFor }) => waitsFor === 'read')).number,
      pulseId: first(await app.rhythms.getMyPulses(actor('employee'))).pulseId,
      ratingsId: first(await app.issues.getMyRatings(actor('employee'))).sessionId,
      revealedId: first(
        (await app.issues.listRatingSessions(lead)).filter(({ state }) => state === 'revealed'),
      ).id,
      polled: first(toAct.filter(({ waitsFor }) => waitsFor === 'vote')).number,
      undecided: first(waiting.filter(({ waitsFor }) => waitsFor === 'decide')).number,
      finding: await findFinding(app.database.db),
      invitation: await app.access.invite(SYSTEM, actor('it').id),
      areaId: first(cards.areas).id,
      seriesId: first(
        cards.areas.flatMap(({ series }) => series).filter(({ standing }) => standing.worsening !== null),
      ).id,
      goalId: first(await app.goals.listGoals(lead)).id,
      feedbackRoundId: first(await app.shifts.listMyFeedback(actor('employee'))).roundId,
      servedRoundId: first(rounds.filter(({ lastDay }) => lastDay < app.today())).id,
      pilotId,
      storyId: first(await app.shifts.listStories(lead, pilotId)).id,
      articleId: first((await app.shifts.getLibrary(lead)).articles).id,
      standardId: first(standards.filter(({ inForce }) => inForce !== null)).id,
      draftStandardId: first(standards.filter(({ open }) => open === 'draft')).id,
      askedStandardId: first(standards.filter(({ open }) => open === 'asked')).id,
      doorOn: first(await app.outside.listDoors(lead)).subject.id,
      ...(await makeAccountLinks(app.database.db, actor('employee').id)),
    };
  } finally {
    await app.close();
  }
}

/** The one of which most was said. */
async function findFinding(db: Queries): Promise<DemoPlaces['finding']> {
  const rows = await db
    .selectFrom('finding')
    .leftJoin('message', 'message.subject_id', 'finding.id')
    .select(({ fn }) => ['finding.id', 'finding.round_id', fn.count('message.id').as('messages')])
    .groupBy(['finding.id', 'finding.round_id'])
    .orderBy('messages', 'desc')
    .execute();
  const { id, round_id: roundId } = first(rows);
  return { id, roundId };
}

/** Links as a letter would bring them: the demo has no mail. */
async function makeAccountLinks(
  db: Queries,
  personId: string,
): Promise<{ passwordLink: string; emailLink: string }> {
  const links = { passwordLink: makeToken(), emailLink: makeToken() };
  const expiresAtMs = Date.now() + 60 * 60_000;
  await replacePasswordLink(db, { personId, tokenHash: hashToken(links.passwordLink), expiresAtMs });
  await replaceEmailChange(db, {
    personId,
    email: 'new@example.org',
    tokenHash: hashToken(links.emailLink),
    askedAtMs: Date.now(),
    expiresAtMs,
  });
  return links;
}

function listPages(places: DemoPlaces): DemoPage[] {
  const page = (
    name: string,
    viewer: Viewer,
    route: string,
    path = route.replace('/(app)', ''),
  ): DemoPage => ({
    name,
    route,
    viewer,
    path,
  });
  const { workshopId, roundId } = places;
  return [
    page('sign-in', 'visitor', '/sign-in'),
    page('join', 'visitor', '/join'),
    page('join-code', 'visitor', '/join/[code]', `/join/${places.joinCode}`),
    page('invite', 'visitor', '/invite/[token]', `/invite/${places.invitation}`),
    page('password', 'visitor', '/password'),
    page('password-link', 'visitor', '/password/[token]', `/password/${places.passwordLink}`),
    page('email-link', 'visitor', '/email/[token]', `/email/${places.emailLink}`),
    page('outside', 'lead', '/(app)/outside'),
    page('outside-on', 'lead', '/(app)/outside', `/outside?kind=workshop&id=${places.doorOn}`),
    page('outside-new', 'lead', '/(app)/outside/new', `/outside/new?kind=workshop&id=${places.doorOn}`),
    page('home', 'lead', '/(app)/home'),
    page('home-employee', 'employee', '/(app)/home'),
    page('home-director', 'marketing', '/(app)/home'),
    page('home-analyst', 'analyst', '/(app)/home'),
    page('home-admin', 'admin', '/(app)/home'),
    page('survey', 'analyst', '/(app)/survey'),
    page('survey-import', 'analyst', '/(app)/survey/import'),
    page('survey-wave', 'analyst', '/(app)/survey/[waveId]', `/survey/${places.waveId}`),
    page('survey-drivers', 'analyst', '/(app)/survey/[waveId]/drivers', `/survey/${places.waveId}/drivers`),
    page(
      'survey-segments',
      'analyst',
      '/(app)/survey/[waveId]/segments',
      `/survey/${places.waveId}/segments`,
    ),
    page(
      'survey-crosstab',
      'analyst',
      '/(app)/survey/[waveId]/crosstab',
      `/survey/${places.waveId}/crosstab`,
    ),
    page('survey-figures', 'marketing', '/(app)/survey/[waveId]', `/survey/${places.waveId}`),
    page(
      'survey-publish',
      'analyst',
      '/(app)/survey/[waveId]/published',
      `/survey/${places.olderWaveId}/published`,
    ),
    page(
      'survey-published',
      'analyst',
      '/(app)/survey/[waveId]/published',
      `/survey/${places.waveId}/published`,
    ),
    page('survey-source', 'analyst', '/(app)/survey/[waveId]/source', `/survey/${places.waveId}/source`),
    page(
      'survey-questions',
      'analyst',
      '/(app)/survey/[waveId]/questions',
      `/survey/${places.waveId}/questions`,
    ),
    page('comments', 'analyst', '/(app)/survey/[waveId]/comments', `/survey/${places.waveId}/comments`),
    page('report', 'analyst', '/(app)/survey/[waveId]/report', `/survey/${places.waveId}/report`),
    page('areas', 'lead', '/(app)/survey/areas'),
    page('areas-employee', 'employee', '/(app)/survey/areas'),
    page('areas-import', 'analyst', '/(app)/survey/areas/import'),
    page('area', 'lead', '/(app)/survey/areas/[areaId]', `/survey/areas/${places.areaId}`),
    page(
      'series',
      'lead',
      '/(app)/survey/areas/series/[seriesId]',
      `/survey/areas/series/${places.seriesId}`,
    ),
    page('insights', 'analyst', '/(app)/survey/insights'),
    page('insight', 'analyst', '/(app)/survey/insights/[id]', `/survey/insights/${places.insightId}`),
    page(
      'insight-employee',
      'employee',
      '/(app)/survey/insights/[id]',
      `/survey/insights/${places.insightId}`,
    ),
    page('workshops', 'lead', '/(app)/workshop'),
    page('workshop-new', 'lead', '/(app)/workshop/new'),
    page('workshop', 'lead', '/(app)/workshop/[id]', `/workshop/${workshopId}`),
    page('prepare', 'lead', '/(app)/workshop/[id]/prepare', `/workshop/${workshopId}/prepare`),
    page('workshop-people', 'lead', '/(app)/workshop/[id]/people', `/workshop/${workshopId}/people`),
    page('workshop-templates', 'lead', '/(app)/workshop/templates'),
    page('workshop-copy', 'lead', '/(app)/workshop/[id]/copy', `/workshop/${workshopId}/copy`),
    page('workshop-causes', 'lead', '/(app)/workshop/[id]/causes', `/workshop/${workshopId}/causes`),
    page('minutes', 'lead', '/(app)/workshop/[id]/minutes', `/workshop/${workshopId}/minutes`),
    page('ballots', 'lead', '/(app)/workshop/[id]/ballots', `/workshop/${workshopId}/ballots`),
    page('replay', 'lead', '/(app)/workshop/[id]/replay', `/workshop/${workshopId}/replay`),
    page('board', 'lead', '/(room)/workshop/[id]/board', `/workshop/${workshopId}/board`),
    page('board-guest', 'guest', '/(room)/workshop/[id]/board', `/workshop/${workshopId}/board`),
    page('status', 'lead', '/(app)/workshop/[id]', `/workshop/${places.statusId}`),
    page('status-board', 'lead', '/(room)/workshop/[id]/board', `/workshop/${places.statusId}/board`),
    page('status-held', 'analyst', '/(room)/workshop/[id]/board', `/workshop/${places.heldStatusId}/board`),
    page(
      'status-minutes',
      'lead',
      '/(app)/workshop/[id]/minutes',
      `/workshop/${places.heldStatusId}/minutes`,
    ),
    page(
      'retrospective',
      'lead',
      '/(app)/workshop/[id]/minutes',
      `/workshop/${places.retrospectiveId}/minutes`,
    ),
    page('afterwards', 'guest', '/(room)/workshop/[id]/afterwards', `/workshop/${workshopId}/afterwards`),
    page('afterwards-stopped', 'visitor', '/afterwards'),
    page('issues', 'lead', '/(app)/issues'),
    page('issues-employee', 'employee', '/(app)/issues'),
    page('issues-triage', 'lead', '/(app)/issues/triage'),
    page('issues-duplicates', 'lead', '/(app)/issues/duplicates'),
    page('issues-import', 'lead', '/(app)/issues/import'),
    page('issue', 'lead', '/(app)/issues/[id]', `/issues/${places.issue}`),
    page('issue-measure', 'analyst', '/(app)/issues/[id]/measure', `/issues/${places.measuredIssue}/measure`),
    page('issue-rated', 'lead', '/(app)/issues/[id]', `/issues/${places.ratedIssue}`),
    page('decisions', 'lead', '/(app)/decisions'),
    page('decisions-employee', 'employee', '/(app)/decisions'),
    page('decision-new', 'lead', '/(app)/decisions/new'),
    page('decision-decided', 'lead', '/(app)/decisions/[id]', `/decisions/${places.decided}`),
    page('decision-to-read', 'employee', '/(app)/decisions/[id]', `/decisions/${places.decided}`),
    page('decision-poll', 'lead', '/(app)/decisions/[id]', `/decisions/${places.polled}`),
    page('decision-vote', 'employee', '/(app)/decisions/[id]', `/decisions/${places.polled}`),
    page('decision-open', 'lead', '/(app)/decisions/[id]', `/decisions/${places.undecided}`),
    page('decision-edit', 'lead', '/(app)/decisions/[id]/edit', `/decisions/${places.undecided}/edit`),
    page('projects', 'lead', '/(app)/projects'),
    page('project-new', 'lead', '/(app)/projects/new'),
    page('project', 'lead', '/(app)/projects/[id]', `/projects/${places.running}`),
    page('project-on-hold', 'lead', '/(app)/projects/[id]', `/projects/${places.held}`),
    page('project-draft', 'lead', '/(app)/projects/[id]', `/projects/${places.draft}`),
    page('project-month', 'marketing', '/(app)/projects/months/[month]', `/projects/months/${places.month}`),
    page('project-brief', 'lead', '/(app)/projects/[id]/brief', `/projects/${places.running}/brief`),
    page('project-charter', 'lead', '/(app)/projects/[id]/charter', `/projects/${places.running}/charter`),
    page(
      'project-charter-section',
      'lead',
      '/(app)/projects/[id]/charter/[section]',
      `/projects/${places.draft}/charter/stages`,
    ),
    page('project-effect', 'analyst', '/(app)/projects/[id]/effect', `/projects/${places.running}/effect`),
    page(
      'project-year',
      'marketing',
      '/(app)/projects/year/[year]',
      `/projects/year/${new Date().getUTCFullYear()}`,
    ),
    page(
      'project-recovery',
      'lead',
      '/(app)/projects/[id]/recovery/[recoveryId]',
      `/projects/${places.running}/recovery/${places.recoveryId}`,
    ),
    page('project-people', 'lead', '/(app)/projects/[id]/people', `/projects/${places.running}/people`),
    page('project-money', 'lead', '/(app)/projects/[id]/money', `/projects/${places.running}/money`),
    page(
      'project-stage',
      'lead',
      '/(app)/projects/[id]/stages/[stageId]',
      `/projects/${places.running}/stages/${places.openStage}`,
    ),
    page('project-change', 'lead', '/(app)/projects/[id]/change', `/projects/${places.running}/change`),
    page(
      'project-version',
      'lead',
      '/(app)/projects/[id]/versions/[number]',
      `/projects/${places.running}/versions/1`,
    ),
    page('project-edit', 'lead', '/(app)/projects/[id]/edit', `/projects/${places.draft}/edit`),
    page('project-decision', 'marketing', '/(app)/projects/[id]', `/projects/${places.submitted}`),
    page('shifts', 'lead', '/(app)/shifts'),
    page('shift-new', 'lead', '/(app)/shifts/new'),
    page('shift-round', 'lead', '/(app)/shifts/[id]', `/shifts/${roundId}`),
    page('shift-team', 'lead', '/(app)/shifts/team'),
    page('programme', 'lead', '/(app)/shifts/programme'),
    page('programme-employee', 'employee', '/(app)/shifts/programme'),
    page('programme-edit', 'lead', '/(app)/shifts/programme/edit'),
    page('volumes', 'lead', '/(app)/shifts/volumes'),
    page('volumes-employee', 'employee', '/(app)/shifts/volumes'),
    page('articles', 'lead', '/(app)/shifts/articles'),
    page('articles-employee', 'employee', '/(app)/shifts/articles'),
    page('article-new', 'lead', '/(app)/shifts/articles/new'),
    page('article', 'lead', '/(app)/shifts/articles/[articleId]', `/shifts/articles/${places.articleId}`),
    page(
      'article-edit',
      'lead',
      '/(app)/shifts/articles/[articleId]/edit',
      `/shifts/articles/${places.articleId}/edit`,
    ),
    page('shift-round-edit', 'lead', '/(app)/shifts/[id]/edit', `/shifts/${roundId}/edit`),
    page('shift-tour-new', 'lead', '/(app)/shifts/[id]/tours/new', `/shifts/${roundId}/tours/new`),
    page(
      'shift-tour',
      'lead',
      '/(app)/shifts/[id]/tours/[tourId]',
      `/shifts/${roundId}/tours/${places.tourId}`,
    ),
    page('shift-rota', 'lead', '/(app)/shifts/[id]/rota', `/shifts/${places.rotaRoundId}/rota`),
    page('shift-wish', 'employee', '/(app)/shifts/[id]', `/shifts/${places.askingRoundId}`),
    page('shift-checklists', 'lead', '/(app)/shifts/checklists'),
    page(
      'shift-day',
      'lead',
      '/(app)/shifts/[id]/tours/[tourId]/day',
      `/shifts/${roundId}/tours/${places.tourId}/day`,
    ),
    page('shift-people', 'lead', '/(app)/shifts/[id]/people', `/shifts/${roundId}/people`),
    page('shift-diary', 'lead', '/(app)/shifts/[id]/diary', `/shifts/${roundId}/diary`),
    page(
      'shift-tracker',
      'lead',
      '/(app)/shifts/[id]/findings/tracker',
      `/shifts/${roundId}/findings/tracker`,
    ),
    page('shift-findings', 'lead', '/(app)/shifts/[id]/findings', `/shifts/${roundId}/findings`),
    page(
      'shift-feedback',
      'employee',
      '/(app)/shifts/[id]/feedback',
      `/shifts/${places.feedbackRoundId}/feedback`,
    ),
    page('shift-report', 'lead', '/(app)/shifts/[id]/report', `/shifts/${places.servedRoundId}/report`),
    page(
      'shift-report-employee',
      'employee',
      '/(app)/shifts/[id]/report',
      `/shifts/${places.servedRoundId}/report`,
    ),
    page('story-new', 'lead', '/(app)/shifts/[id]/stories/new', `/shifts/${places.pilotId}/stories/new`),
    ...(['lead', 'employee'] as const).map((reader) =>
      page(
        `story-${reader}`,
        reader,
        '/(app)/shifts/[id]/stories/[storyId]',
        `/shifts/${places.pilotId}/stories/${places.storyId}`,
      ),
    ),
    page(
      'story-edit',
      'lead',
      '/(app)/shifts/[id]/stories/[storyId]/edit',
      `/shifts/${places.pilotId}/stories/${places.storyId}/edit`,
    ),
    page(
      'shift-report-write',
      'lead',
      '/(app)/shifts/[id]/report/write',
      `/shifts/${places.servedRoundId}/report/write`,
    ),
    page(
      'shift-report-contacts',
      'lead',
      '/(app)/shifts/[id]/report/contacts',
      `/shifts/${places.servedRoundId}/report/contacts`,
    ),
    page(
      'shift-finding',
      'lead',
      '/(app)/shifts/[id]/findings/[findingId]',
      `/shifts/${places.finding.roundId}/findings/${places.finding.id}`,
    ),
    page('goals', 'lead', '/(app)/issues/goals'),
    page('goals-employee', 'employee', '/(app)/issues/goals'),
    page('goal-new', 'lead', '/(app)/issues/goals/new'),
    page('goal', 'lead', '/(app)/issues/goals/[goalId]', `/issues/goals/${places.goalId}`),
    page('goal-edit', 'lead', '/(app)/issues/goals/[goalId]/edit', `/issues/goals/${places.goalId}/edit`),
    page('years', 'lead', '/(app)/issues/years'),
    page('ratings', 'lead', '/(app)/issues/ratings'),
    page('ratings-new', 'lead', '/(app)/issues/ratings/new'),
    page('ratings-open', 'lead', '/(app)/issues/ratings/[sessionId]', `/issues/ratings/${places.ratingsId}`),
    page(
      'ratings-revealed',
      'lead',
      '/(app)/issues/ratings/[sessionId]',
      `/issues/ratings/${places.revealedId}`,
    ),
    page(
      'ratings-rate',
      'employee',
      '/(app)/issues/ratings/[sessionId]/rate',
      `/issues/ratings/${places.ratingsId}/rate`,
    ),
    page('issue-talk', 'lead', '/(app)/issues/[id]', `/issues/${places.issue}?panel=talk`),
    page('project-talk', 'marketing', '/(app)/projects/[id]', `/projects/${places.running}?panel=talk`),
    page('questions', 'lead', '/(app)/home/questions'),
    page('questions-employee', 'employee', '/(app)/home/questions'),
    page('inbox', 'lead', '/(app)/inbox'),
    page('inbox-director', 'marketing', '/(app)/inbox'),
    page('inbox-done', 'lead', '/(app)/inbox', '/inbox?view=done'),
    page('search', 'lead', '/(app)/search', '/search?q=kolejka'),
    page('search-none', 'employee', '/(app)/search', '/search?q=xyz&kind=issue'),
    page('search-empty', 'employee', '/(app)/search', '/search'),
    page('due', 'employee', '/(app)/home/due'),
    page('waiting', 'lead', '/(app)/home/waiting'),
    page('leave', 'marketing', '/(app)/leave'),
    page('leave-employee', 'employee', '/(app)/leave'),
    page('leave-calendar', 'marketing', '/(app)/leave/calendar'),
    page('leave-team', 'lead', '/(app)/leave/team'),
    page('leave-everybody', 'lead', '/(app)/leave/everybody'),
    page('people', 'admin', '/(app)/people'),
    page('people-peek', 'admin', '/(app)/people', `/people?at=${places.ownerId}`),
    page('person-new', 'admin', '/(app)/people/new'),
    page('person', 'lead', '/(app)/people/[id]', `/people/${places.ownerId}`),
    page('person-edit', 'admin', '/(app)/people/[id]/edit', `/people/${places.ownerId}/edit`),
    page('competences', 'lead', '/(app)/people/competences'),
    page('competences-employee', 'employee', '/(app)/people/competences'),
    page('team', 'lead', '/(app)/people/team'),
    page('team-member', 'analyst', '/(app)/people/team'),
    page('team-employee', 'employee', '/(app)/people/team'),
    page('standards', 'lead', '/(app)/people/team/standards'),
    page('standards-employee', 'employee', '/(app)/people/team/standards'),
    page('standard-new', 'lead', '/(app)/people/team/standards/new'),
    page(
      'standard',
      'employee',
      '/(app)/people/team/standards/[standardId]',
      `/people/team/standards/${places.standardId}`,
    ),
    page(
      'standard-asked',
      'marketing',
      '/(app)/people/team/standards/[standardId]',
      `/people/team/standards/${places.askedStandardId}`,
    ),
    page(
      'standard-edit',
      'lead',
      '/(app)/people/team/standards/[standardId]/edit',
      `/people/team/standards/${places.draftStandardId}/edit`,
    ),
    page('maturity', 'lead', '/(app)/people/team/maturity'),
    page('maturity-employee', 'employee', '/(app)/people/team/maturity'),
    page('pulse-new', 'lead', '/(app)/people/team/pulses/new'),
    page('pulse', 'lead', '/(app)/people/team/pulses/[pulseId]', `/people/team/pulses/${places.pulseId}`),
    page(
      'pulse-answer',
      'employee',
      '/(app)/people/team/pulses/[pulseId]',
      `/people/team/pulses/${places.pulseId}`,
    ),
    page('departments', 'admin', '/(app)/people/departments'),
    page('people-off', 'admin', '/(app)/people/[id]/off', `/people/${places.ownerId}/off`),
    page('people-import', 'admin', '/(app)/people/import'),
    page('audit', 'admin', '/(app)/people/audit'),
    page('settings', 'admin', '/(app)/settings/organisation'),
    page('settings-calendar', 'admin', '/(app)/settings/calendar'),
    page('settings-signatures', 'admin', '/(app)/settings/signatures'),
    page('settings-projects', 'admin', '/(app)/settings/projects'),
    page('settings-thresholds', 'admin', '/(app)/settings/thresholds'),
    page('settings-mail', 'admin', '/(app)/settings/mail'),
    page('settings-backup', 'admin', '/(app)/settings/backup'),
    page('profile', 'employee', '/(app)/profile'),
  ];
}

function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error('The demo lacks something that a page needs.');
  return item;
}

// Above 300 lines: every list of the product, once small and once grown.
import { GUEST_COOKIE } from '#lib/people/guest-cookie.ts';
import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { CALENDAR_PARTS } from '#lib/base/calendar/calendar-event.ts';
import { STANDING_SESSION } from '#lib/issues/ratings/rating-session.ts';
import { PLAIN_QUERY } from '#lib/base/table-query.ts';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { growLists, type Grown } from '../tests/grow-lists.ts';
import { makeTestApp, SYSTEM, type PersonActor, type TestApp } from '../tests/test-app.ts';
import { pinTestInsight } from '../tests/test-insight.ts';
import { moveTo } from '../tests/workshop-steps.ts';
import type { App } from './app.ts';

/**
 * What a page reads asks the same number of queries for three rows as for thirty: a list that asks once more
 * for each of its rows is quick on a demonstration and slow in the third year. Every command that reads has
 * to stand here; one that is added without is named by the first test.
 */
const DOMAINS = [
  'access',
  'account',
  'people',
  'survey',
  'areas',
  'goals',
  'workshop',
  'issues',
  'projects',
  'decisions',
  'shifts',
  'discussion',
  'views',
  'trail',
  'home',
  'search',
  'commitments',
  'rhythms',
  'notify',
  'organisation',
  'leave',
  'feeds',
  'outside',
] as const;
const READING = /^(list|get|find|count)[A-Z]/;

/** A door on an issue; the path of its link. */
async function openDoor(outside: App['outside'], actor: PersonActor, issueId: string): Promise<string> {
  const { path } = await outside.makeDoor(actor, {
    ...{ kind: 'issue', subjectId: issueId, holderName: 'K', holderAddress: 'k@client.example' },
    ...{ locale: 'en', title: 'Door', until: '2026-11-20' },
  });
  return path;
}

/** The first bytes of a picture. */
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);

type Reading = (app: App, scene: Grown & { actor: PersonActor; code: string }) => Promise<unknown>;

/** Each reading command of each domain, asked for that of which there is more and more. */
const READINGS: Readonly<Record<string, Reading>> = {
  'access.listAccountNotices': ({ access }, { actor }) => access.listAccountNotices(actor),
  'access.listAudit': ({ access }, { actor }) => access.listAudit(actor),
  'access.getHistory': async (
    { access },
    {
      actor,
      issueId,
      projectId,
      insightId,
      waveId,
      workshopId,
      decisionId,
      areaId,
      seriesId,
      goalId,
      standardId,
      articleId,
    },
  ) => {
    await access.getHistory(actor, { kind: 'issue', id: issueId });
    await access.getHistory(actor, { kind: 'project', id: projectId });
    await access.getHistory(actor, { kind: 'insight', id: insightId });
    await access.getHistory(actor, { kind: 'wave', id: waveId });
    await access.getHistory(actor, { kind: 'workshop', id: workshopId });
    await access.getHistory(actor, { kind: 'decision', id: decisionId });
    await access.getHistory(actor, { kind: 'area', id: areaId });
    await access.getHistory(actor, { kind: 'series', id: seriesId });
    await access.getHistory(actor, { kind: 'goal', id: goalId });
    await access.getHistory(actor, { kind: 'standard', id: standardId });
    await access.getHistory(actor, { kind: 'article', id: articleId });
  },
  'areas.listScorecards': ({ areas }, { actor }) => areas.listScorecards(actor),
  'areas.getArea': ({ areas }, { actor, areaId }) => areas.getArea(actor, areaId),
  'areas.getSeriesView': ({ areas }, { actor, seriesId }) => areas.getSeriesView(actor, seriesId),
  'areas.listSeriesChoices': ({ areas }, { actor }) => areas.listSeriesChoices(actor),
  'areas.listSeriesOfIssues': ({ areas }, { actor, issueId }) => areas.listSeriesOfIssues(actor, [issueId]),
  'people.listStandards': ({ people }, { actor }) => people.listStandards(actor),
  'people.getStandard': ({ people }, { actor, standardId }) => people.getStandard(actor, standardId),
  'people.getMaturity': ({ people }, { actor }) => people.getMaturity(actor),
  'people.listTeamReadings': ({ people }, { actor }) => people.listTeamReadings(actor),
  'projects.listApprovedNeeds': ({ projects }, { actor }) => projects.listApprovedNeeds(actor),
  'projects.listNamedProjects': ({ projects }, { actor, projectId }) =>
    projects.listNamedProjects(actor, [projectId]),
  'projects.listTracedProjects': ({ projects }, { actor, projectId }) =>
    projects.listTracedProjects(actor, [projectId]),
  'goals.listGoals': ({ goals }, { actor }) => goals.listGoals(actor),
  'goals.getGoal': ({ goals }, { actor, goalId }) => goals.getGoal(actor, goalId),
  'goals.listGoalsOf': ({ goals }, { actor, issueId, projectId }) =>
    goals.listGoalsOf(actor, { issueIds: [issueId], projectIds: [projectId] }),
  'account.getOwnAccount': ({ account }, { actor }) => account.getOwnAccount(actor),
  'account.listOwnSessions': ({ account }, { actor }) => account.listOwnSessions(actor),
  'account.listAskedEmails': ({ account }, { actor }) => account.listAskedEmails(actor),
  'outside.listDoors': async ({ outside }, { actor, issueId }) => {
    await openDoor(outside, actor, issueId);
    await outside.listDoors(actor);
    await outside.listDoors(actor, { kind: 'issue', id: issueId });
  },
  'outside.getDoorDraft': ({ outside }, { actor, issueId }) =>
    outside.getDoorDraft(actor, { kind: 'issue', id: issueId }),
  'outside.getDoorPlace': async ({ outside }, { actor, issueId }) => {
    const path = await openDoor(outside, actor, issueId);
    const token = path.replace('/door/', '');
    await outside.findDoorLocale({ token });
    const { doorId, visit } = await outside.enterDoor({ token, address: '127.0.0.1', requestKey: '' });
    const holder = await outside.findHolder({ doorId, visit });
    if (holder) await outside.getDoorPlace(holder);
  },
  'outside.findHolder': ({ outside }) => outside.findHolder({ doorId: '', visit: '' }),
  'outside.findDoorLocale': ({ outside }) => outside.findDoorLocale({ token: '' }),
  'feeds.findFeed': async ({ feeds }, { actor }) => {
    await feeds.findFeed(actor, 'own');
    await feeds.findFeed(actor, 'team');
  },
  'feeds.getFeedFile': async ({ feeds }, { actor }) => {
    const { path } = await feeds.makeFeed(actor, { scope: 'own', parts: [...CALENDAR_PARTS] });
    const token = path.replace(/^.*\/|\.ics$/g, '');
    await feeds.getFeedFile({ token, address: '127.0.0.1', origin: 'http://localhost' });
  },
  'issues.findAfterwardsLocale': ({ issues }) => issues.findAfterwardsLocale({ token: '' }),
  'workshop.getGuestAddress': async ({ workshop, identify }, { code, workshopId }) => {
    const form = { code, name: 'Gosia', department: 'Sales' };
    const { token } = await workshop.joinAsGuest(form, { locale: 'en', address: '127.0.0.1' });
    const { actor } = await identify(new Headers({ cookie: `${GUEST_COOKIE}=${token}` }), false);
    await workshop.getGuestAddress(actor, workshopId);
  },
  'people.listPeople': ({ people }, { actor }) => people.listPeople(actor),
  'people.getPeopleList': ({ people }, { actor }) => people.getPeopleList(actor, new URLSearchParams()),
  'people.getPeopleRows': ({ people }, { actor }) => people.getPeopleRows(actor, new URLSearchParams(), 0),
  'people.findListedPerson': ({ people }, { actor }) => people.findListedPerson(actor, actor.id),
  'people.getCompetences': ({ people }, { actor }) => people.getCompetences(actor),
  'people.getTeam': ({ people }, { actor }) => people.getTeam(actor),
  'people.listColleagues': ({ people }, { actor }) => people.listColleagues(actor),
  'people.listDepartments': ({ people }, { actor }) => people.listDepartments(actor),
  'people.listConsequences': ({ people }, { actor }) => people.listConsequences(actor, actor.id),
  'survey.listWaves': ({ survey }, { actor }) => survey.listWaves(actor),
  'survey.listWavesOfSurvey': async ({ survey }, { actor, waveId }) =>
    survey.listWavesOfSurvey(actor, (await survey.getWave(actor, waveId)).surveyId),
  'survey.getWave': ({ survey }, { actor, waveId }) => survey.getWave(actor, waveId),
  'survey.getReportedWave': ({ survey }, { actor, waveId }) => survey.getReportedWave(actor, waveId),
  'survey.listInsights': ({ survey }, { actor }) => survey.listInsights(actor),
  'survey.listWavesBy': ({ survey }, { actor, waveId }) => survey.listWavesBy(actor, { ids: [waveId] }),
  'survey.listInsightsBy': ({ survey }, { actor, waveId }) => survey.listInsightsBy(actor, { waveId }),
  'survey.findInsight': ({ survey }, { actor, insightId }) => survey.findInsight(actor, insightId),
  'survey.getInsight': ({ survey }, { actor, insightId }) => survey.getInsight(actor, insightId),
  'survey.listPublishedWaves': async ({ survey }, { actor, waveId }) => {
    const { surveyId } = await survey.getWave(actor, waveId);
    return survey.listPublishedWaves(actor, { surveyId, column: 'a', kind: 'nps' });
  },
  'survey.listShownSegments': async ({ survey }, { actor }) => {
    const waves = await survey.listWaves(actor);
    return survey.listShownSegments(
      actor,
      waves.map(({ id }) => id),
    );
  },
  'survey.findPublishedCell': ({ survey }, { actor, waveId }) =>
    survey.findPublishedCell(actor, waveId, { column: 'a', kind: 'nps' }, null),
  'survey.listProfiles': ({ survey }, { actor }) => survey.listProfiles(actor),
  'survey.findPreviousVersion': ({ survey }, { actor, waveId }) => survey.findPreviousVersion(actor, waveId),
  'survey.listColumnLinks': async ({ survey }, { actor, waveId }) =>
    survey.listColumnLinks(actor, (await survey.getWave(actor, waveId)).surveyId),
  'survey.findPublication': ({ survey }, { actor, waveId }) => survey.findPublication(actor, waveId),
  'survey.listMyUploads': ({ survey }, { actor }) => survey.listMyUploads(actor),
  'survey.listViews': ({ survey }, { actor, waveId }) => survey.listViews(actor, waveId),
  'survey.getView': async ({ survey }, { actor, waveId }) =>
    survey.getView(actor, (await survey.listViews(actor, waveId))[0]?.id ?? ''),
  'survey.listTags': ({ survey }, { actor, waveId }) => survey.listTags(actor, waveId),
  'workshop.listWorkshops': ({ workshop }, { actor }) => workshop.listWorkshops(actor),
  'workshop.listComing': ({ workshop }, { actor }) => workshop.listComing(actor),
  'workshop.listTraced': ({ workshop }, { actor, insightId }) =>
    workshop.listTraced(actor, { insightIds: [insightId] }),
  'workshop.getWorkshop': ({ workshop }, { actor, workshopId }) => workshop.getWorkshop(actor, workshopId),
  'workshop.getAccess': ({ workshop }, { actor, workshopId }) => workshop.getAccess(actor, workshopId),
  'workshop.listQuotable': ({ workshop }, { actor, workshopId }) =>
    workshop.listQuotable(actor, [`${workshopId}/cause-1`]),
  'workshop.listCauses': ({ workshop }, { actor, workshopId }) => workshop.listCauses(actor, workshopId),
  'workshop.findByCode': ({ workshop }, { code }) => workshop.findByCode(code, '127.0.0.1'),
  'workshop.listWaiting': ({ workshop }, { actor, workshopId }) => workshop.listWaiting(actor, workshopId),
  'workshop.getMyBallot': ({ workshop }, { actor, workshopId }) => workshop.getMyBallot(actor, workshopId),
  'workshop.listProxyBallots': ({ workshop }, { actor, workshopId }) =>
    workshop.listProxyBallots(actor, workshopId),
  'workshop.listCarryable': ({ workshop }, { actor, workshopId }) =>
    workshop.listCarryable(actor, workshopId),
  'workshop.listMyEntries': ({ workshop }, { actor, workshopId }) =>
    workshop.listMyEntries(actor, workshopId),
  'workshop.getMyPulse': ({ workshop }, { actor, workshopId }) => workshop.getMyPulse(actor, workshopId),
  'workshop.listFootprintChoices': ({ workshop }, { actor, workshopId }) =>
    workshop.listFootprintChoices(actor, workshopId),
  'workshop.getMinutes': ({ workshop }, { actor, workshopId }) => workshop.getMinutes(actor, workshopId),
  'workshop.getHeadMetric': ({ workshop }, { actor, workshopId }) =>
    workshop.getHeadMetric(actor, workshopId),
  'workshop.getCalendar': ({ workshop }, { actor, workshopId }) =>
    workshop.getCalendar(actor, { workshopId, origin: 'http://localhost' }),
  'workshop.getPlan': ({ workshop }, { actor, workshopId }) => workshop.getPlan(actor, workshopId),
  'workshop.getPreparation': ({ workshop }, { actor, workshopId }) =>
    workshop.getPreparation(actor, workshopId),
  'workshop.listTemplates': ({ workshop }, { actor }) => workshop.listTemplates(actor),
  'workshop.getOriginal': ({ workshop }, { actor, workshopId }) => workshop.getOriginal(actor, workshopId),
  'workshop.findCopiedFrom': ({ workshop }, { actor, workshopId }) =>
    workshop.findCopiedFrom(actor, { copiedFrom: workshopId }),
  'workshop.findSubject': ({ workshop }, { actor, issueId }) =>
    workshop.findSubject(actor, { about: { kind: 'issue', id: issueId } }),
  'workshop.getAgenda': ({ workshop }, { actor, workshopId }) => workshop.getAgenda(actor, workshopId),
  'workshop.getSeries': ({ workshop }, { actor, workshopId }) => workshop.getSeries(actor, workshopId),
  'workshop.findInvitable': ({ workshop }, { actor, workshopId }) =>
    workshop.findInvitable(actor, { workshopId, q: 'a' }),
  'workshop.getMinutesMailing': ({ workshop }, { actor, workshopId }) =>
    workshop.getMinutesMailing(actor, workshopId),
  'workshop.listRoomPeople': ({ workshop }, { actor, workshopId }) =>
    workshop.listRoomPeople(actor, workshopId),
  'issues.listSendable': ({ issues }, { actor, workshopId }) => issues.listSendable(actor, workshopId),
  'workshop.getReplay': ({ workshop }, { actor, workshopId }) => workshop.getReplay(actor, workshopId),
  'workshop.findWall': ({ workshop }) => workshop.findWall('never-was-one'),
  'workshop.findSeenBefore': ({ workshop }, { actor, workshopId }) =>
    workshop.findSeenBefore(actor, { workshopId, text: 'Queue' }),
  'workshop.listSeenBefore': ({ workshop }, { actor, workshopId }) =>
    workshop.listSeenBefore(actor, workshopId),
  'issues.listProjectsOf': ({ issues }, { actor, issueId }) => issues.listProjectsOf(actor, issueId),
  'issues.getIssueAddress': ({ issues }, { actor, issueId }) => issues.getIssueAddress(actor, issueId),
  'issues.getIssueList': ({ issues }, { actor }) => issues.getIssueList(actor),
  'issues.getTriage': ({ issues }, { actor, issueId }) => issues.getTriage(actor, issueId),
  'issues.listForTriage': ({ issues }, { actor }) => issues.listForTriage(actor),
  'issues.listLikelyPairs': ({ issues }, { actor }) => issues.listLikelyPairs(actor),
  'issues.listSimilarIssues': ({ issues }, { actor }) => issues.listSimilarIssues(actor, 'Queue'),
  'issues.listIssueNumbers': ({ issues }, { actor }) => issues.listIssueNumbers(actor, PLAIN_QUERY),
  'issues.getIssueRows': ({ issues }, { actor }) => issues.getIssueRows(actor, PLAIN_QUERY, 0),
  'issues.listIssuesForFile': ({ issues }, { actor }) => issues.listIssuesForFile(actor, PLAIN_QUERY),
  'search.findMatches': ({ search }, { actor }) => search.findMatches(actor, { q: 'a', kind: null, page: 1 }),
  'views.listListViews': ({ views }, { actor }) => views.listListViews(actor, 'issues'),
  'issues.listIssues': ({ issues }, { actor }) => issues.listIssues(actor, { isUnrated: true }),
  'issues.listMyOutcomes': ({ issues }, { actor }) => issues.listMyOutcomes(actor),
  'issues.getIssueFigures': ({ issues }, { actor }) => issues.getIssueFigures(actor),
  'issues.countIssuesOfSpan': ({ issues }, { actor }) =>
    issues.countIssuesOfSpan(actor, { fromMs: 0, beforeMs: Number.MAX_SAFE_INTEGER }),
  'issues.findMeasured': ({ issues }, { actor, issueId }) => issues.findMeasured(actor, issueId),
  'issues.getMeasureDesk': ({ issues }, { actor, issueId }) => issues.getMeasureDesk(actor, issueId),
  'issues.countOpen': ({ issues }, { actor }) => issues.countOpen(actor),
  'issues.countByInsight': ({ issues }, { actor }) => issues.countByInsight(actor),
  'issues.countUnrated': ({ issues }, { actor }) => issues.countUnrated(actor),
  'issues.getYearPlan': ({ issues }, { actor }) => issues.getYearPlan(actor),
  'issues.getBandHistory': ({ issues }, { actor, issueId }) => issues.getBandHistory(actor, issueId),
  'issues.getIssueRatings': ({ issues }, { actor, issueId }) => issues.getIssueRatings(actor, issueId),
  'issues.getMyRatings': ({ issues }, { actor }) => issues.getMyRatings(actor),
  'issues.getRatingDesk': async ({ issues }, { actor, ratingsId }) => {
    await issues.getRatingDesk(actor, ratingsId);
    await issues.getRatingDesk(actor, STANDING_SESSION);
  },
  'issues.getRatingDraft': ({ issues }, { actor }) => issues.getRatingDraft(actor, { query: '' }),
  'issues.getRatingSession': ({ issues }, { actor, ratingsId }) => issues.getRatingSession(actor, ratingsId),
  'issues.listRatingSessions': ({ issues }, { actor }) => issues.listRatingSessions(actor),
  'issues.getIssue': ({ issues }, { actor, issueId }) => issues.getIssue(actor, issueId),
  'projects.listProjects': ({ projects }, { actor }) => projects.listProjects(actor),
  'projects.listProjectsOfIssues': async ({ projects, issues }, { actor }) => {
    const listed = await issues.listIssues(actor);
    return projects.listProjectsOfIssues(
      actor,
      listed.map(({ id }) => id),
    );
  },
  'projects.getProjectAddress': ({ projects }, { actor, projectId }) =>
    projects.getProjectAddress(actor, projectId),
  'projects.getCover': ({ projects }, { actor, projectId }) => projects.getCover(actor, projectId),
  'projects.findProjectResting': ({ projects }, { actor, projectId }) =>
    projects.findProjectResting(actor, projectId),
  'projects.listTeamResting': ({ projects }, { actor }) => projects.listTeamResting(actor),
  'projects.listKnownApplications': ({ projects }, { actor }) => projects.listKnownApplications(actor),
  'projects.getLessons': ({ projects }, { actor, projectId }) => projects.getLessons(actor, projectId),
  'projects.listRecoveryPlans': ({ projects }, { actor, projectId }) =>
    projects.listRecoveryPlans(actor, projectId),
  'projects.getRecoveryPlan': ({ projects }, { actor, projectId }) =>
    projects
      .getRecoveryPlan(actor, { projectId, recoveryId: `recovery-${projectId}-1` })
      .catch(() => undefined),
  'projects.getMoney': ({ projects }, { actor, projectId }) => projects.getMoney(actor, projectId),
  'projects.getStages': ({ projects }, { actor, projectId }) => projects.getStages(actor, projectId),
  'projects.getProject': ({ projects }, { actor, projectId }) => projects.getProject(actor, projectId),
  'projects.getSigning': ({ projects }, { actor, projectId }) => projects.getSigning(actor, projectId),
  'projects.listSubmitted': ({ projects }, { actor }) => projects.listSubmitted(actor),
  'projects.getCharter': ({ projects }, { actor, projectId }) => projects.getCharter(actor, projectId),
  'projects.getCharterChoices': ({ projects }, { actor, projectId }) =>
    projects.getCharterChoices(actor, projectId),
  'projects.getConditions': ({ projects }, { actor, projectId }) => projects.getConditions(actor, projectId),
  'projects.getOpinions': ({ projects }, { actor, projectId }) => projects.getOpinions(actor, projectId),
  'projects.getProjectSettings': ({ projects }, { actor }) => projects.getProjectSettings(actor),
  'projects.findEffect': ({ projects }, { actor, projectId }) => projects.findEffect(actor, projectId),
  'projects.getEffectDesk': ({ projects }, { actor, projectId }) => projects.getEffectDesk(actor, projectId),
  'projects.listEffectLines': ({ projects }, { actor }) => projects.listEffectLines(actor),
  'projects.listEffectsOfIssues': async ({ projects, issues }, { actor }) => {
    const listed = await issues.listIssues(actor);
    return projects.listEffectsOfIssues(
      actor,
      listed.map(({ id }) => id),
    );
  },
  'projects.getProjectYear': ({ projects }, { actor }) => projects.getProjectYear(actor),
  'projects.getBrief': ({ projects }, { actor, projectId }) => projects.getBrief(actor, projectId),
  'projects.getProjectMonth': ({ projects, today }, { actor }) =>
    projects.getProjectMonth(actor, today().slice(0, 7)),
  'projects.listProjectYears': ({ projects }, { actor }) => projects.listProjectYears(actor),
  // A draft has none yet: what is read until that is known.
  'projects.getVersion': ({ projects }, { actor, projectId }) =>
    projects.getVersion(actor, { projectId, number: 1 }).catch(() => undefined),
  'projects.getVersions': ({ projects }, { actor, projectId }) => projects.getVersions(actor, projectId),
  'decisions.listDecisions': ({ decisions }, { actor }) => decisions.listDecisions(actor),
  'decisions.listDecisionsOn': ({ decisions }, { actor, issueId }) =>
    decisions.listDecisionsOn(actor, { kind: 'issue', id: issueId }),
  'decisions.getMyDecisions': ({ decisions }, { actor }) => decisions.getMyDecisions(actor),
  'decisions.getDecisionAddress': ({ decisions }, { actor, decisionId }) =>
    decisions.getDecisionAddress(actor, decisionId),
  'decisions.getDecision': ({ decisions }, { actor, decisionId }) => decisions.getDecision(actor, decisionId),
  'shifts.listRounds': ({ shifts }, { actor }) => shifts.listRounds(actor),
  'organisation.getSettings': ({ organisation }, { actor }) => organisation.getSettings(actor),
  'organisation.getWorkCalendar': ({ organisation }, { actor }) => organisation.getWorkCalendar(actor),
  'organisation.listCalendarEntries': ({ organisation }, { actor }) =>
    organisation.listCalendarEntries(actor),
  'organisation.listSigning': ({ organisation }, { actor }) => organisation.listSigning(actor),
  'organisation.getSystemState': ({ organisation }, { actor }) => organisation.getSystemState(actor),
  'organisation.findLogo': async ({ organisation }, { actor }) => {
    await organisation.setLogo(actor, new File([PNG], 'logo.png'));
    await organisation.findLogo();
  },
  'leave.getMyLeaves': ({ leave }, { actor }) => leave.getMyLeaves(actor),
  'leave.getTeamLeave': ({ leave }, { actor }) => leave.getTeamLeave(actor),
  'leave.getEverybodysLeave': ({ leave }, { actor }) => leave.getEverybodysLeave(actor),
  'leave.getSigningAbsences': ({ leave }, { actor }) => leave.getSigningAbsences(actor),
  'leave.getProjectAbsences': ({ leave }, { actor, projectId }) => leave.getProjectAbsences(actor, projectId),
  'leave.getRoundAbsences': ({ leave }, { actor, roundId }) => leave.getRoundAbsences(actor, roundId),
  'home.getHome': ({ home }, { actor }) => home.getHome(actor),
  'trail.getTrail': async ({ trail }, { actor, waveId, insightId, workshopId, issueId, projectId }) => {
    await trail.getTrail(actor, { kind: 'wave', id: waveId });
    await trail.getTrail(actor, { kind: 'insight', id: insightId });
    await trail.getTrail(actor, { kind: 'workshop', id: workshopId });
    await trail.getTrail(actor, { kind: 'issue', id: issueId });
    await trail.getTrail(actor, { kind: 'project', id: projectId });
  },
  'discussion.getDiscussion': async ({ discussion }, { actor, issueId }) => {
    await discussion.getDiscussion(actor, { kind: 'issue', id: issueId });
    await discussion.getDiscussion(actor, { kind: 'issue', id: issueId }, { limit: 100, at: 'message-1' });
  },
  'discussion.getMyQuestions': ({ discussion }, { actor }) => discussion.getMyQuestions(actor),
  'shifts.getFinding': ({ shifts }, { actor, roundId }) =>
    shifts.getFinding(actor, { roundId, findingId: `finding-${roundId}-1` }),
  'shifts.getChecklists': ({ shifts }, { actor }) => shifts.getChecklists(actor),
  'shifts.getMentorLoads': ({ shifts }, { actor, roundId }) => shifts.getMentorLoads(actor, roundId),
  'shifts.getTourDay': ({ shifts }, { actor, roundId }) => shifts.getTourDay(actor, `shift-${roundId}-1`),
  'shifts.getVolume': ({ shifts }, { actor }) => shifts.getVolume(actor),
  'shifts.listUntracked': ({ shifts }, { actor, roundId }) => shifts.listUntracked(actor, roundId),
  'shifts.getTourQuestions': ({ shifts }, { actor, roundId }) =>
    shifts.getTourQuestions(actor, `shift-${roundId}-1`),
  'shifts.getAnswerTimes': ({ shifts }, { actor, roundId }) => shifts.getAnswerTimes(actor, roundId),
  'shifts.getLibrary': ({ shifts }, { actor }) => shifts.getLibrary(actor),
  'shifts.getRoundReading': ({ shifts }, { actor, roundId }) => shifts.getRoundReading(actor, roundId),
  'shifts.getArticle': ({ shifts }, { actor, articleId }) => shifts.getArticle(actor, articleId),
  'shifts.getArticleStart': ({ shifts }, { actor, roundId }) =>
    shifts.getArticleStart(actor, `finding-${roundId}-1`),
  'shifts.listKnownAnswers': ({ shifts }, { actor }) => shifts.listKnownAnswers(actor, 'No tone'),
  'shifts.getProgramme': ({ shifts }, { actor }) => shifts.getProgramme(actor),
  'shifts.getProgrammeStart': ({ shifts }, { actor }) => shifts.getProgrammeStart(actor),
  'shifts.getMissingParts': ({ shifts }, { actor }) => shifts.getMissingParts(actor),
  'shifts.getRoundConfirmations': ({ shifts }, { actor, roundId }) =>
    shifts.getRoundConfirmations(actor, roundId),
  'shifts.listStories': ({ shifts }, { actor, roundId }) => shifts.listStories(actor, roundId),
  'shifts.getStoryStart': ({ shifts }, { actor, roundId }) => shifts.getStoryStart(actor, roundId),
  'shifts.getStory': ({ shifts }, { actor, roundId }) =>
    shifts.getStory(actor, { roundId, storyId: `story-${roundId}-1` }),
  'shifts.getStoryDesk': ({ shifts }, { actor, roundId }) =>
    shifts.getStoryDesk(actor, { roundId, storyId: `story-${roundId}-1` }),
  'shifts.getTeamShifts': ({ shifts }, { actor }) => shifts.getTeamShifts(actor),
  'shifts.listMoves': ({ shifts }, { actor, roundId }) => shifts.listMoves(actor, roundId),
  'shifts.listObjections': ({ shifts }, { actor, roundId }) => shifts.listObjections(actor, roundId),
  'shifts.getRota': ({ shifts }, { actor, roundId }) => shifts.getRota(actor, roundId),
  'shifts.getMyWish': ({ shifts }, { actor, roundId }) => shifts.getMyWish(actor, roundId),
  'shifts.getRoundAsks': ({ shifts }, { actor, roundId }) => shifts.getRoundAsks(actor, roundId),
  'shifts.listMyFeedback': ({ shifts }, { actor }) => shifts.listMyFeedback(actor),
  'shifts.getAhead': ({ shifts }, { actor }) => shifts.getAhead(actor),
  'issues.listIssuesOfFindings': ({ issues }, { actor, roundId }) =>
    issues.listIssuesOfFindings(actor, [`finding-${roundId}-1`]),
  'issues.listReportersOfFindings': ({ issues }, { actor, roundId }) =>
    issues.listReportersOfFindings(actor, [`finding-${roundId}-1`]),
  'issues.listNumbersOfFindings': ({ issues }, { actor, roundId }) =>
    issues.listNumbersOfFindings(actor, [`finding-${roundId}-1`]),
  'shifts.getRoundFindings': ({ shifts }, { actor, roundId }) => shifts.getRoundFindings(actor, roundId),
  'shifts.getRoundReport': ({ shifts }, { actor, roundId }) => shifts.getRoundReport(actor, roundId),
  'shifts.getReportDesk': ({ shifts }, { actor, roundId }) => shifts.getReportDesk(actor, roundId),
  'shifts.getRoundDiary': ({ shifts }, { actor, roundId }) => shifts.getRoundDiary(actor, roundId),
  'shifts.getRound': ({ shifts }, { actor, roundId }) => shifts.getRound(actor, roundId),
  'shifts.listComingTours': ({ shifts }, { actor }) => shifts.listComingTours(actor),
  'commitments.listCommitments': ({ commitments }, { actor, issueId }) =>
    commitments.listCommitments(actor, { kind: 'issue', id: issueId }),
  'commitments.getMyCommitments': ({ commitments }, { actor }) => commitments.getMyCommitments(actor),
  'commitments.getAwaitedCommitments': ({ commitments }, { actor }) =>
    commitments.getAwaitedCommitments(actor),
  'commitments.getCommitment': ({ commitments }, { actor }) =>
    commitments.getCommitment(actor, 'commitment-0'),
  'rhythms.listRhythms': ({ rhythms }, { actor, issueId }) =>
    rhythms.listRhythms(actor, { kind: 'issue', id: issueId }),
  'rhythms.listTeamPulses': ({ rhythms }, { actor }) => rhythms.listTeamPulses(actor),
  'rhythms.getTeamPulse': ({ rhythms }, { actor, pulseId }) => rhythms.getTeamPulse(actor, pulseId),
  'rhythms.getMyPulses': ({ rhythms }, { actor }) => rhythms.getMyPulses(actor),
  'rhythms.getMyAsks': ({ rhythms }, { actor }) => rhythms.getMyAsks(actor),
  'notify.getInbox': ({ notify }, { actor }) => notify.getInbox(actor, 'waiting'),
  'notify.countWaiting': ({ notify }, { actor }) => notify.countWaiting(actor),
  'notify.getDigestChoice': ({ notify }, { actor }) => notify.getDigestChoice(actor),
  'notify.getOutbox': ({ notify }, { actor }) => notify.getOutbox(actor),
  'shifts.listMyShifts': ({ shifts }, { actor }) => shifts.listMyShifts(actor),
};

test('every command that reads is counted below', async () => {
  const scene = await makeTestApp();
  const names = DOMAINS.flatMap((domain) =>
    Object.keys(scene.app[domain])
      .filter((name) => READING.test(name))
      .map((name) => `${domain}.${name}`),
  );
  await scene.close();
  expect(Object.keys(READINGS).toSorted()).toEqual(names.toSorted());
});

test('[DB9] [DI13] [TR5] what a page reads asks the same number of queries for three rows and for thirty', async () => {
  const scene = await makeTestApp();
  const grown = await makeOneOfEach(scene);
  const few = await growAndCount(scene, grown, 0, 3);
  const many = await growAndCount(scene, grown, 3, 30);
  await scene.close();
  expect(many).toEqual(few);
});

/** How many queries each reading asks once there are `to` rows. */
async function growAndCount(
  { app }: TestApp,
  grown: Grown & { actor: PersonActor; code: string },
  from: number,
  to: number,
): Promise<Record<string, number>> {
  await growLists(app, grown, from, to);
  await app.search.prepareIndex(); // what is new is read in pieces, once, before it is looked for
  const counts: Record<string, number> = {};
  const executor = app.database.db.getExecutor();
  const original = executor.executeQuery;
  // Of what the reading itself asks: a room that writes its document meanwhile is none of it.
  const asking = new AsyncLocalStorage<{ count: number }>();
  executor.executeQuery = (...args) => {
    const counted = asking.getStore();
    if (counted) counted.count++;
    return original.apply(executor, args) as never; // the result of whatever query it is
  };
  for (const [name, read] of Object.entries(READINGS)) {
    const counted = { count: 0 };
    await asking.run(counted, () => read(app, grown));
    counts[name] = counted.count;
  }
  executor.executeQuery = original;
  return counts;
}

/** One of each, made by the commands, that grows or has parts that grow. */
async function makeOneOfEach(scene: TestApp): Promise<Grown & { actor: PersonActor; code: string }> {
  const { app } = scene;
  const part = await app.people.addDepartment(SYSTEM, { name: 'Marketing', part: 'marketing' });
  const actor = await scene.person('Lena', ['lead', 'admin', 'analyst', 'director'], part);
  const deputy = await scene.person('Ola', ['lead']);
  const insightId = await pinTestInsight(app, actor);
  const { waveId } = (await app.survey.getInsight(actor, insightId)).insight;
  await app.survey.saveView(actor, { waveId, name: 'All', view: { filters: [] } });
  const workshopId = await app.workshop.createWorkshop(actor, {
    title: 'Long waits',
    problem: 'Customers wait',
    goal: 'Know why',
    template: '5m',
    language: 'en',
  });
  await app.workshop.setHeadMetric(actor, { workshopId, insightId });
  await moveTo(app, actor, workshopId, 'vote');
  await app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
    const board = openFishbone(doc);
    const [bone] = readFishbone(board).fishbone.bones;
    if (!bone) throw new Error('no bone');
    addCause(createEditor(board, 'test'), { parent: bone.id, after: 'end' }, 'Queue', null);
  });
  const issueId = await app.issues.addIssue(actor, { title: 'Queue', description: '' });
  const projectId = await app.projects.proposeProject(actor, {
    title: 'Shorter queue',
    aim: 'Nobody waits',
    ownerId: actor.id,
    deputyId: deputy.id,
    budget: '100',
    currency: 'PLN',
    startsOn: '2026-11-03',
    endsOn: '2026-12-03',
  });
  const roundId = await app.shifts.planRound(actor, {
    title: 'Phones',
    goal: 'Hear them',
    startsOn: '2026-11-03',
    endsOn: '2026-11-05',
    startsAt: '08:00',
    endsAt: '12:00',
    places: '3',
    mentorIds: [deputy.id],
    ...{ mode: 'rota', closesOn: '2026-11-01' },
  });
  const { decisionId } = await app.decisions.makeDecision(actor, {
    question: 'Which queue?',
    deciderIds: [actor.id],
    kind: 'issue',
    subjectId: issueId,
  });
  const asked: PersonActor[] = [];
  for (let i = 0; i < 4; i++) asked.push(await scene.person(`Asked ${i}`));
  const { pulseId } = await app.rhythms.makeTeamPulse(actor, {
    ...{ title: 'How we are', questions: 'I know enough', unit: 'week', startsOn: '2026-11-30' },
    askedIds: [actor, ...asked].map(({ id }) => id),
  });
  const { sessionId: ratingsId } = await app.issues.makeRatingSession(actor, {
    ...{ title: 'What first?', kind: 'live', endsOn: '', issueIds: [issueId] },
    raterIds: [actor, ...asked].map(({ id }) => id),
  });
  await app.issues.revealRatings(actor, { sessionId: ratingsId, version: 1 });
  const { areaId } = await app.areas.addArea(actor, { name: 'Hotline' });
  const { seriesId } = await app.areas.addSeries(actor, {
    ...{ areaId, name: 'Calls lost', unit: '%', direction: 'down' },
  });
  const { goalId } = await app.goals.setGoal(actor, {
    ...{ title: 'Fewer lost calls', measuredBy: `series ${seriesId}`, target: '5', dueOn: '2027-06-30' },
  });
  const { standardId } = await app.people.addStandard(actor, {
    ...{ title: 'Answers', text: 'Within an hour.', reviewOn: '2027-06-30', ownerId: deputy.id },
  });
  const { articleId } = await app.shifts.addArticle(actor, {
    ...{ title: 'Refunds', text: 'Within a day.', scopes: ['chat'], reviewOn: '2027-06-30' },
  });
  const { programmeId } = await app.shifts.saveProgramme(actor, {
    ...{ title: 'On shift', aim: 'To know', rules: 'Be there', authorisation: 'You may' },
  });
  const onDraft = { programmeId, version: '1', withoutDecision: 'A pilot' };
  await app.shifts.putProgrammeInForce(actor, onDraft);
  const { joinCode: code } = (await app.workshop.getWorkshop(actor, workshopId)).workshop;
  return {
    me: actor,
    actor,
    code,
    insightId,
    waveId,
    workshopId,
    issueId,
    projectId,
    roundId,
    decisionId,
    pulseId,
    ratingsId,
    areaId,
    seriesId,
    goalId,
    standardId,
    articleId,
  };
}

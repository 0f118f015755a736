// Above 300 lines: composes every domain, a line or two each.
import type { IncomingMessage } from 'node:http';
import { newId } from '#lib/base/ids.ts';
import { parseDocumentName } from '#lib/sync/document-name.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { GUEST_COOKIE } from '#lib/people/guest-cookie.ts';
import * as access from './access/commands.ts';
import * as history from './access/history-commands.ts';
import * as notices from './access/account-notices.ts';
import { createSignInLimits, type AccessContext } from './access/access-context.ts';
import { createAccounts, type PasswordHasher } from './access/accounts.ts';
import { identifyPerson, readCookie, type Identity } from './access/actor.ts';
import { OneAtATime } from './access/one-at-a-time.ts';
import { ensureCookieKey } from './access/secrets.ts';
import { signIn } from './access/sign-in-commands.ts';
import { authoriseSocket } from './authorise.ts';
import { bind } from './bind.ts';
import { askDue } from './commitments/ask-commands.ts';
import { AREA_DEPARTURE } from './areas/departure.ts';
import * as areas from './areas/area-commands.ts';
import { importSeries, previewSeriesImport } from './areas/import-commands.ts';
import * as series from './areas/series-commands.ts';
import * as goals from './goals/goal-commands.ts';
import { GOAL_DEPARTURE } from './goals/departure.ts';
import * as commitments from './commitments/commands.ts';
import { COMMITMENT_DEPARTURE } from './commitments/departure.ts';
import { askRhythms } from './rhythms/ask-commands.ts';
import * as rhythms from './rhythms/commands.ts';
import { askTeamPulses } from './rhythms/team-pulse-ask-commands.ts';
import {
  answerTeamPulse,
  endTeamPulse,
  getMyPulses,
  getTeamPulse,
  listTeamPulses,
  makeTeamPulse,
} from './rhythms/team-pulse-commands.ts';
import { RHYTHM_DEPARTURE } from './rhythms/departure.ts';
import * as decisions from './decisions/commands.ts';
import * as decisionLists from './decisions/list-commands.ts';
import { DECISION_DEPARTURE } from './decisions/departure.ts';
import * as outcomes from './decisions/outcome-commands.ts';
import * as polls from './decisions/poll-commands.ts';
import { followDecisions } from './decisions/remind-commands.ts';
import type { Config } from './config.ts';
import type { Clock } from './clock.ts';
import type { Context } from './context.ts';
import type { Log } from './log.ts';
import { openDatabase } from './database/database.ts';
import * as discussion from './discussion/commands.ts';
import { DISCUSSION_DEPARTURE } from './discussion/departure.ts';
import type { DiscussionContext } from './discussion/discussion-context.ts';
import * as questions from './discussion/question-commands.ts';
import { openMessageFile } from './discussion/message-files.ts';
import { setWatch } from './discussion/watch-commands.ts';
import { EventBus } from './events.ts';
import { mayRemoveDemo, removeDemo } from './demo/demo-commands.ts';
import { createHealth } from './health.ts';
import * as issues from './issues/commands.ts';
import * as issueCauses from './issues/cause-commands.ts';
import { findAfterwardsLocale, readAfterwards } from './issues/afterwards-commands.ts';
import { tellOutcomes } from './issues/outcome-commands.ts';
import * as issueDuplicates from './issues/duplicates/duplicate-commands.ts';
import { importIssues, previewIssueImport } from './issues/import/import-commands.ts';
import * as issueTriage from './issues/triage/triage-commands.ts';
import { wakeIssues } from './issues/wake-commands.ts';
import { createReportLimits, type ReportContext } from './issues/report-context.ts';
import * as issueBulk from './issues/bulk-commands.ts';
import * as issueExports from './issues/export-commands.ts';
import * as issueLists from './issues/list-commands.ts';
import { getHome, type HomeContext } from './home/home-commands.ts';
import * as leave from './leave/commands.ts';
import {
  getProjectAbsences,
  getRoundAbsences,
  getSigningAbsences,
  getTeamLeave,
  getEverybodysLeave,
} from './leave/absence-commands.ts';
import * as leaveCalendars from './leave/calendar-commands.ts';
import { LEAVE_DEPARTURE } from './leave/departure.ts';
import { changeFeed, findFeed, makeFeed, revokeFeed } from './feeds/feed-commands.ts';
import { FEED_DEPARTURE } from './feeds/departure.ts';
import { createFeedLimits, type FeedsContext } from './feeds/feeds-context.ts';
import { getFeedFile } from './feeds/fetch-commands.ts';
import { getBandHistory, moveBand, moveBandBack } from './issues/bands/band-commands.ts';
import { getYearPlan, planIssue } from './issues/years/year-commands.ts';
import { findMeasured, getMeasureDesk, measureImportance } from './issues/measured/measure-commands.ts';
import { ISSUE_DEPARTURE } from './issues/departure.ts';
import { rateIssue } from './issues/ratings/answer-commands.ts';
import {
  cancelRatings,
  makeRatingSession,
  revealDue,
  revealRatings,
  startSecondRound,
} from './issues/session-commands.ts';
import {
  getIssueRatings,
  getMyRatings,
  getRatingDesk,
  getRatingDraft,
  getRatingSession,
  listRatingSessions,
} from './issues/ratings/show-session.ts';
import { Jobs } from './jobs.ts';
import { audienceOf } from './live/audience.ts';
import { LiveStreams } from './live/live-streams.ts';
import { NOTIFY_DEPARTURE } from './notify/departure.ts';
import * as digests from './notify/digest-commands.ts';
import * as inbox from './notify/inbox-commands.ts';
import { createMail } from './notify/mail.ts';
import { Schedule } from './notify/schedule.ts';
import { LiveSettings } from './organisation/live-settings.ts';
import * as organisation from './organisation/commands.ts';
import * as calendar from './organisation/calendar-commands.ts';
import { ORGANISATION_DEPARTURE } from './organisation/departure.ts';
import * as logos from './organisation/logo-commands.ts';
import * as settingsOf from './organisation/settings-commands.ts';
import * as substitutes from './organisation/substitute-commands.ts';
import * as system from './organisation/system-commands.ts';
import * as people from './people/commands.ts';
import * as departments from './people/department-commands.ts';
import { bindDeparture, PEOPLE_DEPARTURE } from './people/departure.ts';
import type { PeopleContext } from './people/people-context.ts';
import * as choices from './people/account/choice-commands.ts';
import * as emails from './people/account/email-commands.ts';
import * as passwords from './people/account/password-commands.ts';
import * as ownSessions from './people/account/session-commands.ts';
import { changePeople, previewPeopleChange } from './people/bulk-commands.ts';
import * as competences from './people/competence-commands.ts';
import * as peopleImports from './people/import-commands.ts';
import { inviteMany, previewInvitations } from './people/invite-commands.ts';
import { findListedPerson, getPeopleList, getPeopleRows } from './people/list-commands.ts';
import { listConsequences, switchOff } from './people/switch-off-commands.ts';
import { writeWorkbook } from './files/workbook-job.ts';
import { findOrganisation, findPerson } from './people/store.ts';
import * as approvals from './projects/approval-commands.ts';
import * as projectChanges from './projects/change-commands.ts';
import * as charters from './projects/charter/charter-commands.ts';
import * as applicationPeople from './projects/charter/application-commands.ts';
import * as opinions from './projects/charter/opinion-commands.ts';
import * as projectBriefs from './projects/brief/brief-commands.ts';
import * as projects from './projects/commands.ts';
import { getProjectMonth } from './projects/month-commands.ts';
import { addCost, getMoney, removeCost, saveForecast } from './projects/running/money-commands.ts';
import * as projectCovers from './projects/cover/cover-commands.ts';
import { changeHolders } from './projects/cover/holder-commands.ts';
import * as projectResting from './projects/cover/resting-commands.ts';
import { followCovers, tellMeasurements } from './projects/follow-commands.ts';
import { getLessons } from './projects/running/lesson-commands.ts';
import * as recoveries from './projects/running/recovery-commands.ts';
import {
  askStage,
  askStageOutside,
  getStages,
  moveStage,
  settleStage,
  withdrawStageAsk,
} from './projects/running/stage-commands.ts';
import * as projectRules from './projects/rules-commands.ts';
import * as waitingProjects from './projects/waiting-commands.ts';
import { TEAM_DEPARTURE } from './people/team/departure.ts';
import { addTeamMember, removeTeamMember } from './people/team/member-commands.ts';
import { addTeamNeed, changeTeamNeed, removeTeamNeed } from './people/team/need-commands.ts';
import {
  addTeamRequirement,
  changeTeamRequirement,
  removeTeamRequirement,
} from './people/team/requirement-commands.ts';
import { takeTeamDefaults } from './people/team/default-commands.ts';
import { rateOwnTeam, rateTeamPeer } from './people/team/rating-commands.ts';
import { listTeamReadings, readTeamAgain } from './people/team/reading-commands.ts';
import * as diary from './shifts/diary/diary-commands.ts';
import * as findings from './shifts/findings/finding-commands.ts';
import { cannotCome, sayCannotCome } from './shifts/day/absence-commands.ts';
import { sayAttendance, settleAttendance } from './shifts/day/attendance-commands.ts';
import { addChecklistItem, getChecklists, removeChecklistItem } from './shifts/day/checklist-commands.ts';
import { getMentorLoads, getTourDay } from './shifts/day/day-commands.ts';
import {
  addTicket,
  closeShift,
  handTicket,
  promiseCustomer,
  removeTicket,
  tickItem,
} from './shifts/day/list-commands.ts';
import { sayPresence } from './shifts/day/presence-commands.ts';
import { remindToConfirm, tellUnstarted } from './shifts/remind-commands.ts';
import { stepIn } from './shifts/day/step-in-commands.ts';
import { getTeam } from './people/team/team-commands.ts';
import { assessMaturity, getMaturity } from './people/maturity/maturity-commands.ts';
import { askForApproval, decideStandard, stopAsking } from './people/standards/approve-commands.ts';
import { STANDARD_DEPARTURE } from './people/standards/departure.ts';
import { followStandards } from './people/standards/remind-commands.ts';
import * as standards from './people/standards/standard-commands.ts';
import { proposeOfCauses } from './projects/cause-commands.ts';
import { PERIODIC_WORK } from './notify/periodic-work.ts';
import * as doors from './outside/door-commands.ts';
import { OUTSIDE_DEPARTURE } from './outside/departure.ts';
import * as atDoors from './outside/holder-commands.ts';
import { createDoorLimits, type OutsideContext } from './outside/outside-context.ts';
import {
  enterDoor,
  findDoorLocale,
  findHolder,
  getDoorPlace,
  greetAtDoor,
} from './outside/visit-commands.ts';
import {
  findEffect,
  getEffectDesk,
  listEffectLines,
  listEffectsOfIssues,
  measureProject,
} from './projects/effect/effect-commands.ts';
import { PROJECT_DEPARTURE } from './projects/departure.ts';
import { remindOfHolds, remindOfSignatures } from './projects/remind-commands.ts';
import { listSignerChanges } from './projects/signing/signer-changes.ts';
import { Presses, type Press } from './requests/presses.ts';
import { createRooms } from './rooms.ts';
import * as search from './search/commands.ts';
import type { SearchContext } from './search/search-context.ts';
import { SEARCH_SOURCES } from './subjects/search-sources.ts';
import * as articles from './shifts/articles/article-commands.ts';
import { getVolume, setVolume } from './shifts/volumes/volume-commands.ts';
import * as tracker from './shifts/tracker/tracker-commands.ts';
import { QUESTION_DEPARTURE } from './shifts/asking/departure.ts';
import { makeGapOfQuestion } from './shifts/asking/gap-commands.ts';
import * as asking from './shifts/asking/question-commands.ts';
import { ARTICLE_DEPARTURE } from './shifts/articles/departure.ts';
import { addDocument, removeDocument } from './shifts/articles/document-commands.ts';
import { listKnownAnswers } from './shifts/articles/known-commands.ts';
import { reportMissing } from './shifts/articles/missing-commands.ts';
import { PROGRAMME_DEPARTURE } from './shifts/programme/departure.ts';
import * as confirming from './shifts/programme/confirm-commands.ts';
import * as programme from './shifts/programme/programme-commands.ts';
import { proposeProgramme, putProgrammeInForce } from './shifts/programme/propose-commands.ts';
import { followArticles } from './shifts/review-commands.ts';
import * as consents from './shifts/stories/consent-commands.ts';
import { STORY_DEPARTURE } from './shifts/stories/departure.ts';
import * as stories from './shifts/stories/story-commands.ts';
import * as shifts from './shifts/commands.ts';
import { getAhead, registerAhead, tellOpenRounds } from './shifts/ahead-commands.ts';
import { cancelRound, cancelTour, reopenRound } from './shifts/moves/call-off-commands.ts';
import { answerMove, dropTourDay, moveTourDay, listMoves, moveRound } from './shifts/moves/move-commands.ts';
import { changeRound, planRound } from './shifts/plan-commands.ts';
import { answerOffer, changeScopes, leaveTour, signUp, stopWaiting } from './shifts/seats/seat-commands.ts';
import { eraseWishes, handQuestionsOn, settleLines } from './shifts/settle-commands.ts';
import { publishRota } from './shifts/rota/publish-commands.ts';
import { cancelRota, discardRota, lockRota, moveOnRota, proposeRota } from './shifts/rota/rota-commands.ts';
import { RotaRuns, type RotaContext } from './shifts/rota/rota-runs.ts';
import { explainDraft, getRota, setShare } from './shifts/rota/show-commands.ts';
import { declineRound, getMyWish, saveWish } from './shifts/rota/wish-commands.ts';
import { answerProposal, proposeSeat, withdrawProposal } from './shifts/swaps/proposal-commands.ts';
import { agreeSwap, offerSwap, takeSwap, withdrawSwap } from './shifts/swaps/swap-commands.ts';
import {
  answerShiftObjection,
  getTeamShifts,
  listObjections,
  objectToShift,
} from './shifts/team/team-commands.ts';
import { addTour, changeTour } from './shifts/tour-commands.ts';
import { SHIFT_DEPARTURE } from './shifts/departure.ts';
import {
  answerFeedback,
  closeFeedback,
  getRoundAsks,
  listMyFeedback,
} from './shifts/feedback/feedback-commands.ts';
import { getReportDesk, getRoundReport } from './shifts/report/report-commands.ts';
import * as reports from './shifts/report/write-report-commands.ts';
import { EVIDENCE_SOURCES } from './subjects/evidence-sources.ts';
import { SUBJECT_READERS, SUBJECT_SOURCES } from './subjects/subject-sources.ts';
import { DatedEvents } from './subjects/dated-events.ts';
import { DATED_SOURCES } from './subjects/dated-sources.ts';
import { Subjects } from './subjects/subjects.ts';
import * as survey from './survey/commands.ts';
import { SURVEY_DEPARTURE } from './survey/departure.ts';
import * as imports from './survey/import/import-commands.ts';
import { resumeDisclosures } from './survey/published/disclosure-commands.ts';
import * as insights from './survey/insights/insight-commands.ts';
import * as publications from './survey/published/publication-commands.ts';
import * as tags from './survey/comments/tag-commands.ts';
import * as uploads from './survey/import/upload-commands.ts';
import * as waveViews from './survey/views/view-commands.ts';
import { createDocumentStore } from './sync/store/sql-store.ts';
import { createSyncServer } from './sync/sync-server.ts';
import { getTrail } from './trail/trail-commands.ts';
import { forgetOldUndos, takeBackOf } from './undo/commands.ts';
import { UNDO_DEPARTURE } from './undo/departure.ts';
import { UNDOABLES } from './undoables.ts';
import * as listViews from './views/commands.ts';
import { VIEW_DEPARTURE } from './views/departure.ts';
import * as workshop from './workshop/commands.ts';
import { WORKSHOP_DEPARTURE } from './workshop/departure.ts';
import { finishGrace, finishOldGraces } from './workshop/programme/finish-grace.ts';
import { GraceKeeper } from './workshop/programme/grace-keeper.ts';
import { ControlRooms } from './workshop/control/write-control.ts';
import { createJoinLimits, createWorkshopCaches, type WorkshopContext } from './workshop/workshop-context.ts';
import * as ballots from './workshop/ballots/ballot-commands.ts';
import * as door from './workshop/join/door-commands.ts';
import { listComing } from './workshop/prepare/coming-commands.ts';
import * as leaders from './workshop/prepare/leader-commands.ts';
import { findInvitable, invitePeople } from './workshop/prepare/invite-commands.ts';
import * as minutesMail from './workshop/minutes/minutes-mail-commands.ts';
import * as wholeProgrammes from './workshop/programme/whole-programme-commands.ts';
import * as creating from './workshop/templates/create-commands.ts';
import {
  listTemplates,
  removeTemplate,
  renameTemplate,
  saveTemplate,
} from './workshop/templates/template-commands.ts';
import * as briefs from './workshop/prepare/brief-commands.ts';
import * as evidence from './workshop/evidence/evidence-commands.ts';
import { listQuotable } from './workshop/evidence/quoted-evidence.ts';
import * as files from './workshop/evidence/file-commands.ts';
import * as footprints from './workshop/evidence/footprint-commands.ts';
import * as addresses from './workshop/address-commands.ts';
import * as guests from './workshop/join/guest-commands.ts';
import { guestOf } from './workshop/join/guest-commands.ts';
import * as invitations from './workshop/prepare/invitation-commands.ts';
import * as packs from './workshop/prepare/pack-commands.ts';
import { documentAccess } from './workshop/participation.ts';
import * as agendas from './workshop/meeting/agenda-commands.ts';
import { recordDecided } from './workshop/meeting/decided-commands.ts';
import * as meetingSeries from './workshop/meeting/series-commands.ts';
import * as entries from './workshop/entries/entry-commands.ts';
import * as pulses from './workshop/entries/pulse-commands.ts';
import * as minutes from './workshop/minutes-commands.ts';
import * as metrics from './workshop/evidence/metric-commands.ts';
import * as paper from './workshop/ballots/paper-commands.ts';
import * as preparation from './workshop/prepare/prepare-commands.ts';
import * as sessions from './workshop/prepare/session-commands.ts';
import * as replay from './workshop/replay-commands.ts';
import { retellWave } from './workshop/evidence/retell-wave.ts';
import * as lateChanges from './workshop/entries/late-change-commands.ts';
import { listRoomPeople } from './workshop/room-people-commands.ts';
import * as seen from './workshop/seen-commands.ts';
import * as signals from './workshop/programme/signal-commands.ts';
import * as facilitators from './workshop/programme/facilitator-commands.ts';
import * as steering from './workshop/programme/steering-commands.ts';
import { endWalls, findWall, openWall, showOnWall } from './workshop/wall/wall-commands.ts';

/** What the commands of all domains need together. */
type AppContext = PeopleContext &
  HomeContext &
  SearchContext &
  DiscussionContext &
  FeedsContext &
  ReportContext &
  RotaContext &
  OutsideContext;

/** The one set of live objects of a process. Pages reach it as `event.locals.app`. */
export async function createApp(options: {
  config: Config;
  log: Log;
  clock?: Clock;
  hasher?: PasswordHasher;
}) {
  const { config, log } = options;
  const clock = options.clock ?? Date.now;
  // Tries come back with time that passed, whatever the clock on the wall was set to.
  const elapsed = options.clock ?? (() => performance.now());
  const database = await openDatabase({
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    onfault: (error) => log.warn({ error }, 'A connection to the database broke'),
  });
  const cookieKey = await ensureCookieKey(database.db);
  const accounts = await createAccounts(database.db, database.engine, cookieKey, options.hasher);
  const bus = new EventBus(newId(), (error) => log.error({ error }, 'A listener failed'));
  const sync = createSyncServer({
    store: createDocumentStore(database),
    authorise: (request, document) => authoriseSocket(context, identify, request, document),
    address: addressOf,
    log,
    clock,
    ontypingend: (document) => {
      const name = parseDocumentName(document);
      if (name) graces.look(name.workshop);
    },
  });
  const live = new LiveStreams({
    bus,
    audienceOf: (event) => audienceOf(context, event),
    identify: (request) =>
      identify(
        new Headers({ cookie: request.headers.cookie ?? '' }),
        request.headers['x-forwarded-proto'] === 'https',
        true,
      ),
    address: addressOf,
    log,
    now: clock,
    elapsed,
  });
  const rooms = createRooms(sync, database.db, live);
  const jobs = new Jobs(log);
  const presses = new Presses(database, clock);
  const settings = new LiveSettings(config.timeZone);
  await settings.reload(database.db);
  const mail = createMail({ ...config, settings, log });
  const graces = new GraceKeeper({
    finish: (id) => finishGrace(parts, id),
    isOpen: rooms.isFinishing,
    log,
    clock,
  });
  const parts: AccessContext & WorkshopContext = {
    database,
    db: database.db,
    clock,
    settings,
    log,
    bus,
    jobs,
    rooms,
    mail,
    accounts,
    links: new OneAtATime(),
    signInLimits: createSignInLimits(elapsed),
    subjects: new Subjects(
      (kind, actor, ids) => SUBJECT_SOURCES[kind](parts, actor, ids),
      async ({ kind, id }) => (await SUBJECT_READERS[kind]?.(database.db, id)) ?? null,
    ),
    dated: new DatedEvents((part, actor, meant) => DATED_SOURCES[part](parts, actor, meant)),
    control: new ControlRooms(database.db, rooms),
    graces,
    ...createWorkshopCaches(),
    joinLimits: createJoinLimits(elapsed),
  };
  const context: AppContext = {
    ...parts,
    dataDir: config.dataDir,
    rotaRuns: new RotaRuns(),
    searchSources: SEARCH_SOURCES,
    evidenceSources: EVIDENCE_SOURCES,
    reportLimits: createReportLimits(elapsed),
    feedLimits: createFeedLimits(elapsed),
    doorLimits: createDoorLimits(elapsed),
    listSignerChanges: (trx, moved) => listSignerChanges(parts, trx, moved),
    departures: [
      bindDeparture(parts, PEOPLE_DEPARTURE),
      bindDeparture(parts, TEAM_DEPARTURE),
      bindDeparture(parts, STANDARD_DEPARTURE),
      bindDeparture(parts, ARTICLE_DEPARTURE),
      bindDeparture(parts, STORY_DEPARTURE),
      bindDeparture(parts, PROGRAMME_DEPARTURE),
      bindDeparture(parts, SURVEY_DEPARTURE),
      bindDeparture(parts, AREA_DEPARTURE),
      bindDeparture(parts, GOAL_DEPARTURE),
      bindDeparture(parts, WORKSHOP_DEPARTURE),
      bindDeparture(parts, COMMITMENT_DEPARTURE),
      bindDeparture(parts, RHYTHM_DEPARTURE),
      bindDeparture(parts, DECISION_DEPARTURE),
      bindDeparture(parts, DISCUSSION_DEPARTURE),
      bindDeparture(parts, FEED_DEPARTURE),
      bindDeparture(parts, OUTSIDE_DEPARTURE),
      bindDeparture(parts, ISSUE_DEPARTURE),
      bindDeparture(parts, PROJECT_DEPARTURE),
      bindDeparture(parts, SHIFT_DEPARTURE),
      bindDeparture(parts, QUESTION_DEPARTURE),
      bindDeparture(parts, ORGANISATION_DEPARTURE),
      bindDeparture(parts, LEAVE_DEPARTURE),
      bindDeparture(parts, NOTIFY_DEPARTURE),
      bindDeparture(parts, UNDO_DEPARTURE),
      bindDeparture(parts, VIEW_DEPARTURE),
    ],
  };

  const schedule = new Schedule<Context>(context, PERIODIC_WORK);

  bus.listen(({ event: { kind, id } }) => {
    if (kind !== 'wave') return;
    // Begun at once and not behind a decision that decodes a file: a masked name is gone from rooms first.
    const retold = retellWave(context, id);
    retold.catch(() => undefined); // the job says it
    jobs.add('retell', () => retold);
  });

  bus.listen(({ event: { kind, id } }) => {
    if (kind !== 'commitment' && kind !== 'decision') return;
    // The room of a meeting reads its tasks and decisions in its control document, wherever they were changed [CM10].
    const told = parts.control.tell(id);
    told.catch(() => undefined); // the job says it
    jobs.add('tell tasks', () => told);
  });

  /** A person by their session, else a guest by their cookie, else nobody. */
  async function identify(headers: Headers, isHttps: boolean, isGlance = false): Promise<Identity> {
    const person = await identifyPerson(context, headers, isHttps, isGlance);
    if (person.actor.kind !== 'nobody') return person;
    const token = readCookie(headers, GUEST_COOKIE);
    const guest = token ? await guestOf(context, token) : undefined;
    return guest ? { actor: guest, cookies: [] } : person;
  }

  /** Ends the session everywhere it is live; returns the cookies that erase it. */
  async function signOut(headers: Headers, isHttps: boolean): Promise<string[]> {
    const { actor } = await identifyPerson(context, headers, isHttps);
    const cookies = await accounts.signOut(headers, isHttps);
    if (actor.kind === 'person') await rooms.recheckPerson(actor.id);
    return cookies;
  }

  /** Gives an account a new password and ends its sessions; for the command line. False when nobody has this e-mail. */
  async function resetPassword(email: string, password: string): Promise<boolean> {
    const person = await findPerson(database.db, { email });
    if (!person) return false;
    await accounts.endSessions(await accounts.ensureAccount({ ...person, password }));
    await rooms.recheckPerson(person.id);
    return true;
  }

  return {
    config,
    log,
    clock,
    bus,
    jobs,
    database,
    sync,
    live,
    identify,
    signOut,
    resetPassword,
    /** Undefined before it is set up. */
    findOrganisation: () => findOrganisation(database.db),
    settings,
    subjects: context.subjects,
    /** Work that comes again: `serve` starts it, tests call `runDue`. */
    schedule,
    /** A table as the bytes of an XLSX file. */
    writeWorkbook,
    /** The day on the organisation's calendar. */
    today: () => dayAt(clock(), settings.timeZone),
    health: createHealth(database.db, () => performance.now()),
    ...commandsOn(context),
    /** Runs the commands of one press so that they store once, however often it arrives [FM2]. */
    async once<Answer>(press: Press, work: (commands: Commands) => Promise<Answer>): Promise<Answer> {
      const told = bus.ofPress(press.key);
      try {
        return await presses.once(press, (claiming) =>
          work(commandsOn({ ...context, database: claiming, bus: told })),
        );
      } finally {
        told.end();
      }
    },
    async close(): Promise<void> {
      live.close();
      await schedule.close();
      await graces.close();
      await jobs.close();
      await sync.close();
      await mail.close();
      await database.close();
    },
  };
}

/** The commands of every domain as pages call them, on one context. */
function commandsOn(context: AppContext) {
  return {
    access: bind(context, access, notices, history, { signIn }),
    account: bind(context, passwords, emails, ownSessions, choices),
    people: bind(context, people, departments, peopleImports, competences, {
      ...{ listTeamReadings, readTeamAgain, getMaturity, assessMaturity },
      ...{ listStandards: standards.listStandards, getStandard: standards.getStandard },
      ...{ addStandard: standards.addStandard, writeStandard: standards.writeStandard },
      ...{ keepStandard: standards.keepStandard, followStandards },
      ...{ askForApproval, stopAsking, decideStandard },
      ...{ getTeam, takeTeamDefaults, rateOwnTeam, rateTeamPeer, addTeamMember, removeTeamMember },
      ...{ addTeamNeed, changeTeamNeed, removeTeamNeed },
      ...{ addTeamRequirement, changeTeamRequirement, removeTeamRequirement },
      listConsequences,
      switchOff,
      getPeopleList,
      getPeopleRows,
      findListedPerson,
      previewPeopleChange,
      changePeople,
      inviteMany,
      previewInvitations,
    }),
    survey: bind(context, survey, uploads, imports, publications, waveViews, insights, tags, {
      resumeDisclosures,
    }),
    workshop: bind(
      context,
      workshop,
      guests,
      door,
      steering,
      facilitators,
      signals,
      ballots,
      paper,
      evidence,
      entries,
      agendas,
      { recordDecided },
      meetingSeries,
      pulses,
      files,
      footprints,
      minutes,
      metrics,
      briefs,
      leaders,
      { invitePeople, findInvitable },
      minutesMail,
      wholeProgrammes,
      creating,
      { listTemplates, saveTemplate, renameTemplate, removeTemplate },
      sessions,
      packs,
      invitations,
      preparation,
      replay,
      seen,
      lateChanges,
      {
        documentAccess,
        listQuotable,
        listComing,
        listRoomPeople,
        getGuestAddress: addresses.getGuestAddress,
        leaveAddress: addresses.leaveAddress,
        removeAddress: addresses.removeAddress,
        forgetAddress: addresses.forgetAddress,
        openWall,
        showOnWall,
        endWalls,
        findWall,
        finishOldGraces,
      },
    ),
    issues: bind(context, issues, issueLists, issueExports, issueBulk, issueTriage, issueDuplicates, {
      ...{ importIssues, previewIssueImport, wakeIssues },
      sendCauses: issueCauses.sendCauses,
      listSendable: issueCauses.listSendable,
      tellOutcomes,
      ...{ readAfterwards, findAfterwardsLocale },
      ...{ rateIssue, getIssueRatings, getMyRatings, getRatingDesk, getRatingDraft },
      ...{ getRatingSession, listRatingSessions },
      ...{ makeRatingSession, revealRatings, startSecondRound, cancelRatings, revealDue },
      ...{ moveBand, moveBandBack, getBandHistory, getYearPlan, planIssue },
      ...{ measureImportance, getMeasureDesk, findMeasured },
    }),
    areas: bind(
      context,
      {
        ...{ listScorecards: areas.listScorecards, getArea: areas.getArea },
        ...{ addArea: areas.addArea, changeArea: areas.changeArea },
        ...{ importSeries, previewSeriesImport },
      },
      {
        ...{ getSeriesView: series.getSeriesView, listSeriesChoices: series.listSeriesChoices },
        ...{ listSeriesOfIssues: series.listSeriesOfIssues, addSeries: series.addSeries },
        ...{ changeSeries: series.changeSeries, enterPoint: series.enterPoint },
        ...{ removePoint: series.removePoint, makeIssueOfSeries: series.makeIssueOfSeries },
        ...{ linkSeries: series.linkSeries, unlinkSeries: series.unlinkSeries },
      },
    ),
    goals: bind(context, {
      ...{ listGoals: goals.listGoals, getGoal: goals.getGoal, listGoalsOf: goals.listGoalsOf },
      ...{ setGoal: goals.setGoal, changeGoal: goals.changeGoal, makeIssueOfGoal: goals.makeIssueOfGoal },
      ...{ linkGoal: goals.linkGoal, unlinkGoal: goals.unlinkGoal },
    }),
    commitments: bind(context, commitments, { askDue }),
    rhythms: bind(context, rhythms, {
      askRhythms,
      askTeamPulses,
      answerTeamPulse,
      endTeamPulse,
      getMyPulses,
      getTeamPulse,
      listTeamPulses,
      makeTeamPulse,
    }),
    decisions: bind(context, decisions, decisionLists, polls, outcomes, { followDecisions }),
    discussion: bind(context, discussion, questions, { openMessageFile, setWatch }),
    outside: bind(context, atDoors, {
      getDoorDraft: doors.getDoorDraft,
      makeDoor: doors.makeDoor,
      revokeDoor: doors.revokeDoor,
      listDoors: doors.listDoors,
      ...{ greetAtDoor, enterDoor, findHolder, findDoorLocale, getDoorPlace },
    }),
    feeds: bind(context, { findFeed, makeFeed, changeFeed, revokeFeed, getFeedFile }),
    views: bind(context, listViews),
    projects: bind(
      context,
      projects,
      approvals,
      waitingProjects,
      charters,
      opinions,
      projectChanges,
      projectRules,
      projectBriefs,
      { proposeOfCauses, remindOfSignatures, remindOfHolds, getProjectMonth },
      { findEffect, getEffectDesk, listEffectLines, listEffectsOfIssues, measureProject },
      recoveries,
      projectCovers,
      projectResting,
      { changeHolders },
      applicationPeople,
      { followCovers, tellMeasurements },
      { getLessons },
      { getMoney, addCost, removeCost, saveForecast },
      { getStages, askStage, askStageOutside, withdrawStageAsk, settleStage, moveStage },
    ),
    shifts: bind(context, shifts, {
      ...{ signUp, leaveTour, changeScopes, answerOffer, stopWaiting },
      ...{ planRound, changeRound, addTour, changeTour, cancelTour, settleLines },
      ...{ dropTourDay, moveTourDay, moveRound, answerMove, listMoves, cancelRound, reopenRound },
      ...{ getAhead, registerAhead, tellOpenRounds },
      ...{ getMyWish, saveWish, declineRound, eraseWishes },
      ...{ getRota, proposeRota, cancelRota, lockRota, moveOnRota, discardRota, publishRota },
      ...{ explainDraft, setShare },
      ...{ offerSwap, withdrawSwap, takeSwap, agreeSwap },
      ...{ proposeSeat, withdrawProposal, answerProposal },
      ...{ getTeamShifts, objectToShift, listObjections, answerShiftObjection },
      ...{ getRoundDiary: diary.getRoundDiary, saveDiary: diary.saveDiary, takeAway: diary.takeAway },
      ...{ publishDiary: diary.publishDiary, unpublishDiary: diary.unpublishDiary },
      removeDiary: diary.removeDiary,
      ...{ getRoundFindings: findings.getRoundFindings, getFinding: findings.getFinding },
      ...{ reportFinding: findings.reportFinding, noteAskedAgain: findings.noteAskedAgain },
      makeIssueOfFinding: findings.makeIssueOfFinding,
      ...{ getTourDay, getMentorLoads, sayPresence, stepIn, cannotCome, sayCannotCome, tellUnstarted },
      ...{ getChecklists, addChecklistItem, removeChecklistItem },
      ...{ tickItem, addTicket, handTicket, removeTicket, closeShift, promiseCustomer },
      ...{ sayAttendance, settleAttendance },
      ...{ getLibrary: articles.getLibrary, getRoundReading: articles.getRoundReading },
      ...{ getArticle: articles.getArticle, getArticleStart: articles.getArticleStart },
      ...{ addArticle: articles.addArticle, changeArticle: articles.changeArticle },
      ...{ withdrawArticle: articles.withdrawArticle, putBackArticle: articles.putBackArticle },
      ...{ getTourQuestions: asking.getTourQuestions, getAnswerTimes: asking.getAnswerTimes },
      ...{ askMentors: asking.askMentors, answerTourQuestion: asking.answerTourQuestion },
      ...{ makeGapOfQuestion, handQuestionsOn, getVolume, setVolume },
      ...{ listUntracked: tracker.listUntracked, trackFinding: tracker.trackFinding },
      ...{ previewTracker: tracker.previewTracker, importTracker: tracker.importTracker },
      ...{ addDocument, removeDocument, reportMissing, listKnownAnswers, followArticles },
      ...{ getRoundAsks, listMyFeedback, answerFeedback, closeFeedback },
      ...{ getRoundReport, getReportDesk, writeReport: reports.writeReport },
      ...{ publishReport: reports.publishReport },
      ...{ keepContacts: reports.keepContacts, dropContacts: reports.dropContacts },
      ...{ getStory: stories.getStory, listStories: stories.listStories },
      ...{ getStoryStart: stories.getStoryStart, getStoryDesk: stories.getStoryDesk },
      ...{ addStory: stories.addStory, changeStory: stories.changeStory },
      ...{ removeStory: stories.removeStory, askStory: consents.askStory },
      ...{ answerStory: consents.answerStory, publishStory: consents.publishStory },
      unpublishStory: consents.unpublishStory,
      ...{ getProgramme: programme.getProgramme, getProgrammeStart: programme.getProgrammeStart },
      ...{ saveProgramme: programme.saveProgramme, discardProgramme: programme.discardProgramme },
      ...{ proposeProgramme, putProgrammeInForce, remindToConfirm },
      ...{ confirmProgramme: confirming.confirmProgramme, getMissingParts: confirming.getMissingParts },
      withdrawAuthorisation: confirming.withdrawAuthorisation,
      withdrawAuthorisationOf: confirming.withdrawAuthorisationOf,
      getRoundConfirmations: confirming.getRoundConfirmations,
    }),
    organisation: bind(context, organisation, settingsOf, calendar, substitutes, logos, system),
    leave: bind(context, leave, leaveCalendars, {
      getTeamLeave,
      getEverybodysLeave,
      getSigningAbsences,
      getProjectAbsences,
      getRoundAbsences,
    }),
    notify: bind(context, inbox, digests),
    trail: bind(context, { getTrail }),
    search: bind(context, search),
    undo: bind(context, { takeBack: takeBackOf(UNDOABLES), forgetOldUndos }),
    home: bind(context, { getHome }),
    demo: bind(context, { mayRemoveDemo, removeDemo }),
  };
}

export type Commands = ReturnType<typeof commandsOn>;
export type App = Awaited<ReturnType<typeof createApp>>;

/** The visitor's address as `http.ts` settled it before the upgrade. */
function addressOf(request: IncomingMessage): string {
  return String(request.headers['x-forwarded-for'] ?? '');
}

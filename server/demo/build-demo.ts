import type { Actor } from '#lib/people/person.ts';
import type { App } from '../app.ts';
import type { DemoScene, PersonActor } from './demo-scene.ts';
import { askPulse } from './ask-pulse.ts';
import { askRegularly } from './ask-regularly.ts';
import { makeCommitments } from './make-commitments.ts';
import { makeDecisions } from './make-decisions.ts';
import { makeDiscussions } from './make-discussions.ts';
import { holdMeetings } from './hold-meetings.ts';
import { enterLeaves } from './enter-leaves.ts';
import { fillTriage } from './issues/fill-triage.ts';
import { measureIssues } from './measured/measure-issues.ts';
import { fillIssues, holdSessions } from './issues/fill-issues.ts';
import { formTeam } from './form-team.ts';
import { fillAreas } from './figures/fill-areas.ts';
import { setGoals } from './figures/set-goals.ts';
import { importDemoWave } from './import-wave.ts';
import { measureProjects } from './measured/measure-projects.ts';
import { openDoors } from './open-doors.ts';
import { writeHandover, settlePortfolio } from './portfolio/settle-portfolio.ts';
import { runProjects } from './run-projects.ts';
import { planRotas } from './shifts/plan-rotas.ts';
import { reportPilot } from './shifts/report-pilot.ts';
import { askOnPilot } from './shifts/ask-on-pilot.ts';
import { tellPilotStory } from './shifts/tell-story.ts';
import { sayFeedback } from './shifts/say-feedback.ts';
import { runRounds } from './shifts/run-rounds.ts';
import { runWorkshops } from './run-workshops.ts';
import { sortInboxes } from './sort-inboxes.ts';
import { writeArticles } from './shifts/write-articles.ts';
import { writeProgramme } from './shifts/write-programme.ts';
import { writeStandards } from './write-standards.ts';
import type { StoryCalendar } from './story-calendar.ts';
import {
  CAST,
  COMPETENCE_RATINGS,
  COMPETENCES,
  DEMO_ORGANISATION,
  DEPARTMENTS,
  APP_INSIGHT,
  INVOICE_INSIGHT,
  SUMMER_INSIGHT,
  TAGS,
  WAITING_INSIGHT,
  wavesBefore,
  type CastMember,
} from './story.ts';

const SYSTEM: Actor = { kind: 'system', name: 'demo' };
const SURVEY_NAME = 'Satysfakcja klientów';

/** Those who can sign in to the demo: the address begins with what they are. */
export const DEMO_ACCOUNTS: readonly CastMember[] = CAST.slice(0, 7);

export function demoEmail(member: CastMember): string {
  return `${member.key}@example.org`;
}

/**
 * Fills an empty database with the demo organisation, through the same commands that people use and each on
 * its day, so that everything in it is as authorised, audited and consistent as real work. The app has to go
 * by the calendar's clock.
 */
export async function buildDemo(app: App, calendar: StoryCalendar, password: string): Promise<void> {
  let cast: DemoScene['cast'] | undefined;
  const scene: DemoScene = {
    app,
    calendar,
    password,
    cast(key) {
      if (!cast) throw new Error('Nobody is hired yet.');
      return cast(key);
    },
    insights: new Map(),
    waves: new Map(),
    issues: new Map(),
    applications: new Map(),
  };
  calendar.on(wavesBefore(calendar.today)[0].startsOn, '09:00', async () => {
    cast = await hireCast(app, password);
    await describeTeam(app, cast);
  });
  calendar.on(-45, '09:00', () => settleOrganisation(scene));
  calendar.on(-40, '13:00', () => formTeam(scene));
  gatherEvidence(scene);
  fillIssues(scene);
  fillAreas(scene);
  setGoals(scene);
  fillTriage(scene);
  holdSessions(scene);
  measureIssues(scene);
  runWorkshops(scene);
  runRounds(scene);
  askOnPilot(scene);
  planRotas(scene);
  settlePortfolio(scene);
  runProjects(scene);
  measureProjects(scene);
  holdMeetings(scene);
  enterLeaves(scene);
  writeHandover(scene);
  sortInboxes(scene);
  makeCommitments(scene);
  askRegularly(scene);
  askPulse(scene);
  makeDecisions(scene);
  writeStandards(scene);
  writeArticles(scene);
  sayFeedback(scene);
  reportPilot(scene);
  tellPilotStory(scene);
  writeProgramme(scene);
  makeDiscussions(scene);
  openDoors(scene);
  await calendar.play();
  await app.jobs.settled();
}

async function hireCast(app: App, password: string): Promise<DemoScene['cast']> {
  const [admin] = CAST;
  if (!admin) throw new Error('The cast is empty.');
  const token = await app.access.renewSetUpToken();
  await app.access.setUp({
    token,
    organisation: DEMO_ORGANISATION,
    name: admin.name,
    email: demoEmail(admin),
    password,
    locale: 'pl',
  });
  const departments = new Map<string, string>();
  for (const department of DEPARTMENTS) {
    departments.set(department.name, await app.people.addDepartment(SYSTEM, department));
  }
  for (const member of CAST.slice(1)) {
    const id = await app.people.addPerson(SYSTEM, {
      name: member.name,
      email: demoEmail(member),
      departmentId: departments.get(member.department) ?? '',
      roles: [...member.roles],
      employedUntil: member.employedUntil ?? '',
    });
    if (!DEMO_ACCOUNTS.includes(member)) continue;
    await app.access.acceptInvitation({ token: await app.access.invite(SYSTEM, id), password });
  }
  const people = await app.people.listPeople(SYSTEM);
  return (key): PersonActor => {
    const person = people.find((candidate) => candidate.email === `${key}@example.org`);
    if (!person) throw new Error(`Nobody in the cast is called ${key}.`);
    return { kind: 'person', ...person, sessionId: null };
  };
}

/** What an administrator says in the first days: zone, working days, a season, who signs while one is away. */
async function settleOrganisation({ app, calendar, cast }: DemoScene): Promise<void> {
  const admin = cast('admin');
  const version = (): number => app.settings.current.version;
  await app.organisation.changeOrganisation(admin, {
    version: version(),
    name: DEMO_ORGANISATION,
    locale: 'pl',
    currency: 'PLN',
    timeZone: 'Europe/Warsaw',
  });
  await app.organisation.changeTracker(admin, {
    version: version(),
    trackerAddress: 'https://zgloszenia.example/browse/',
  });
  await app.organisation.changeWeek(admin, {
    version: version(),
    weekdays: [1, 2, 3, 4, 5],
    from: '08:00',
    until: '16:00',
    holidays: 'PL',
  });
  await app.organisation.changeReportingLine(admin, {
    version: version(),
    reportingLine: 'customer-service',
    substituteId: cast('sales').id,
  });
  await app.organisation.saveSubstitute(admin, {
    personId: cast('service').id,
    substituteId: cast('sales').id,
    startsOn: calendar.day(21),
    endsOn: calendar.day(35),
  });
  await app.organisation.addDayOff(admin, { day: calendar.day(60), name: 'Święto firmy' });
  await app.organisation.saveSeason(admin, {
    name: 'Rozliczenia roczne',
    kind: 'peak',
    startsOn: calendar.day(30),
    endsOn: calendar.day(75),
  });
}

/** Who stands where and leads whom, and what some say of their competences. */
async function describeTeam(app: App, cast: DemoScene['cast']): Promise<void> {
  for (const [level, members] of Map.groupBy(CAST, (member) => member.level)) {
    const ids = members.map(({ key }) => cast(key).id);
    await app.people.changePeople(SYSTEM, { ids, field: 'level', value: level });
  }
  for (const [manager, members] of Map.groupBy(CAST, (member) => member.manager)) {
    if (manager === undefined) continue;
    const ids = members.map(({ key }) => cast(key).id);
    await app.people.changePeople(SYSTEM, { ids, field: 'manager', value: cast(manager).id });
  }
  const competenceIds: string[] = [];
  for (const name of COMPETENCES) competenceIds.push(await app.people.addCompetence(SYSTEM, { name }));
  for (const [by, of, competence, level] of COMPETENCE_RATINGS) {
    await app.people.rateCompetence(cast(by), {
      personId: cast(of).id,
      competenceId: competenceIds[competence],
      level,
    });
  }
}

/** Days from the first answers to their import. */
const FIELD_DAYS = 24;

/** Three waves, each imported when its answers were in; insights are pinned the day after. */
function gatherEvidence(scene: DemoScene): void {
  const { app, calendar, cast, insights, waves } = scene;
  const [spring, summer, autumn] = wavesBefore(calendar.today);
  type Imported = Awaited<ReturnType<typeof importDemoWave>>;
  const pin = async (
    of: Imported,
    column: string,
    kind: string,
    title: string,
    note = '',
    quotes: readonly string[] = [],
  ): Promise<string> => {
    const figure = of.wave.figures.find(
      (candidate) => candidate.column === column && candidate.kind === kind,
    );
    if (!figure) throw new Error(`The wave has no ${kind} of ${column}.`);
    return app.survey.pinInsight(cast('analyst'), {
      waveId: of.id,
      question: { column, label: figure.label, kind, segment: null, weight: null },
      title,
      note,
      value: figure.value,
      interval: figure.interval,
      n: figure.n,
      evidence: { quotes: [...quotes] },
    });
  };
  const importOn = (
    key: string,
    mood: typeof spring,
    seed: number,
    then?: (imported: Imported) => Promise<void>,
  ): void => {
    let imported: Imported | undefined;
    const day = Temporal.PlainDate.from(mood.startsOn).add({ days: FIELD_DAYS });
    calendar.on(day.toString(), '10:00', async () => {
      imported = await importDemoWave(app, cast('analyst'), { surveyName: SURVEY_NAME, mood, seed });
      waves.set(key, { id: imported.id, name: mood.name, bytes: imported.wave.bytes });
    });
    calendar.on(day.add({ days: 1 }).toString(), '10:00', async () => {
      if (imported) await then?.(imported);
    });
  };
  importOn('spring', spring, 2026);
  importOn('summer', summer, 2027, async (wave) => {
    for (const [name, phrases] of TAGS)
      await app.survey.addTag(cast('analyst'), { waveId: wave.id, name, phrases: phrases.join('\n') });
    insights.set(
      'summer',
      await pin(wave, 'waiting_time', 'mean', SUMMER_INSIGHT.title, SUMMER_INSIGHT.note),
    );
    const { title, note } = INVOICE_INSIGHT;
    insights.set('invoice', await pin(wave, 'invoice_clarity', 'mean', title, note));
  });
  importOn('autumn', autumn, 2028, async (wave) => {
    const publication = { waveId: wave.id, segments: ['channel', 'region'], figureThreshold: 5 };
    await app.survey.publishWave(cast('analyst'), publication);
    await app.jobs.settled();
    insights.set('nps', await pin(wave, 'nps', 'nps', 'NPS po ostatniej fali'));
    insights.set('app', await pin(wave, 'mobile_app', 'mean', APP_INSIGHT.title, APP_INSIGHT.note));
    const { title, quotes } = WAITING_INSIGHT;
    insights.set('waiting', await pin(wave, 'waiting_time', 'mean', title, '', quotes));
  });
}

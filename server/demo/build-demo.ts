// Above 300 lines: the story of one organisation, told in the order in which it happened.
import { pick, seededRandom, type RandomSource } from '#lib/base/random.ts';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import type { Actor } from '#lib/people/person.ts';
import type { App } from '../app.ts';
import { boardName } from '../workshop/board.ts';
import { hangDemoEvidence } from './hang-evidence.ts';
import { importWaves } from './import-waves.ts';
import { planWorkshop } from './plan-workshop.ts';
import {
  CAST,
  CAUSES,
  DEMO_ORGANISATION,
  DEPARTMENTS,
  DISPUTED_ISSUE,
  ISSUES,
  SUMMER_INSIGHT,
  TAGS,
  type CastMember,
} from './story.ts';

type PersonActor = Extract<Actor, { kind: 'person' }>;
type Cast = (key: string) => PersonActor;

const SYSTEM: Actor = { kind: 'system', name: 'demo' };
const DAY_MS = 86_400_000;

/** Those who can sign in to the demo: the address begins with what they are. */
export const DEMO_ACCOUNTS: readonly CastMember[] = CAST.slice(0, 7);

export function demoEmail(member: CastMember): string {
  return `${member.key}@example.org`;
}

/**
 * Fills an empty database with the demo organisation, through the same commands that people use, so
 * that everything in it is as authorised, audited and consistent as real work. One long file, since it
 * is one story told in order.
 */
export async function buildDemo(app: App, password: string): Promise<void> {
  const cast = await hireCast(app, password);
  await settleOrganisation(app, cast);
  const insightId = await gatherEvidence(app, cast);
  const workshopId = await runWorkshop(app, cast, insightId);
  await hangDemoEvidence(app, cast('lead'), cast('analyst'), { workshopId, insightId });
  const issueIds = await fillIssues(app, cast, workshopId);
  await runProjects(app, cast, issueIds, password);
  await planShifts(app, cast);
}

async function hireCast(app: App, password: string): Promise<Cast> {
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
    });
    if (!DEMO_ACCOUNTS.includes(member)) continue;
    await app.access.acceptInvitation({ token: await app.access.invite(SYSTEM, id), password });
  }
  const people = await app.people.listPeople(SYSTEM);
  return (key) => {
    const person = people.find((candidate) => candidate.email === `${key}@example.org`);
    if (!person) throw new Error(`Nobody in the cast is called ${key}.`);
    return { kind: 'person', ...person, sessionId: null };
  };
}

/** What an administrator says in the first days: zone, working days, a season, who signs while one is away. */
async function settleOrganisation(app: App, cast: Cast): Promise<void> {
  const admin = cast('admin');
  const day = (offset: number): string =>
    Temporal.PlainDate.from(app.today()).add({ days: offset }).toString();
  const version = (): number => app.settings.current.version;
  await app.organisation.changeOrganisation(admin, {
    version: version(),
    name: DEMO_ORGANISATION,
    locale: 'pl',
    currency: 'PLN',
    timeZone: 'Europe/Warsaw',
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
    startsOn: day(21),
    endsOn: day(35),
  });
  await app.organisation.addDayOff(admin, { day: day(60), name: 'Święto firmy' });
  await app.organisation.saveSeason(admin, {
    name: 'Rozliczenia roczne',
    kind: 'peak',
    startsOn: day(30),
    endsOn: day(75),
  });
}

async function gatherEvidence(app: App, cast: Cast): Promise<string> {
  const waves = await importWaves(app, cast('analyst'), 'Satysfakcja klientów');
  const newest = waves.at(-1);
  if (newest) {
    const publication = { waveId: newest.id, segments: ['channel', 'region'], figureThreshold: 5 };
    await app.survey.publishWave(cast('analyst'), publication);
    await app.jobs.settled();
  }
  const pin = (column: string, kind: string, title: string, of = newest, note = ''): Promise<string> => {
    const figure = of?.wave.figures.find(
      (candidate) => candidate.column === column && candidate.kind === kind,
    );
    if (!of || !figure) throw new Error(`The wave has no ${kind} of ${column}.`);
    return app.survey.pinInsight(cast('analyst'), {
      waveId: of.id,
      question: { column, label: figure.label, kind, segment: null, weight: null },
      title,
      note,
      value: figure.value,
      interval: figure.interval,
      n: figure.n,
    });
  };
  for (const [name, phrases] of TAGS) {
    await app.survey.addTag(cast('analyst'), { waveId: newest?.id, name, phrases: phrases.join('\n') });
  }
  await pin('nps', 'nps', 'NPS po jesiennej fali');
  await pin('waiting_time', 'mean', SUMMER_INSIGHT.title, waves.at(-2), SUMMER_INSIGHT.note);
  await pin('invoice_clarity', 'mean', 'Faktura jest dla klientów mało zrozumiała');
  return pin('waiting_time', 'mean', 'Klienci czekają za długo');
}

async function runWorkshop(app: App, cast: Cast, insightId: string): Promise<string> {
  const lead = cast('lead');
  const id = await app.workshop.createWorkshop(lead, {
    title: 'Dlaczego klienci czekają?',
    goal: 'Lista przyczyn, z których wybierzemy projekty na ten rok',
    problem: 'Klienci czekają za długo',
    insightId,
    template: '5m',
    language: 'pl',
  });
  const departments = await app.people.listDepartments(lead);
  await app.workshop.invitePeople(lead, {
    workshopId: id,
    departmentIds: departments.map((department) => department.id),
  });
  const seats = [
    ['analyst', 'analyst'],
    ['communication-marketing', 'brand'],
    ['it', 'it'],
    ['lawyer', 'lawyer'],
    ['sales', 'sales'],
    ['back-office', 'backoffice'],
  ] as const;
  for (const [seat, key] of seats) {
    await app.workshop.fillSeat(lead, { workshopId: id, seat, personId: cast(key).id });
  }
  const { workshop } = await app.workshop.getWorkshop(lead, id);
  await planWorkshop(app, lead, workshop);
  const whys = workshop.programme.find(({ kind }) => kind === 'whys');
  await app.workshop.moveRoom(lead, { workshopId: id, from: workshop.position, to: whys?.id });
  await app.sync.editDocument(boardName(id), (doc) => {
    const board = openFishbone(doc);
    const editor = createEditor(board, 'demo');
    const { bones } = readFishbone(board).fishbone;
    for (const [at, text, behind] of CAUSES) {
      const bone = bones[at];
      if (!bone) continue;
      const cause = addCause(editor, { parent: bone.id, after: 'end' }, text, null);
      for (const deeper of behind) addCause(editor, { parent: cause, after: 'end' }, deeper, null);
    }
  });
  return id;
}

async function fillIssues(app: App, cast: Cast, workshopId: string): Promise<string[]> {
  const lead = cast('lead');
  const { causes } = await app.workshop.listCauses(lead, workshopId);
  const chosen = causes.filter((cause) =>
    ['Oddzwaniamy bez terminu', 'Trzy systemy podczas jednej rozmowy'].includes(cause.text),
  );
  await app.issues.sendCauses(lead, { workshopId, causeIds: chosen.map((cause) => cause.id) });
  const random = seededRandom(7);
  const ids: string[] = [];
  for (const [title, importance, urgency] of ISSUES) {
    const issueId = await app.issues.addIssue(lead, { title });
    ids.push(issueId);
    for (const key of ['lead', 'analyst', 'sales', 'it', 'brand']) {
      await app.issues.rateIssue(cast(key), {
        issueId,
        importance: near(importance, random),
        urgency: near(urgency, random),
      });
    }
  }
  const disputedId = await app.issues.addIssue(lead, { title: DISPUTED_ISSUE });
  for (const [at, key] of ['lead', 'analyst', 'sales', 'it', 'brand', 'service'].entries()) {
    const rating = at % 2 === 0 ? 5 : 2;
    await app.issues.rateIssue(cast(key), { issueId: disputedId, importance: rating, urgency: rating });
  }
  return ids;
}

/** One project in each state of the board. */
async function runProjects(
  app: App,
  cast: Cast,
  issueIds: readonly string[],
  password: string,
): Promise<void> {
  const lead = cast('lead');
  const today = new Date(app.clock());
  const day = (offset: number): string =>
    new Date(today.getTime() + offset * DAY_MS).toISOString().slice(0, 10);
  const propose = async (
    title: string,
    aim: string,
    budget: number,
    owner: string,
    deputy: string,
    issueId = '',
  ) =>
    app.projects.proposeProject(lead, {
      title,
      aim,
      ownerId: cast(owner).id,
      deputyId: cast(deputy).id,
      budget,
      currency: 'PLN',
      startsOn: day(-30),
      endsOn: day(120),
      issueId,
    });
  const version = async (id: string): Promise<number> =>
    (await app.projects.getProject(lead, id)).project.version;
  const move = async (id: string, name: string, reason = '', until = '') =>
    app.projects.advanceProject(lead, {
      projectId: id,
      version: await version(id),
      move: name,
      reason,
      until,
    });
  const decide = async (id: string, key: string, isApproved: boolean, reason = '') =>
    app.projects.decideProject(cast(key), {
      projectId: id,
      contentHash: (await app.projects.getSigning(cast(key), id)).contentHash,
      password,
      isApproved,
      reason,
    });
  const approve = async (id: string): Promise<void> => {
    await move(id, 'submit');
    await decide(id, 'marketing', true);
    await decide(id, 'service', true);
  };

  await propose(
    'Nowe menu IVR',
    'Klient trafia do właściwej osoby za pierwszym razem',
    38_000,
    'it',
    'sales',
  );
  const waiting = await propose(
    'Oddzwanianie w godzinę',
    'Obietnica oddzwonienia dotrzymana w 95 %',
    54_000,
    'backoffice',
    'it',
    issueIds[2],
  );
  await move(waiting, 'submit');
  await decide(waiting, 'service', true);
  const back = await propose(
    'Piątki do 18:00',
    'Oddziały czynne po pracy',
    120_000,
    'sales',
    'brand',
    issueIds[4],
  );
  await move(back, 'submit');
  await decide(back, 'marketing', false, 'Najpierw pokażmy, ilu klientów o to prosi.');
  await approve(
    await propose(
      'Status reklamacji w aplikacji',
      'Klient widzi, na jakim etapie jest sprawa',
      86_000,
      'it',
      'backoffice',
      issueIds[3],
    ),
  );
  const running = await propose(
    'Faktura na jednej stronie',
    'Średnia zrozumiałość faktury z 3,3 do 4,0',
    145_000,
    'finance',
    'brand',
    issueIds[1],
  );
  await approve(running);
  await move(running, 'start');
  await app.projects.reportProject(cast('finance'), {
    projectId: running,
    health: 'at-risk',
    text: 'Wzór gotowy; dostawca wydruku spóźnia się o tydzień, plan B uzgodniony z IT.',
  });
  const held = await propose(
    'Historia rozmów w jednym oknie',
    'Konsultant widzi trzy ostatnie kontakty klienta, zanim się przywita',
    98_000,
    'it',
    'backoffice',
    issueIds[7],
  );
  await approve(held);
  await move(held, 'start');
  await app.projects.reportProject(cast('it'), {
    projectId: held,
    health: 'at-risk',
    text: 'Widok gotowy i sprawdzony przez sześciu konsultantów; do wdrożenia brakuje nowej wersji CRM.',
  });
  await move(
    held,
    'hold',
    'Dostawca przełożył nową wersję CRM o sześć tygodni. Wdrożenie na starej trzeba by za chwilę powtórzyć.',
    day(42),
  );
  const done = await propose(
    'Prognoza kontaktów w grafiku',
    'Dziewięć na dziesięć połączeń odebranych w minutę',
    62_000,
    'it',
    'sales',
    issueIds[0],
  );
  await approve(done);
  await move(done, 'start');
  await move(done, 'finish');
  await move(
    await propose('Druga koperta', 'Umowa w jednej przesyłce', 9_000, 'lawyer', 'backoffice', issueIds[6]),
    'stop',
    'Operator pocztowy wycofał usługę; wrócimy do pomysłu, gdy pojawi się inna.',
  );
}

async function planShifts(app: App, cast: Cast): Promise<void> {
  const monday = nextMonday(app.clock());
  const day = (offset: number): string => new Date(monday + offset * DAY_MS).toISOString().slice(0, 10);
  const roundId = await app.shifts.planRound(cast('lead'), {
    title: 'Pierwsza runda',
    goal: 'Zobaczyć na własne oczy, o co pytają klienci',
    startsOn: day(0),
    endsOn: day(9),
    startsAt: '08:00',
    endsAt: '16:00',
    places: 2,
    mentorIds: [cast('mentor').id, cast('mentor2').id],
  });
  const { tours } = await app.shifts.getRound(cast('lead'), roundId);
  for (const [index, key] of ['service', 'it', 'sales', 'brand', 'finance'].entries()) {
    const tourId = tours[index % 3]?.id;
    await app.shifts.signUp(cast(key), {
      tourId,
      scopes: index % 2 === 0 ? ['chat', 'tickets'] : ['phone', 'chat'],
    });
  }
  await app.shifts.writeDiary(cast('it'), {
    roundId,
    text: 'Przygotowanie: przeczytane procedury reklamacji. Zaskoczyło mnie, że numer sprawy trzeba przepisać ręcznie.',
  });
  await app.shifts.reportFinding(cast('it'), {
    roundId,
    kind: 'question',
    text: 'Gdzie znajdę numer klienta?\nNa fakturze stoi w trzech miejscach pod różnymi nazwami.',
  });
}

function near(value: number, random: RandomSource): number {
  return Math.min(5, Math.max(1, value + (pick(random, [-1, 0, 0, 0, 1]) ?? 0)));
}

function nextMonday(nowMs: number): number {
  const day = new Date(nowMs);
  day.setUTCHours(12, 0, 0, 0);
  return day.getTime() + ((8 - day.getUTCDay()) % 7 || 7) * DAY_MS;
}

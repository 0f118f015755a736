import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { programmeMark } from '#lib/workshop/programme/programme.ts';
import { boardName } from '../workshop/board.ts';
import { told, type DemoScene } from './demo-scene.ts';
import { hangDemoEvidence } from './hang-evidence.ts';
import { CAUSES, INVOICE_CAUSES } from './story.ts';

/**
 * Two workshops: one about invoices that is over, and one about waiting that goes on next week; and a copy of the
 * first, which looks at bills again in the new year.
 */
export function runWorkshops(scene: DemoScene): void {
  runInvoices(scene);
  runWaiting(scene);
}

/** The same room looks at the first letter of the year: prepared, and not sent to anybody yet. */
function copyInvoices({ app, calendar, cast }: DemoScene, workshopId: () => string): void {
  calendar.on(-6, '14:00', async () => {
    const lead = cast('lead');
    const id = await app.workshop.copyWorkshop(lead, {
      workshopId: workshopId(),
      title: 'Dlaczego klienci nie rozumieją rozliczenia rocznego?',
      problem: 'Klienci nie rozumieją rozliczenia rocznego',
      goal: 'Przyczyny, które usuniemy przed następnym rozliczeniem',
      parts: ['programme', 'categories', 'people', 'seats'],
    });
    const { workshop } = await app.workshop.getWorkshop(lead, id);
    const seen = programmeMark(workshop.programme, workshop.position);
    await app.workshop.stretchProgramme(lead, { workshopId: id, seen, minutes: 90 });
    for (const point of ['satisfaction', 'quality'])
      await app.workshop.sayLeaderPoint(lead, { workshopId: id, point, isOn: true });
  });
}

function runInvoices(scene: DemoScene): void {
  const { app, calendar, cast } = scene;
  let id = '';
  calendar.on(-118, '10:00', async () => {
    id = await app.workshop.createWorkshop(cast('lead'), {
      title: 'Dlaczego klienci nie rozumieją faktury?',
      goal: 'Przyczyny, które możemy usunąć bez zmiany prawa',
      problem: 'Klienci nie rozumieją faktury',
      insightId: told(scene.insights, 'invoice'),
      template: '5m',
      language: 'pl',
    });
    await app.workshop.saveTemplate(cast('lead'), {
      workshopId: id,
      name: 'Jeden dokument, 130 minut',
      withBones: true,
    });
    const people = ['analyst', 'finance', 'it', 'lawyer', 'backoffice', 'brand'].map((key) => cast(key).id);
    await app.workshop.invitePeople(cast('lead'), { workshopId: id, personIds: people });
    await app.workshop.saveSession(cast('lead'), {
      workshopId: id,
      startsOn: calendar.workday(-112),
      startsAt: '09:00',
      minutes: 120,
      timeZone: 'Europe/Warsaw',
      place: 'Sala Bałtyk, III piętro',
    });
  });
  calendar.on(-112, '09:00', () => moveDemoRoom(scene, id, 'whys'));
  calendar.on(-112, '09:30', () => writeCauses(scene, id, INVOICE_CAUSES));
  calendar.on(-112, '11:00', () => moveDemoRoom(scene, id, 'closed'));
  calendar.on(-111, '09:00', () =>
    sendCauses(scene, id, [
      'Rozliczenie i prognoza stoją na jednej stronie',
      'Aplikacja nie pokazuje, na jakim etapie jest reklamacja',
    ]),
  );
  calendar.on(-20, '11:00', () =>
    proposeOfCauses(scene, id, ['Skróty taryf bez objaśnień', 'Nikt nie czyta faktury przed wysyłką']),
  );
  copyInvoices(scene, () => id);
}

function runWaiting(scene: DemoScene): void {
  const { app, calendar, cast } = scene;
  let id = '';
  calendar.on(-24, '10:00', async () => {
    id = await app.workshop.createWorkshop(cast('lead'), {
      title: 'Dlaczego klienci czekają?',
      goal: 'Lista przyczyn, z których wybierzemy projekty na ten rok',
      problem: 'Klienci czekają za długo',
      insightId: told(scene.insights, 'waiting'),
      template: '5m',
      language: 'pl',
    });
    await app.workshop.packInsight(cast('lead'), { workshopId: id, insightId: told(scene.insights, 'nps') });
    await invite(scene, id);
    await planWaiting(scene, id);
  });
  const [first] = waitingDays(scene);
  calendar.on(first, '09:00', () => moveDemoRoom(scene, id, 'whys'));
  calendar.on(first, '09:20', () => writeCauses(scene, id, CAUSES));
  calendar.on(first, '11:10', async () => {
    const insightId = told(scene.insights, 'waiting');
    await hangDemoEvidence(app, cast('lead'), cast('analyst'), { workshopId: id, insightId });
  });
  calendar.on(first, '12:00', () =>
    sendCauses(scene, id, [
      'Oddzwaniamy bez terminu',
      'Trzy systemy podczas jednej rozmowy',
      'IVR prowadzi do złej kolejki',
    ]),
  );
  // The room is open, with the step under way; its time stands still until somebody comes, however late.
  calendar.on(0, '23:59', async () => {
    await app.workshop.setTimer(cast('lead'), { workshopId: id, change: 'start', minutes: 30 });
    await app.workshop.setTimer(cast('lead'), { workshopId: id, change: 'pause' });
  });
}

async function invite({ app, cast }: DemoScene, workshopId: string): Promise<void> {
  const lead = cast('lead');
  const departments = await app.people.listDepartments(lead);
  await app.workshop.invitePeople(lead, {
    workshopId,
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
  for (const [seat, key] of seats)
    await app.workshop.fillSeat(lead, { workshopId, seat, personId: cast(key).id });
}

/** A Tuesday a week to two before today, so that people have talked about it since, and the next one. */
function waitingDays({ calendar }: DemoScene): [before: string, after: string] {
  const toNext = (9 - Temporal.PlainDate.from(calendar.today).dayOfWeek) % 7 || 7;
  return [calendar.day(toNext - 14), calendar.day(toNext)];
}

/** Gives the workshop its brief and its two sessions. */
async function planWaiting(scene: DemoScene, workshopId: string): Promise<void> {
  const { app, cast } = scene;
  const lead = cast('lead');
  const { workshop } = await app.workshop.getWorkshop(lead, workshopId);
  const { goal, programme } = workshop;
  await app.workshop.saveBrief(lead, {
    workshopId,
    version: 0,
    goal,
    organisationGoal: 'keep',
    known:
      'Ocena czasu oczekiwania była latem najniższa ze wszystkich, najmocniej w rozmowach telefonicznych.',
    outOfScope: 'Wynagrodzenia i liczba etatów',
    result: 'Dyrektorzy wybiorą projekty na najbliższym posiedzeniu.',
  });
  const half = programme.length - 4;
  const [before, after] = waitingDays(scene);
  for (const [startsOn, minutes, steps] of [
    [before, 120, programme.slice(0, half)],
    [after, 45, programme.slice(half)],
  ] as const) {
    await app.workshop.saveSession(lead, {
      workshopId,
      startsOn,
      startsAt: '09:00',
      minutes,
      timeZone: 'Europe/Warsaw',
      place: 'Sala Bałtyk, III piętro',
      steps: steps.map(({ id }) => id),
    });
  }
}

/** To the first step of a kind, or to an end of the programme. */
export async function moveDemoRoom(
  { app, cast }: DemoScene,
  workshopId: string,
  stage: string,
): Promise<void> {
  const { workshop } = await app.workshop.getWorkshop(cast('lead'), workshopId);
  const to = workshop.programme.find(({ kind }) => kind === stage)?.id ?? stage;
  await app.workshop.moveRoom(cast('lead'), { workshopId, from: workshop.position, to });
}

async function writeCauses({ app }: DemoScene, workshopId: string, causes: typeof CAUSES): Promise<void> {
  await app.sync.editDocument(boardName(workshopId), (doc) => {
    const board = openFishbone(doc);
    const editor = createEditor(board, 'demo');
    const { bones } = readFishbone(board).fishbone;
    for (const [at, text, behind] of causes) {
      const bone = bones[at];
      if (!bone) continue;
      const cause = addCause(editor, { parent: bone.id, after: 'end' }, text, null);
      for (const deeper of behind) addCause(editor, { parent: cause, after: 'end' }, deeper, null);
    }
  });
}

/** Sends causes to the list of issues, and keeps which issue came of which. */
async function sendCauses(scene: DemoScene, workshopId: string, texts: readonly string[]): Promise<void> {
  const { app, cast, issues } = scene;
  const { causes } = await app.workshop.listCauses(cast('lead'), workshopId);
  const causeIds = texts.map((text) => causes.find((cause) => cause.text === text)?.id ?? '');
  await app.issues.sendCauses(cast('lead'), { workshopId, causeIds });
  for (const { id, title } of await app.issues.listIssues(cast('lead'), { workshopIds: [workshopId] }))
    issues.set(title, id);
}

/** Two causes of the same workshop become one candidate project, with its trail to both. */
async function proposeOfCauses(
  { app, calendar, cast }: DemoScene,
  workshopId: string,
  texts: readonly string[],
): Promise<void> {
  const lead = cast('lead');
  const { causes } = await app.workshop.listCauses(lead, workshopId);
  await app.projects.proposeOfCauses(lead, {
    workshopId,
    causeIds: causes.filter(({ text }) => texts.includes(text)).map(({ id }) => id),
    as: 'together',
    title: 'Faktura bez skrótów',
    aim: 'Żadnego skrótu bez objaśnienia; każdy wzór czyta ktoś spoza działu, zanim trafi do klientów',
    ownerId: cast('finance').id,
    deputyId: cast('brand').id,
    budget: '18000',
    currency: 'PLN',
    startsOn: calendar.day(30),
    endsOn: calendar.day(120),
  });
}

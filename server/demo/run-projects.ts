// Above 300 lines: every project of the story, and all that happens to them.
import { stageDays } from '#lib/projects/charter/stage-templates.ts';
import { told, type DemoScene } from './demo-scene.ts';
import type { DemoApplication } from './portfolio/settle-portfolio.ts';

/** A project of the story; its days are offsets from today. */
interface StoryProject {
  title: string;
  aim: string;
  budget: number;
  owner: string;
  deputy: string;
  /** The issue that it answers: most lead back to what customers said. */
  issue?: string;
  /** The applications that it touches, and the people whom it needs, by competence. */
  touches?: readonly DemoApplication[];
  needs?: Readonly<Record<string, number>>;
  proposed: number;
  starts: number;
  ends: number;
  /** What became of it after it was proposed. */
  then?: (act: ProjectActs) => void;
}

/** What can happen to one project, each on its day. */
interface ProjectActs {
  submit: (day: number, route?: 'full' | 'light') => void;
  decide: (day: number, director: string, isApproved?: boolean, reason?: string) => void;
  move: (day: number, name: string, reason?: string, until?: string) => void;
  report: (day: number, health: string, text: string, good: string, worry: string) => void;
  finish: (day: number, note: string, lessons: string) => void;
  /** In whole units, on a line of the plan. */
  cost: (day: number, line: string, amount: number, text: string) => void;
  forecast: (day: number, amount: number, text: string) => void;
  /** A plan about a late supplier, sent on its day and closed on another one. */
  recover: (day: number, closed: number) => void;
  /** The named person accepts the next stage, with remarks where there are any. */
  accept: (day: number, acceptor: string, remarks?: string) => void;
  /** Somebody who was asked about it says what they think. */
  hear: (day: number, rule: string, giver: string, text: string) => void;
  /** Somebody is asked, and has not answered yet. */
  askFor: (day: number, rule: string) => void;
  /** The one yes of the light route. */
  sayYes: (day: number, who: string) => void;
  /** What was approved changes: another last day, counted from the story's last one. */
  change: (day: number, ends: number, reason: string) => void;
  /** The deputy has read how it stands. */
  read: (day: number) => void;
  /** The deputy stands in for the owner from that day on. */
  takeOver: (day: number, reason: string) => void;
  /** A stage, the present one where none is named, moves to another day, counted from the story's last one. */
  moveStage: (day: number, to: number, why: string, name?: string) => void;
}

/** Submitted and signed by both directors within the week. */
function approve({ submit, decide }: ProjectActs, day: number): void {
  submit(day);
  decide(day + 2, 'marketing');
  decide(day + 5, 'service');
}

/** One project in each state of the board, each with its own ends. */
const PROJECTS = (day: (offset: number) => string): readonly StoryProject[] => [
  {
    title: 'Prognoza kontaktów w grafiku',
    aim: 'Dziewięć na dziesięć połączeń odebranych w minutę',
    budget: 62_000,
    owner: 'it',
    deputy: 'sales',
    issue: 'Klienci czekają na infolinii ponad dziesięć minut',
    proposed: -110,
    starts: -98,
    ends: -14,
    then: (act) => {
      approve(act, -108);
      act.move(-98, 'start');
      act.report(
        -70,
        'on-track',
        'Prognoza z trzech lat danych; błąd poniżej 8 % w godzinach szczytu.',
        'Błąd prognozy jest o połowę mniejszy niż w starym arkuszu.',
        'Nie wiemy jeszcze, jak zadziała w tygodniu rozliczeń.',
      );
      act.accept(-68, 'service');
      act.report(
        -42,
        'on-track',
        'Grafik liczony z prognozy od poniedziałku, dwa zespoły z pięciu.',
        'Oba zespoły odbierają dziewięć na dziesięć połączeń w minutę.',
        'Trzy pozostałe zespoły mają inne przerwy.',
      );
      act.accept(-40, 'service', 'Przerwy ustalamy z zespołem tydzień wcześniej.');
      act.accept(-30, 'marketing');
      act.accept(-13, 'service');
      act.finish(
        -12,
        'Prognoza działa w każdym zespole; raz w miesiącu sprawdza ją dział analiz.',
        'Najpierw uzgodnić przerwy z zespołami, potem liczyć grafik.\nPrognozę pokazywać zespołom tydzień wcześniej.\nPilotaż robić w tygodniu rozliczeń, nie po nim.',
      );
    },
  },
  {
    title: 'Faktura na jednej stronie',
    aim: 'Średnia zrozumiałość faktury z 3,3 do 4,0',
    budget: 145_000,
    owner: 'finance',
    deputy: 'brand',
    issue: 'Rozliczenie i prognoza stoją na jednej stronie',
    proposed: -90,
    starts: -74,
    ends: 20,
    touches: ['Billing'],
    needs: { 'Rozmowa z klientem': 1, 'Wdrażanie zmian': 1 },
    then: (act) => {
      approve(act, -86);
      act.move(-74, 'start');
      act.report(
        -33,
        'on-track',
        'Trzy wzory sprawdzone z klientami; wybrany drugi.',
        'Ośmiu na dziesięciu klientów od razu znalazło kwotę do zapłaty.',
        'Dostawca wydruku nie potwierdził jeszcze terminu.',
      );
      act.accept(-31, 'service', 'Kwota do zapłaty ma zostać na samej górze.');
      act.change(
        -28,
        58,
        'Drukarnia wymienia maszyny; druk próbny i pilotaż przesuwają się za rozliczenie grudniowe.',
      );
      act.decide(-27, 'marketing');
      act.decide(-26, 'service');
      act.moveStage(-25, 36, 'Tak, jak podpisano.', 'Decyzja o wdrożeniu');
      act.moveStage(-25, 58, 'Tak, jak podpisano.', 'Wdrożenie');
      act.read(-10);
      act.moveStage(-12, 12, 'Dostawca wydruku spóźnia się o tydzień.');
      act.cost(-45, 'Praca zespołu', 38_000, 'Warsztaty i projekt wzoru');
      act.cost(-20, 'Zmiany w systemach', 21_500, 'Zmiana szablonu wydruku');
      act.forecast(-11, 139_000, 'Jedna runda testów mniej, druk próbny u drugiego dostawcy.');
      act.recover(-14, -6);
      act.report(
        -4,
        'at-risk',
        'Wzór gotowy; dostawca wydruku spóźnia się o tydzień, plan B uzgodniony z IT.',
        'Wzór podoba się klientom i księgowości.',
        'Jeśli wydruk się nie zmieści w grudniu, pilotaż wypadnie w styczniu.',
      );
    },
  },
  {
    title: 'Druga koperta',
    aim: 'Umowa w jednej przesyłce',
    budget: 9_000,
    owner: 'lawyer',
    deputy: 'backoffice',
    issue: 'Umowa przychodzi w dwóch kopertach',
    proposed: -48,
    starts: -30,
    ends: 30,
    then: ({ move }) =>
      move(-38, 'stop', 'Operator pocztowy wycofał usługę; wrócimy do pomysłu, gdy pojawi się inna.'),
  },
  {
    title: 'Piątki do 18:00',
    aim: 'Oddziały czynne po pracy',
    budget: 120_000,
    owner: 'sales',
    deputy: 'brand',
    issue: 'Oddział w piątki zamknięty po południu',
    proposed: -34,
    starts: 20,
    ends: 200,
    then: ({ submit, decide }) => {
      submit(-30);
      decide(-27, 'marketing', false, 'Najpierw pokażmy, ilu klientów o to prosi.');
    },
  },
  {
    title: 'Historia rozmów w jednym oknie',
    aim: 'Konsultant widzi trzy ostatnie kontakty klienta, zanim się przywita',
    budget: 98_000,
    owner: 'it',
    deputy: 'backoffice',
    issue: 'Konsultant nie widzi poprzednich rozmów klienta',
    touches: ['CRM'],
    needs: { 'Analiza procesów biznesowych': 1, 'Wdrażanie zmian': 2 },
    proposed: -26,
    starts: -18,
    ends: 94,
    then: (act) => {
      approve(act, -25);
      act.move(-18, 'start');
      act.report(
        -9,
        'at-risk',
        'Widok gotowy i sprawdzony przez sześciu konsultantów; do wdrożenia brakuje nowej wersji CRM.',
        'Konsultanci skracają rozmowę średnio o pół minuty.',
        'Dostawca CRM milczy od tygodnia.',
      );
      act.move(
        -5,
        'hold',
        'Dostawca przełożył nową wersję CRM o sześć tygodni. Wdrożenie na starej trzeba by za chwilę powtórzyć.',
        day(42),
      );
      act.takeOver(-3, 'Irena jest nagle nieobecna do końca tygodnia; do jej powrotu prowadzę ja.');
    },
  },
  {
    title: 'Status reklamacji w aplikacji',
    aim: 'Klient widzi, na jakim etapie jest sprawa',
    budget: 86_000,
    owner: 'it',
    deputy: 'backoffice',
    issue: 'Aplikacja nie pokazuje, na jakim etapie jest reklamacja',
    touches: ['Aplikacja mobilna', 'CRM'],
    needs: {
      'Metodyczne prowadzenie projektów': 2,
      'Współpraca z działami prawnym, audytu i jakości': 1,
    },
    proposed: -21,
    starts: 14,
    ends: 150,
    then: (act) => {
      act.hear(
        -18,
        'Prawny',
        'lawyer',
        'Pokazanie etapu sprawy mieści się w regulaminie aplikacji. Bez nazwisk konsultantów.',
      );
      approve(act, -19);
    },
  },
  {
    title: 'Oddzwanianie w godzinę',
    aim: 'Obietnica oddzwonienia dotrzymana w 95 %',
    budget: 54_000,
    owner: 'backoffice',
    deputy: 'it',
    issue: 'Nikt nie oddzwania w obiecanym terminie',
    proposed: -10,
    starts: 7,
    ends: 110,
    needs: { 'Analiza procesów biznesowych': 1, 'Rozmowa z klientem': 2 },
    then: ({ submit, decide, askFor }) => {
      submit(-7);
      askFor(-6, 'Finanse');
      decide(-4, 'service');
    },
  },
  {
    title: 'Jeden wzór wiadomości o awarii',
    aim: 'Każdy kanał mówi o awarii to samo, w tej samej godzinie',
    budget: 6_000,
    owner: 'mentor',
    deputy: 'backoffice',
    proposed: -17,
    starts: 6,
    ends: 40,
    then: ({ submit, sayYes }) => {
      submit(-16, 'light');
      sayYes(-14, 'admin');
    },
  },
  {
    title: 'Nowe menu IVR',
    aim: 'Klient trafia do właściwej osoby za pierwszym razem',
    budget: 38_000,
    owner: 'it',
    deputy: 'sales',
    issue: 'IVR prowadzi do złej kolejki',
    proposed: -2,
    starts: 35,
    ends: 125,
  },
];

/** Enters the projects of the story into its calendar. */
export function runProjects(scene: DemoScene): void {
  for (const project of PROJECTS((offset) => scene.calendar.day(offset))) runProject(scene, project);
}

function runProject(scene: DemoScene, project: StoryProject): void {
  const { app, calendar, cast, issues, password } = scene;
  const lead = (): ReturnType<typeof cast> => cast('lead');
  let id = '';
  const version = async (): Promise<number> => (await app.projects.getProject(lead(), id)).project.version;
  const move = async (name: string, more: Record<string, string> = {}): Promise<void> => {
    await app.projects.advanceProject(lead(), {
      ...{ projectId: id, version: await version(), move: name, ...more },
    });
  };
  const sign = async (director: string): Promise<Record<string, unknown>> => {
    const { contentHash } = await app.projects.getSigning(cast(director), id);
    return { projectId: id, contentHash, password };
  };
  const opinionOf = async (rule: string): Promise<string | undefined> => {
    const { opinionRules } = await app.projects.getProjectSettings(cast('admin'));
    return opinionRules.find(({ name }) => name === rule)?.id;
  };
  calendar.on(project.proposed, '10:00', async () => {
    id = await app.projects.proposeProject(lead(), {
      title: project.title,
      aim: project.aim,
      ownerId: cast(project.owner).id,
      deputyId: cast(project.deputy).id,
      budget: project.budget,
      currency: 'PLN',
      startsOn: calendar.day(project.starts),
      endsOn: calendar.day(project.ends),
      issueId: project.issue === undefined ? '' : told(issues, project.issue),
    });
    await writeCharter(scene, id, {
      ...{ touches: project.touches ?? [], needs: project.needs ?? {} },
      aim: project.aim,
      budget: project.budget,
      startsOn: calendar.day(project.starts),
      endsOn: calendar.day(project.ends),
    });
  });
  project.then?.({
    submit: (day, route = 'full') => calendar.on(day, '10:30', () => move('submit', { route })),
    move: (day, name, reason = '', until = '') =>
      calendar.on(day, '11:30', () => move(name, { reason, until })),
    decide: (day, director, isApproved = true, reason = '') =>
      calendar.on(day, '13:30', async () => {
        await app.projects.decideProject(cast(director), { ...(await sign(director)), isApproved, reason });
      }),
    hear: (day, rule, giver, text) =>
      calendar.on(day, '12:00', async () => {
        const { contentHash } = await sign(giver);
        const answer = { projectId: id, ruleId: await opinionOf(rule), contentHash, answer: 'given', text };
        await app.projects.giveOpinion(cast(giver), answer);
      }),
    askFor: (day, rule) =>
      calendar.on(day, '11:00', async () => {
        await app.projects.askOpinion(lead(), { projectId: id, ruleId: await opinionOf(rule) });
      }),
    sayYes: (day, who) =>
      calendar.on(day, '13:30', async () => {
        await app.projects.decideLight(cast(who), { ...(await sign(who)), isApproved: true });
      }),
    change: (day, ends, reason) =>
      calendar.on(day, '10:45', async () => {
        const { charter } = await app.projects.getCharter(lead(), id);
        await app.projects.changeApproved(lead(), {
          ...{ projectId: id, version: await version(), budget: String(project.budget), work: 'on', reason },
          ...{ startsOn: calendar.day(project.starts), endsOn: calendar.day(ends) },
          otherSegments: (charter?.benefit.segments ?? [])
            .map(({ column, value }) => `${column}: ${value}`)
            .join('\n'),
        });
      }),
    read: (day) =>
      calendar.on(day, '10:00', () => app.projects.markProjectRead(cast(project.deputy), { projectId: id })),
    takeOver: (day, reason) =>
      calendar.on(day, '09:00', () =>
        app.projects.takeOverProject(cast(project.deputy), { projectId: id, reason }),
      ),
    report: (day, health, text, good, worry) =>
      calendar.on(day, '14:30', async () => {
        const status = { projectId: id, health, text, good, worry };
        await app.projects.reportProject(cast(project.owner), status);
      }),
    finish: (day, note, lessons) =>
      calendar.on(day, '11:30', async () => {
        const ending = { projectId: id, version: await version(), move: 'finish', note, lessons };
        await app.projects.advanceProject(lead(), ending);
      }),
    cost: (day, line, amount, text) =>
      calendar.on(day, '13:00', async () => {
        const cost = { projectId: id, line, amount, spentOn: calendar.workday(day), text };
        await app.projects.addCost(cast(project.owner), cost);
      }),
    forecast: (day, amount, text) =>
      calendar.on(day, '13:15', async () => {
        await app.projects.saveForecast(cast(project.owner), { projectId: id, amount, text });
      }),
    recover: (day, closed) => recover(scene, { id: () => id, owner: project.owner, day, closed }),
    accept: (day, acceptor, remarks = '') =>
      calendar.on(day, '09:30', async () => {
        const { stages } = await app.projects.getStages(lead(), id);
        const stageId = stages.find(({ standing }) => standing === 'open')?.id;
        const asked = { projectId: id, stageId, acceptorId: cast(acceptor).id };
        await app.projects.askStage(cast(project.owner), asked);
        const seen = (await app.projects.getStages(lead(), id)).stages;
        const askId = seen.find((stage) => stage.id === stageId)?.ask?.id;
        const outcome = remarks === '' ? 'accepted' : 'remarks';
        await app.projects.settleStage(cast(acceptor), { projectId: id, askId, outcome, text: remarks });
      }),
    moveStage: (day, to, why, name) =>
      calendar.on(day, '12:30', async () => {
        const { stages } = await app.projects.getStages(lead(), id);
        const stageId = stages.find((stage) =>
          name === undefined ? stage.standing === 'open' : stage.name === name,
        )?.id;
        const moved = { projectId: id, version: await version(), stageId, day: calendar.day(to), why };
        await app.projects.moveStage(cast(project.owner), moved);
      }),
  });
}

/** A supplier is late: seen in the morning, sent at noon, followed for a week and looked back at. */
function recover(
  { app, calendar, cast }: DemoScene,
  of: { id: () => string; owner: string; day: number; closed: number },
): void {
  const owner = () => cast(of.owner);
  let recoveryId = '';
  const plan = () => ({ projectId: of.id(), recoveryId });
  const version = async (): Promise<number> =>
    (await app.projects.getRecoveryPlan(owner(), plan())).plan.version;
  calendar.on(of.day, '12:00', async () => {
    const opened = await app.projects.openRecovery(owner(), {
      projectId: of.id(),
      message:
        'Dostawca wydruku przesunął próbną partię o tydzień.\nJeśli nie ruszy do piątku, pilotaż nie zdąży przed rozliczeniem grudniowym. Drukujemy próbę u drugiego dostawcy i uprzedzamy spółdzielnie.',
      ...{ detectedOn: calendar.day(of.day), detectedAt: '08:40' },
    });
    recoveryId = opened.recoveryId;
    const actions = [
      {
        ...{ text: 'Zamówić próbny wydruk u drugiego dostawcy', side: 'ours', ownerId: cast('it').id },
        ...{ ownerName: '', risk: 'Pilotaż wypadnie na styczeń' },
      },
      {
        ...{ text: 'Potwierdzić termin próbnej partii', side: 'third', ownerId: '' },
        ...{ ownerName: 'Roman Kłos, drukarnia', risk: 'Płacimy za dwa druki' },
      },
    ];
    for (const action of actions)
      await app.projects.addRecoveryAction(owner(), {
        ...plan(),
        ...action,
        dueOn: calendar.day(of.day + 5),
      });
    await app.projects.sendRecovery(owner(), { ...plan(), version: await version() });
  });
  calendar.on(of.day + 5, '12:00', () =>
    app.projects.reportRecovery(owner(), {
      ...plan(),
      text: 'Drugi dostawca wydrukował 200 sztuk; jakość dobra.',
    }),
  );
  calendar.on(of.closed, '11:30', async () => {
    const { actions } = await app.projects.getRecoveryPlan(owner(), plan());
    for (const { id, version: seen } of actions)
      await app.commitments.keepCommitment(owner(), { commitmentId: id, version: seen });
  });
  calendar.on(of.closed, '12:00', async () =>
    app.projects.closeRecovery(owner(), {
      ...plan(),
      ...{ version: await version(), lookBack: 'Drugiego dostawcę warto było zapytać przy zamówieniu.' },
    }),
  );
}

/** What a charter is written from. */
interface CharterFacts {
  aim: string;
  /** Whole units of the currency. */
  budget: number;
  startsOn: string;
  endsOn: string;
  touches: readonly DemoApplication[];
  needs: Readonly<Record<string, number>>;
}

/** How a budget of the demo is parted; the rest of the first lines is the last one's. */
const SHARES = [
  ['Praca zespołu', 0.55],
  ['Zmiany w systemach', 0.3],
] as const;
const PILOT_STAGES = ['Projekt rozwiązania', 'Pilotaż', 'Decyzja o wdrożeniu', 'Wdrożenie'] as const;
const PILOT_CRITERIA = [
  'Opisany przebieg i uzgodniona miara',
  'Cztery tygodnie na dwóch zespołach, bez pogorszenia oceny',
  'Zgoda właściciela na podstawie wyników pilotażu',
  'Wszystkie zespoły pracują po nowemu, instrukcja w bazie wiedzy',
] as const;

/** The charter of a project of the demo, section by section, as its lead wrote it on the day of proposing. */
async function writeCharter(scene: DemoScene, projectId: string, facts: CharterFacts): Promise<void> {
  const { app, cast } = scene;
  const lead = cast('lead');
  const at = async () => ({
    projectId,
    version: (await app.projects.getProject(lead, projectId)).project.version,
  });
  const { charter } = await app.projects.getCharter(lead, projectId);
  const baselineId = charter?.evidence[0]?.insightId ?? '';
  await app.projects.saveBenefit(lead, {
    ...(await at()),
    ...{ kind: 'metric', text: facts.aim, baselineId, target: '', wave: 'Następna fala tej samej ankiety' },
    otherSegments: 'Kanał: telefon',
  });
  const amounts = SHARES.map(([, share]) => Math.round(facts.budget * share));
  const rest = facts.budget - amounts.reduce((sum, amount) => sum + amount, 0);
  await app.projects.saveMoney(lead, {
    ...(await at()),
    lineNames: [...SHARES.map(([name]) => name), 'Szkolenia i materiały'],
    lineAmounts: [...amounts, rest].map(String),
  });
  await app.projects.saveStages(lead, {
    ...(await at()),
    ...{
      stageIds: [],
      stageNames: PILOT_STAGES,
      stageMethods: PILOT_STAGES.map(() => 'Pilotaż, potem wdrożenie'),
    },
    ...{ stageCriteria: PILOT_CRITERIA, stageDays: stageDays('pilot', facts.startsOn, facts.endsOn) },
  });
  const { competences } = await app.projects.getCharterChoices(lead, projectId);
  await app.projects.saveTeam(lead, {
    ...(await at()),
    ...{ sponsorId: '', tools: '', methods: 'Pilotaż, potem wdrożenie' },
    competenceIds: Object.keys(facts.needs).map(
      (name) => competences.find((competence) => competence.name === name)?.id,
    ),
    needed: Object.values(facts.needs).map(String),
  });
  if (facts.touches.length > 0)
    await app.projects.saveApplications(lead, {
      ...(await at()),
      applicationIds: facts.touches.map((name) => told(scene.applications, name)),
    });
  await app.projects.saveRisks(lead, {
    ...(await at()),
    risks:
      'Szczyt sezonu w trakcie pilotażu: start przesuwamy o tydzień.\nRotacja w zespole: druga osoba zna każdy etap.',
  });
}

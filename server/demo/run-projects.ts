import { stageDays } from '#lib/projects/charter/stage-templates.ts';
import { told, type DemoScene } from './demo-scene.ts';

/** A project of the story; its days are offsets from today. */
interface StoryProject {
  title: string;
  aim: string;
  budget: number;
  owner: string;
  deputy: string;
  /** The issue that it answers: each leads back to what customers said. */
  issue: string;
  proposed: number;
  starts: number;
  ends: number;
  /** What became of it after it was proposed. */
  then?: (act: ProjectActs) => void;
}

/** What can happen to one project, each on its day. */
interface ProjectActs {
  submit: (day: number) => void;
  decide: (day: number, director: string, isApproved?: boolean, reason?: string) => void;
  move: (day: number, name: string, reason?: string, until?: string) => void;
  report: (day: number, health: string, text: string) => void;
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
      act.report(-70, 'on-track', 'Prognoza z trzech lat danych; błąd poniżej 8 % w godzinach szczytu.');
      act.report(-42, 'on-track', 'Grafik liczony z prognozy od poniedziałku, dwa zespoły z pięciu.');
      act.move(-12, 'finish');
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
    ends: 58,
    then: (act) => {
      approve(act, -86);
      act.move(-74, 'start');
      act.report(-33, 'on-track', 'Trzy wzory sprawdzone z klientami; wybrany drugi.');
      act.report(
        -4,
        'at-risk',
        'Wzór gotowy; dostawca wydruku spóźnia się o tydzień, plan B uzgodniony z IT.',
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
      );
      act.move(
        -5,
        'hold',
        'Dostawca przełożył nową wersję CRM o sześć tygodni. Wdrożenie na starej trzeba by za chwilę powtórzyć.',
        day(42),
      );
    },
  },
  {
    title: 'Status reklamacji w aplikacji',
    aim: 'Klient widzi, na jakim etapie jest sprawa',
    budget: 86_000,
    owner: 'it',
    deputy: 'backoffice',
    issue: 'Aplikacja nie pokazuje, na jakim etapie jest reklamacja',
    proposed: -21,
    starts: 14,
    ends: 150,
    then: (act) => approve(act, -19),
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
    then: ({ submit, decide }) => {
      submit(-7);
      decide(-4, 'service');
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
  const move = async (name: string, reason = '', until = ''): Promise<void> => {
    await app.projects.advanceProject(lead(), {
      projectId: id,
      version: await version(),
      move: name,
      reason,
      until,
    });
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
      issueId: told(issues, project.issue),
    });
    await writeCharter(scene, id, {
      aim: project.aim,
      budget: project.budget,
      startsOn: calendar.day(project.starts),
      endsOn: calendar.day(project.ends),
    });
  });
  project.then?.({
    submit: (day) => calendar.on(day, '10:30', () => move('submit')),
    move: (day, name, reason, until) => calendar.on(day, '11:30', () => move(name, reason, until)),
    decide: (day, director, isApproved = true, reason = '') =>
      calendar.on(day, '13:30', async () => {
        const { contentHash } = await app.projects.getSigning(cast(director), id);
        await app.projects.decideProject(cast(director), {
          projectId: id,
          contentHash,
          password,
          isApproved,
          reason,
        });
      }),
    report: (day, health, text) =>
      calendar.on(day, '14:30', async () => {
        await app.projects.reportProject(cast(project.owner), { projectId: id, health, text });
      }),
  });
}

/** What a charter is written from. */
interface CharterFacts {
  aim: string;
  /** Whole units of the currency. */
  budget: number;
  startsOn: string;
  endsOn: string;
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
  await app.projects.saveRisks(lead, {
    ...(await at()),
    risks:
      'Szczyt sezonu w trakcie pilotażu: start przesuwamy o tydzień.\nRotacja w zespole: druga osoba zna każdy etap.',
  });
}

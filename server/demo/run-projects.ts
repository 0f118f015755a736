import { writeDemoCharter } from './write-charters.ts';
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
    await writeDemoCharter(scene, id, {
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

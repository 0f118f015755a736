import { EFFECT_REPLICATES, EFFECT_SEED } from '#lib/survey/effect/bootstrap.ts';
import { answeredBy } from '#lib/survey/effect/answered-by.ts';
import { EMPTY_VIEW } from '#lib/survey/wave/view.ts';
import { told, type DemoScene } from '../demo-scene.ts';
import { openDemoWave } from './open-demo-wave.ts';

/** The items of the survey by their columns. */
const ITEMS: Readonly<Record<string, string>> = {
  waiting_time: 'Czas oczekiwania',
  competence: 'Kompetencja konsultanta',
  politeness: 'Uprzejmość',
  solved_at_once: 'Załatwienie sprawy od razu',
  invoice_clarity: 'Zrozumiałość faktury',
};

/** What the analyst measures once people have rated, and what waits in the open session with its figure filled in. */
const MEASURED = [
  {
    day: -10,
    wave: 'autumn',
    driver: 'waiting_time',
    level: 4,
    issue: 'Nikt nie oddzwania w obiecanym terminie',
  },
  {
    day: -10,
    wave: 'autumn',
    driver: 'waiting_time',
    level: 3.5,
    issue: 'Konsultant nie widzi poprzednich rozmów klienta',
  },
  {
    day: -9,
    wave: 'summer',
    driver: 'invoice_clarity',
    level: 4,
    issue: 'Faktura wymaga telefonu do obsługi',
  },
  {
    day: -1,
    wave: 'summer',
    driver: 'invoice_clarity',
    level: 3.6,
    issue: 'Ulotka w kopercie powtarza treść faktury',
  },
] as const;

/** Enters the measurements into the calendar, each computed from the responses as the page does. */
export function measureIssues(scene: DemoScene): void {
  const { app, calendar, cast, issues } = scene;
  for (const { day, wave: key, driver, level, issue } of MEASURED)
    calendar.on(day, '14:00', async () => {
      const wave = scene.waves.get(key);
      if (!wave) throw new Error(`The story has no wave “${key}” yet.`);
      const held = Object.keys(ITEMS).filter((name) => name !== driver);
      const open = await openDemoWave(wave);
      const question = { view: EMPTY_VIEW, target: 'nps', kind: 'nps', driver, held } as const;
      const { effect } = open.importance({ ...question, level: { kind: 'value', value: level } });
      if (!effect) throw new Error(`The wave “${key}” tells nothing of ${driver}.`);
      const { n, from, base, slope, change, interval, rSquared } = effect;
      const content = {
        ...{ kind: 'nps', target: 'Polecenie znajomym', scale: null, driver: ITEMS[driver] },
        ...{ level: { kind: 'value', value: level }, n, from, base, slope, change, interval, rSquared },
        held: held.map((name) => ITEMS[name]),
        ...{ survey: 'Satysfakcja klientów', wave: wave.name, waveId: wave.id, waveVersion: 1 },
        ...{ seed: EFFECT_SEED, samples: EFFECT_REPLICATES },
      };
      const asked = { column: 'nps', label: 'Polecenie znajomym', kind: 'nps', segment: null, weight: null };
      const rows = { ...asked, filters: answeredBy([driver, ...held]) };
      await app.issues.measureImportance(cast('analyst'), {
        issueId: told(issues, issue),
        measured: JSON.stringify({
          content,
          groups: [{ waveId: wave.id, question: rows, value: base, n }],
        }),
      });
    });
}

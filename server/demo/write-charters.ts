import { stageDays } from '#lib/projects/charter/stage-templates.ts';
import type { DemoScene } from './demo-scene.ts';

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
const STAGES = ['Projekt rozwiązania', 'Pilotaż', 'Decyzja po pilotażu', 'Wdrożenie'] as const;
const CRITERIA = [
  'Opisany przebieg i uzgodniona miara',
  'Cztery tygodnie na dwóch zespołach, bez pogorszenia oceny',
  'Zgoda właściciela na podstawie wyników pilotażu',
  'Wszystkie zespoły pracują po nowemu, instrukcja w bazie wiedzy',
] as const;

/** The charter of a project of the demo, section by section, as its lead wrote it on the day of proposing. */
export async function writeDemoCharter(
  scene: DemoScene,
  projectId: string,
  facts: CharterFacts,
): Promise<void> {
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
    ...{ stageIds: [], stageNames: STAGES, stageMethods: STAGES.map(() => 'Pilotaż i wdrożenie') },
    ...{ stageCriteria: CRITERIA, stageDays: stageDays('pilot', facts.startsOn, facts.endsOn) },
  });
  await app.projects.saveRisks(lead, {
    ...(await at()),
    risks:
      'Szczyt sezonu w trakcie pilotażu: start przesuwamy o tydzień.\nRotacja w zespole: druga osoba zna każdy etap.',
  });
}

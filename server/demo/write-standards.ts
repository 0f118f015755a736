import type { DemoScene } from './demo-scene.ts';

const REPLIES = `# Odpowiadamy w ciągu jednego dnia roboczego

Klient zawsze wie, **kto** prowadzi jego sprawę i **kiedy** usłyszy od nas ponownie.

- Zwracamy się po imieniu i nazwisku, bez „szanowny kliencie”.
- Jedna wiadomość, jedna sprawa: odpowiadamy na wszystkie pytania, także te między wierszami.
- Gdy nie znamy odpowiedzi, piszemy to wprost i podajemy dzień, w którym odpowiemy.
- Obietnica, której nie dotrzymaliśmy, zaczyna się od „przepraszamy” i nowego terminu.

## Czego nie piszemy

1. „Zgodnie z regulaminem” bez słowa, co z tego wynika dla klienta.
2. Skrótów i nazw naszych systemów.
`;

const REPLIES_NEXT = `${REPLIES}3. „Prosimy o cierpliwość”: zamiast tego podajemy termin.

## Media społecznościowe

Odpowiadamy w ciągu **dwóch godzin** w dni robocze. Sprawy z danymi osobowymi przenosimy do wiadomości prywatnych.
`;

const CALLS = `# Rozmowa telefoniczna

Dzwoniący słyszy imię konsultanta, a na końcu **jedno zdanie** o tym, co będzie dalej.

- Nie przekazujemy dalej bez słowa, o co chodzi: klient mówi wszystko tylko raz.
- Oddzwaniamy sami, gdy kolejka trwa dłużej niż 5 minut.
`;

/** One standard in force with a next version that waits for a director, one sent back, and where the organisation stands. */
export function writeStandards({ app, calendar, cast, password }: DemoScene): void {
  const { people, decisions } = app;
  let replies = '';
  let calls = '';
  const versionOf = async (standardId: string): Promise<number> =>
    (await people.getStandard(cast('lead'), standardId)).version;
  const ask = async (standardId: string): Promise<void> =>
    people.askForApproval(cast('lead'), { standardId, version: await versionOf(standardId) });
  const say = async (key: string, standardId: string, isApproved: boolean, comment = ''): Promise<void> => {
    const { open } = await people.getStandard(cast(key), standardId);
    await people.decideStandard(cast(key), {
      ...{ standardId, versionId: open?.id, submission: open?.submission },
      ...{ isApproved, comment, password },
    });
  };
  const assess = async (asOf: string, evidence: string, stage: number, why: string): Promise<void> => {
    const { number } = await people.assessMaturity(cast('lead'), {
      ...{ asOf, evidence, deciderIds: [cast('service').id, cast('marketing').id] },
    });
    const { id: decisionId } = await decisions.getDecisionAddress(cast('service'), String(number));
    const { comparison, version } = await decisions.getDecision(cast('service'), decisionId);
    const optionId = comparison.options[stage]?.id;
    await decisions.decide(cast('service'), { decisionId, version, optionId, why });
  };

  calendar.on(-38, '10:00', async () => {
    ({ standardId: replies } = await people.addStandard(cast('lead'), {
      ...{ title: 'Jak odpisujemy klientom', text: REPLIES, ownerId: cast('mentor').id },
      reviewOn: calendar.day(120),
    }));
    await ask(replies);
    await assess(
      calendar.workday(-39),
      'Ankieta po kontakcie od roku, bez wspólnego przeglądu wyników. Skargi zna tylko obsługa klienta.',
      1,
      'Pytamy klientów, ale nikt poza nami nie pracuje na wynikach.',
    );
  });
  calendar.on(-37, '12:00', () => say('service', replies, true));
  calendar.on(-36, '14:30', () => say('marketing', replies, true, 'Dobrze, że bez „szanowny kliencie”.'));
  calendar.on(-9, '11:00', async () => {
    await people.writeStandard(cast('lead'), {
      ...{ standardId: replies, version: await versionOf(replies), title: 'Jak odpisujemy klientom' },
      ...{ text: REPLIES_NEXT, note: 'Dochodzą media społecznościowe.' },
    });
    await ask(replies);
    ({ standardId: calls } = await people.addStandard(cast('lead'), {
      ...{ title: 'Rozmowa telefoniczna', text: CALLS, ownerId: cast('mentor2').id },
      reviewOn: calendar.day(300),
    }));
    await ask(calls);
  });
  calendar.on(-8, '15:00', async () => {
    await say('service', replies, true);
    await say('service', calls, false, 'Oddzwanianie po 5 minutach wymaga najpierw zmiany w centrali.');
  });
  calendar.on(-6, '12:00', () =>
    assess(
      calendar.workday(-7),
      'Trzy fale porównane ze sobą, dwa warsztaty z pięcioma działami, problemy ocenione według wpływu na NPS.',
      2,
      'Przyczyn szukamy razem; projekty dopiero ruszają, więc jeszcze nie „działamy”.',
    ),
  );
}

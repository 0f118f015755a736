import { agreementField } from '#lib/base/agreement/agreement-forms.ts';
import type { DemoScene } from './demo-scene.ts';

/** Who is asked without names: the CX team and those who work with it. */
const ASKED = [
  ...['lead', 'analyst', 'mentor', 'mentor2', 'brand', 'backoffice'],
  ...['employee', 'sales', 'service', 'marketing', 'lawyer', 'it'],
] as const;

const STATEMENTS = [
  'Wiem, czego się ode mnie oczekuje w tym tygodniu.',
  'Mam wszystko, czego potrzebuję do dobrej pracy.',
  'Liczba zadań jest do udźwignięcia.',
  'W tym zespole mogę otwarcie powiedzieć, co jest nie tak.',
  'Widzę, co moja praca zmienia dla klientów.',
] as const;

/** The first day that is asked about, and the day on which it was made, as offsets from today. */
const FIRST = -62;
const MADE = -66;

/** What was said each time, the newest last: after how many days, and by person a digit for each statement. */
const TIMES: readonly { after: number; said: readonly string[]; comments: readonly string[] }[] = [
  {
    after: 3,
    said: ['43244', '32134', '43233', '34243', '42134', '33233', '24142', '43245', '33123', '42244', '34134'],
    comments: [
      'Za dużo zgłoszeń na raz, nie ma kiedy oddzwaniać.',
      'Brakuje dostępu do historii reklamacji.',
      'Cele na tydzień znam dopiero we wtorek.',
    ],
  },
  {
    after: 3,
    said: ['43244', '43234', '43333', '34244', '43234', '33243', '34243', '44245', '33234'],
    comments: [],
  },
  {
    after: 4,
    said: ['44345', '43244', '54434', '44344', '43245', '34354', '44343', '54455', '43234', '44344'],
    comments: [
      'Nowy grafik pomaga, w poniedziałki dalej ciasno.',
      'Dobrze, że widać skutki zmian na infolinii.',
    ],
  },
  {
    after: 3,
    said: ['54445', '44344', '54444', '45354', '54345', '44454', '44344', '55455', '54344', '44445', '54454'],
    comments: [
      'Mniej zadań naraz i od razu spokojniej.',
      'Proszę o jedno miejsce na ustalenia po warsztacie.',
    ],
  },
];

/** A pulse every two weeks: four that have closed, and one that is open and waits for some of them. */
export function askPulse({ app, calendar, cast }: DemoScene): void {
  const { rhythms } = app;
  let pulseId = '';
  calendar.on(MADE, '10:00', async () => {
    const made = await rhythms.makeTeamPulse(cast('lead'), {
      title: 'Jak nam się pracuje',
      questions: STATEMENTS.join('\n'),
      askedIds: ASKED.map((key) => cast(key).id),
      ...{ unit: 'week', every: '2', startsOn: calendar.workday(FIRST), openDays: '8' },
    });
    pulseId = made.pulseId;
  });
  const answer = async (key: string, said: string, comment: string): Promise<void> => {
    const { open } = await rhythms.getTeamPulse(cast(key), pulseId);
    if (!open) return;
    await rhythms.answerTeamPulse(cast(key), {
      askId: open.id,
      ...Object.fromEntries([...said].map((value, index) => [agreementField(index), value])),
      ballotComment: comment,
    });
  };
  for (const [time, { after, said, comments }] of TIMES.entries())
    calendar.on(FIRST + 14 * time + after, '11:00', async () => {
      for (const [index, values] of said.entries())
        await answer(ASKED[index] ?? 'lead', values, comments[index] ?? '');
    });
  calendar.on(0, '09:00', async () => {
    for (const key of ['analyst', 'mentor', 'sales'] as const) await answer(key, '44445', '');
  });
}

import type { DemoScene } from './demo-scene.ts';

/** From so many days ago on it is looked every morning who is to be asked. */
const FIRST_DAY = -100;

/** What is asked again and again in the story; its days are offsets from today. */
const RHYTHMS = [
  {
    issue: 'Klienci czekają na infolinii ponad dziesięć minut',
    purpose: 'review',
    question: 'Jak długo czeka dziś co dziesiąty dzwoniący?',
    asked: 'employee',
    made: -58,
    starts: -56,
    unit: 'week',
    every: 2,
    answers: [
      { on: -55, text: 'Czternaście minut, najdłużej w poniedziałki przed południem.' },
      { on: -39, text: 'Jedenaście minut. Nowy grafik działa w dwóch zespołach z pięciu.' },
      { on: -27, text: '' },
    ],
  },
  {
    issue: 'Klienci czekają na infolinii ponad dziesięć minut',
    purpose: 'relationship',
    question: 'Jak układa się współpraca ze spółdzielniami, które dzwonią najczęściej?',
    asked: 'sales',
    made: -30,
    starts: 9,
    unit: 'month',
    every: 3,
    answers: [],
  },
] as const;

/** Has people asked every morning, and answers for those of the cast who do. */
export function askRegularly({ app, calendar, cast, issues }: DemoScene): void {
  for (let day = FIRST_DAY; day <= 0; day++)
    calendar.on(day, '07:30', async () => {
      await app.rhythms.askRhythms();
      await app.rhythms.askTeamPulses();
    });
  for (const { issue, made, starts, answers, asked, ...words } of RHYTHMS) {
    calendar.on(made, '09:30', async () => {
      await app.rhythms.makeRhythm(cast('lead'), {
        ...{ ...words, kind: 'issue', subjectId: issues.get(issue) ?? '' },
        ...{ askedId: cast(asked).id, startsOn: calendar.workday(starts) },
      });
    });
    for (const { on, text } of answers)
      calendar.on(on, '12:30', async () => {
        const { list } = await app.rhythms.listRhythms(cast('lead'), {
          kind: 'issue',
          id: issues.get(issue) ?? '',
        });
        const ask = list.find(({ question }) => question === words.question)?.asks[0];
        if (ask) await app.rhythms.answerAsk(cast(asked), { askId: ask.id, text, isNothingNew: text === '' });
      });
  }
}

import type { DemoScene } from '../demo-scene.ts';

/** What a guest asked on the first day of the pilot: one was answered within minutes, the other waits to this day. */
const ANSWERED = {
  text: 'Klient ma dwie faktury za ten sam miesiąc. Która jest właściwa?',
  answer: 'Ta z dopiskiem **korekta**. Pierwszą może wyrzucić, w systemie jest już anulowana.',
};
const WAITING = 'Czy mogę podać termin zwrotu, jeśli w systemie go jeszcze nie ma?';

/** In which tickets of the tracker findings of the pilot are dealt with, in their order. */
const TICKETS = [
  { key: 'HB-1187', status: 'W toku', version: '' },
  { key: 'HB-1190', status: 'Gotowe', version: '2.14' },
];

/** Questions to mentors of the pilot, and findings of it that stand in the tracker. */
export function askOnPilot({ app, calendar, cast }: DemoScene): void {
  const pilotOf = async (): Promise<string> =>
    (await app.shifts.listRounds(cast('lead'))).find(({ title }) => title === 'Runda pilotażowa')?.id ?? '';
  const firstTour = async (): Promise<string> =>
    (await app.shifts.getRound(cast('lead'), await pilotOf())).tours[0]?.id ?? '';
  const monday = calendar.monday(-66);
  const guest = () => cast('service');
  calendar.on(monday, '10:10', async () =>
    app.shifts.askMentors(guest(), { tourId: await firstTour(), scope: 'phone', text: ANSWERED.text }),
  );
  calendar.on(monday, '10:16', async () => {
    const tourId = await firstTour();
    const { questions } = (await app.shifts.getTourQuestions(cast('mentor'), tourId)) ?? { questions: [] };
    await app.shifts.answerTourQuestion(cast('mentor'), {
      ...{ tourId, questionId: questions[0]?.id, text: ANSWERED.answer },
    });
  });
  calendar.on(monday, '15:20', async () =>
    app.shifts.askMentors(guest(), { tourId: await firstTour(), scope: 'tickets', text: WAITING }),
  );
  calendar.on(-50, '09:30', async () => {
    const roundId = await pilotOf();
    const { findings } = await app.shifts.getRoundFindings(cast('mentor'), roundId);
    for (const [at, ticket] of TICKETS.entries())
      await app.shifts.trackFinding(cast('mentor'), { roundId, findingId: findings[at]?.id, ...ticket });
  });
}

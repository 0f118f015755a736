import type { TourChoice } from '#lib/shifts/wishes/wish.ts';
import type { DemoScene } from '../demo-scene.ts';

/** What each of the cast said of the tours of a round, in their order; null is not this time. */
type Answers = Readonly<Record<string, readonly TourChoice[] | null>>;

const WINTER: Answers = {
  service: ['1', '2', 'any'],
  sales: ['2', '1', 'no'],
  it: ['no', '1', '2'],
  brand: ['any', 'any', '1'],
  finance: ['3', 'no', '1'],
  backoffice: null,
  employee: ['1', '3', '2'],
};

/** Some have not answered yet: they read it on their Home. */
const SPRING: Answers = {
  service: ['any', 'any', 'any', '1'],
  sales: ['1', '2', 'no', 'no'],
  it: ['no', 'no', '1', '2'],
  brand: null,
  finance: ['4', '1', '1', 'no'],
  lead: ['2', 'no', '1', 'no'],
};

/** Two rounds that ask when people would serve: the rota of one is published, the other still asks. */
export function planRotas(scene: DemoScene): void {
  const { app, calendar, cast } = scene;
  const winter = askRound(scene, {
    ...{ title: 'Runda zimowa', goal: 'Posłuchać klientów w najgorętszym miesiącu' },
    ...{ plannedOn: -26, monday: calendar.monday(29), tours: 3, closesOn: calendar.day(-12) },
    ...{ answeredOn: -20, answers: WINTER },
  });
  calendar.on(-9, '11:00', async () => {
    const roundId = winter.id();
    await app.shifts.proposeRota(cast('lead'), { roundId, version: 0 });
    await app.jobs.settled();
    await app.shifts.publishRota(cast('lead'), { roundId, version: 1 });
  });
  askRound(scene, {
    ...{ title: 'Runda wiosenna', goal: 'Zobaczyć, czy krótsze formularze pomogły' },
    ...{ plannedOn: -24, monday: calendar.monday(57), tours: 4, closesOn: calendar.day(8) },
    ...{ answeredOn: -5, answers: SPRING },
  });
}

function askRound(
  { app, calendar, cast }: DemoScene,
  round: {
    title: string;
    goal: string;
    plannedOn: number;
    monday: string;
    tours: number;
    closesOn: string;
    answeredOn: number;
    answers: Answers;
  },
): { id: () => string } {
  let roundId = '';
  calendar.on(round.plannedOn, '10:00', async () => {
    roundId = await app.shifts.planRound(cast('lead'), {
      ...{ title: round.title, goal: round.goal, startsOn: round.monday },
      endsOn: Temporal.PlainDate.from(round.monday)
        .add({ days: round.tours - 1 })
        .toString(),
      // Whatever lies there in the year in which the demo is made.
      ...{ onDaysOff: true, inSeasons: true },
      ...{ startsAt: '08:00', endsAt: '16:00', places: 2, place: 'Biuro obsługi, 2. piętro' },
      ...{
        mode: 'rota',
        closesOn: round.closesOn,
        mentorIds: ['mentor', 'mentor2'].map((key) => cast(key).id),
      },
    });
  });
  calendar.on(round.answeredOn, '13:00', async () => {
    const { tours } = await app.shifts.getRound(cast('lead'), roundId);
    for (const [key, said] of Object.entries(round.answers)) {
      if (said === null) await app.shifts.declineRound(cast(key), roundId);
      else
        await app.shifts.saveWish(cast(key), {
          ...{ roundId, version: 0, maxTours: 1, scopes: ['chat', 'tickets'] },
          choices: Object.fromEntries(tours.map(({ id }, at) => [id, said[at] ?? 'no'])),
        });
    }
  });
  return { id: () => roundId };
}

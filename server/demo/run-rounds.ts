import { seededRandom } from '#lib/base/random.ts';
import type { DemoScene } from './demo-scene.ts';
import { rate } from './issues/fill-issues.ts';
import { FINDINGS } from './story.ts';

const MENTORS = ['mentor', 'mentor2'];
/** The first round begins on the Monday from this day on, counted from today... */
const FIRST_ROUND_FROM = 1;
/** ...and on this one by the latest, whatever day of the week is today. */
export const FIRST_ROUND_BY = FIRST_ROUND_FROM + 6;

/** A pilot round of shifts with what was found on it, and the first round, which begins next Monday. */
export function runRounds(scene: DemoScene): void {
  runPilot(scene);
  planFirst(scene);
}

function runPilot(scene: DemoScene): void {
  const { app, calendar, cast, issues } = scene;
  const monday = calendar.monday(-66);
  const day = (offset: number): string => Temporal.PlainDate.from(monday).add({ days: offset }).toString();
  let roundId = '';
  calendar.on(-75, '10:00', async () => {
    roundId = await app.shifts.planRound(cast('lead'), {
      title: 'Runda pilotażowa',
      goal: 'Sprawdzić, czy trzy dni wystarczą, by zobaczyć pracę obsługi',
      startsOn: day(0),
      endsOn: day(2),
      startsAt: '08:00',
      endsAt: '16:00',
      places: 2,
      mentorIds: MENTORS.map((key) => cast(key).id),
    });
    const { tours } = await app.shifts.getRound(cast('lead'), roundId);
    for (const [at, key] of ['service', 'sales', 'finance', 'employee'].entries())
      await app.shifts.signUp(cast(key), { tourId: tours[at % 3]?.id, scopes: ['phone', 'tickets'] });
  });
  // What was found waits for a lead, who takes it up the next morning.
  calendar.on(day(3), '09:00', async () => {
    const { issues: waiting } = await app.issues.listForTriage(cast('lead'));
    const ids = waiting.map(({ id }) => id);
    await app.issues.triageIssues(cast('lead'), { ids, triage: 'accepted' });
  });
  const random = seededRandom(11);
  for (const [reporter, kind, text, importance, urgency] of FINDINGS) {
    const [title = ''] = text.split('\n');
    calendar.on(day(2), '15:00', async () => {
      await app.shifts.reportFinding(cast(reporter), { roundId, kind, text });
      const listed = await app.issues.listIssues(cast('lead'));
      const issue = listed.find((candidate) => candidate.title === title);
      if (issue) issues.set(title, issue.id);
    });
    calendar.on(day(9), '15:00', () => rate(scene, title, { importance, urgency }, random));
  }
}

function planFirst(scene: DemoScene): void {
  const { app, calendar, cast } = scene;
  const monday = calendar.monday(FIRST_ROUND_FROM);
  const day = (offset: number): string => Temporal.PlainDate.from(monday).add({ days: offset }).toString();
  let roundId = '';
  calendar.on(-16, '10:00', async () => {
    roundId = await app.shifts.planRound(cast('lead'), {
      title: 'Pierwsza runda',
      goal: 'Zobaczyć na własne oczy, o co pytają klienci',
      startsOn: day(0),
      endsOn: day(9),
      startsAt: '08:00',
      endsAt: '16:00',
      places: 2,
      mentorIds: MENTORS.map((key) => cast(key).id),
    });
  });
  calendar.on(-13, '13:00', async () => {
    const { tours } = await app.shifts.getRound(cast('lead'), roundId);
    for (const [at, key] of ['service', 'it', 'sales', 'brand', 'finance'].entries()) {
      await app.shifts.signUp(cast(key), {
        tourId: tours[at % 3]?.id,
        scopes: at % 2 === 0 ? ['chat', 'tickets'] : ['phone', 'chat'],
      });
    }
  });
  calendar.on(-3, '14:00', async () => {
    await app.shifts.writeDiary(cast('it'), {
      roundId,
      text: 'Przygotowanie: przeczytane procedury reklamacji. Zaskoczyło mnie, że numer sprawy trzeba przepisać ręcznie.',
    });
    await app.shifts.reportFinding(cast('it'), {
      roundId,
      kind: 'question',
      text: 'Gdzie znajdę numer klienta?\nNa fakturze stoi w trzech miejscach pod różnymi nazwami.',
    });
  });
}

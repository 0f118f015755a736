import { pick, seededRandom, type RandomSource } from '#lib/base/random.ts';
import { told, type DemoScene } from '../demo-scene.ts';
import { DISPUTED_ISSUE, ISSUES } from '../story.ts';

const SESSION_RATERS = ['lead', 'analyst', 'sales', 'it', 'brand', 'finance', 'service'];
const RATERS = ['lead', 'analyst', 'sales', 'it', 'brand'];

type DemoIssue = readonly [title: string, importance: number, urgency: number];
const REVEALED_SESSION = 'Co poprawiamy w pierwszej kolejności?';
const OPEN_SESSION = 'Przed radą kierowników: co jest pilne?';
/** What was rated in the meeting, the disputed one among them, and what waits now. */
const IN_MEETING: readonly DemoIssue[] = [
  ...['Nikt nie oddzwania w obiecanym terminie', 'Numer sprawy trzeba przepisać ręcznie'].map(toDemoIssue),
  [DISPUTED_ISSUE, 4, 4],
];
const UNTIL_A_DAY: readonly DemoIssue[] = [
  'Aplikacja nie przypomina o odczycie licznika',
  'Zmiana taryfy wymaga wizyty w oddziale',
  'Ulotka w kopercie powtarza treść faktury',
].map(toDemoIssue);

function toDemoIssue(title: string): DemoIssue {
  const [, importance = 3, urgency = 3] = ISSUES.find(([known]) => known === title) ?? [];
  return [title, importance, urgency];
}

/** The list fills: first from the insights, then by hand; one issue divides its raters. */
export function fillIssues(scene: DemoScene): void {
  const { app, calendar, cast, insights, issues } = scene;
  const random = seededRandom(7);
  for (const [at, [title, importance, urgency, source]] of ISSUES.entries()) {
    // What came of the summer's wave is older than what came of the newest.
    const day = source === 'summer' || source === 'invoice' ? -124 + at : -32 + at;
    calendar.on(day, '11:00', async () => {
      const insightId = source === 'hand' ? '' : told(insights, source);
      issues.set(title, await app.issues.addIssue(cast('lead'), { title, insightId }));
    });
    calendar.on(day, '15:00', () => rate(scene, title, { importance, urgency }, random));
  }
  calendar.on(-20, '12:00', async () => {
    issues.set(DISPUTED_ISSUE, await app.issues.addIssue(cast('lead'), { title: DISPUTED_ISSUE }));
    const issueId = told(issues, DISPUTED_ISSUE);
    for (const [at, key] of [...RATERS, 'service'].entries()) {
      const rating = at % 2 === 0 ? 5 : 2;
      await app.issues.rateIssue(cast(key), { issueId, importance: rating, urgency: rating });
    }
  });
}

/** A session is rated in a meeting and revealed; another one goes on until a day, and most have not answered. */
export function holdSessions(scene: DemoScene): void {
  const { app, calendar, cast, issues } = scene;
  const random = seededRandom(11);
  const idsOf = (of: readonly DemoIssue[]): string[] => of.map(([title]) => told(issues, title));
  const make = async (
    session: { title: string; kind: string; endsOn: string },
    raters: readonly string[],
    of: readonly DemoIssue[],
  ): Promise<string> => {
    const raterIds = raters.map((key) => cast(key).id);
    const asked = { ...session, raterIds, issueIds: idsOf(of) };
    return (await app.issues.makeRatingSession(cast('lead'), asked)).sessionId;
  };
  calendar.on(-12, '10:00', async () => {
    const session = { title: REVEALED_SESSION, kind: 'live', endsOn: '' };
    const sessionId = await make(session, SESSION_RATERS, IN_MEETING);
    for (const [at, key] of SESSION_RATERS.entries())
      for (const [title, importance, urgency] of IN_MEETING) {
        const isDisputed = title === DISPUTED_ISSUE;
        const said =
          isDisputed && key === 'finance'
            ? { abstains: true }
            : {
                importance: near(importance, random),
                urgency: isDisputed && at % 2 === 1 ? 2 : near(urgency, random),
              };
        await app.issues.rateIssue(cast(key), { sessionId, issueId: told(issues, title), ...said });
      }
    await app.issues.revealRatings(cast('lead'), { sessionId, version: 1 });
  });
  calendar.on(-1, '12:00', async () => {
    const session = { title: OPEN_SESSION, kind: 'day', endsOn: calendar.day(4) };
    const sessionId = await make(session, [...SESSION_RATERS, 'employee'], UNTIL_A_DAY);
    for (const issueId of idsOf(UNTIL_A_DAY))
      await app.issues.rateIssue(cast('it'), { sessionId, issueId, importance: 4, urgency: 3 });
  });
}

/** Five people rate an issue, each near to what it is worth. */
export async function rate(
  { app, cast, issues }: DemoScene,
  title: string,
  { importance, urgency }: { importance: number; urgency: number },
  random: RandomSource,
): Promise<void> {
  for (const key of RATERS) {
    await app.issues.rateIssue(cast(key), {
      issueId: told(issues, title),
      importance: near(importance, random),
      urgency: near(urgency, random),
    });
  }
}

function near(value: number, random: RandomSource): number {
  return Math.min(5, Math.max(1, value + (pick(random, [-1, 0, 0, 0, 1]) ?? 0)));
}

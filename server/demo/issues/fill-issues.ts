import { pick, seededRandom, type RandomSource } from '#lib/base/random.ts';
import { told, type DemoScene } from '../demo-scene.ts';
import { DISPUTED_ISSUE, ISSUES } from '../story.ts';

const RATERS = ['lead', 'analyst', 'sales', 'it', 'brand'];

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

import type { Actor } from '#lib/people/person.ts';
import type { App } from '../app.ts';

/** Gives the demo's workshop its brief and its two sessions. */
export async function planWorkshop(
  app: App,
  lead: Actor,
  { id: workshopId, goal, programme }: { id: string; goal: string; programme: readonly { id: string }[] },
): Promise<void> {
  await app.workshop.saveBrief(lead, {
    workshopId,
    version: 0,
    goal,
    organisationGoal: 'keep',
    known: 'Ocena czasu oczekiwania spada od wiosny, najmocniej w rozmowach telefonicznych.',
    outOfScope: 'Wynagrodzenia i liczba etatów',
    result: 'Dyrektorzy wybiorą projekty na najbliższym posiedzeniu.',
  });
  const half = programme.length - 4;
  for (const [startsOn, minutes, steps] of [
    ['2026-12-01', 120, programme.slice(0, half)],
    ['2026-12-08', 45, programme.slice(half)],
  ] as const) {
    await app.workshop.saveSession(lead, {
      workshopId,
      startsOn,
      startsAt: '09:00',
      minutes,
      timeZone: 'Europe/Warsaw',
      place: 'Sala Bałtyk, III piętro',
      steps: steps.map(({ id }) => id),
    });
  }
}

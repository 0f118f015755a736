import type { Actor } from '#lib/people/person.ts';
import type { Stage } from '#lib/workshop/step.ts';
import type { App } from '#server/app.ts';

/** Moves a workshop to its first step of a kind, or to one of its ends. */
export async function moveTo(app: App, lead: Actor, workshopId: string, stage: Stage): Promise<void> {
  const { workshop } = await app.workshop.getWorkshop(lead, workshopId);
  const to = workshop.programme.find(({ kind }) => kind === stage)?.id ?? stage;
  await app.workshop.moveRoom(lead, { workshopId, from: workshop.position, to });
}

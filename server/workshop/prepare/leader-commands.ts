import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { LeaderForm } from '#lib/workshop/prepare/leader-points.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePerson } from '#server/access/require-permission.ts';
import { requireFacilitated } from '../participation.ts';
import { holdWorkshop } from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { writeLeaderPoint } from './leader-store.ts';

/** The leader says of themselves that a point holds, or no longer does [WS151]. */
export async function sayLeaderPoint(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'workshop.manage');
  const { workshopId, point, isOn } = parseInput(LeaderForm, input);
  const atMs = context.clock();
  await context.database.transaction(async (trx) => {
    await holdWorkshop(trx, workshopId); // the place may be handed over at the same moment
    const workshop = await requireFacilitated(trx, actor, workshopId);
    await writeLeaderPoint(trx, workshop.id, { point, leaderId: isOn ? actor.id : null, atMs });
    await recordAudit(trx, {
      atMs,
      actor,
      action: 'workshop.leader',
      subject: { kind: 'workshop', id: workshop.id },
      details: { point, isOn },
    });
  });
  context.bus.tell({ kind: 'workshop', id: workshopId, action: 'leader' });
}

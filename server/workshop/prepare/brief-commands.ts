import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { BriefForm } from '#lib/workshop/prepare/brief.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import { staleError } from '#server/access/stale-error.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { changeWorkshop } from '../change-workshop.ts';
import { requireFacilitated } from '../participation.ts';
import { findBrief, writeBrief } from './prepare-store.ts';

/** Says what a workshop is for [WS60]. It may be saved before it is whole. */
export async function saveBrief(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, goal, ...brief } = parseInput(BriefForm, input);
  await changeWorkshop(context, actor, 'brief', {
    find: (trx) => requireFacilitated(trx, actor, workshopId),
    decide: () => ({ goal }),
    also: async (trx, workshop) => {
      if (!(await writeBrief(trx, workshop.id, brief, context.clock())))
        throw await staleError(
          trx,
          actor,
          { kind: 'workshop', id: workshop.id, actions: ['workshop.brief'] },
          await findBrief(trx, workshop.id),
        );
    },
  });
}

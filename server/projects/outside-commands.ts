import type { Actor } from '#lib/people/person.ts';
import { outcomeFromOutside } from '#lib/projects/running/stage-course.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { addNotices, type TellInboxes } from '../notify/notice-commands.ts';
import { audit } from './move-project.ts';
import * as store from './store.ts';
import { findAskOfDoor, settleStageAsk } from './running/stage-store.ts';

/**
 * What the holder of a door said is what becomes of the stage for which it was made [PR52], in the transaction of the
 * formal act; of a door that was made for something else, or whose question was taken back, nothing follows.
 */
export async function settleStageAtDoor(
  context: Context,
  trx: Queries,
  holder: Actor,
  said: { doorId: string; makerId: string; outcome: 'accepted' | 'refused'; remarks: string },
): Promise<TellInboxes> {
  const ask = await findAskOfDoor(trx, said.doorId);
  if (!ask) return () => undefined;
  await store.holdProject(trx, ask.projectId);
  const project = await store.findProject(trx, ask.projectId);
  if (!project) return () => undefined;
  const state = outcomeFromOutside(said.outcome, said.remarks);
  const isSettled = await settleStageAsk(trx, ask.id, { state, text: said.remarks, atMs: context.clock() });
  if (!isSettled) return () => undefined;
  await audit(context, trx, holder, state === 'refused' ? 'refuseStage' : 'acceptStage', project.id);
  // Its maker hears of it from the door.
  const others = [project.ownerId, project.deputyId].filter((id) => id !== said.makerId);
  const tellInboxes = await addNotices(
    context,
    trx,
    others.map((personId) => ({
      ...{ personId, kind: 'stage.settled' as const, byId: null },
      ...{ subject: { kind: 'project' as const, id: project.id }, occasion: ask.id, values: {} },
    })),
  );
  return () => {
    tellInboxes();
    context.bus.tell({ kind: 'project', id: project.id, action: 'change' });
  };
}

import { newId } from '#lib/base/ids.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { audit } from '../move-project.ts';
import { insertRecovery, listRecoveries } from './recovery-store.ts';

/**
 * Writes a plan down unless one is open, in the transaction of whatever it follows from [PR59]; answers its id, null
 * where one is open already.
 */
export async function openPlan(
  context: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  plan: { projectId: string; message: string; detectedAtMs: number },
): Promise<string | null> {
  const before = await listRecoveries(trx, plan.projectId);
  if (before.some(({ closedAtMs }) => closedAtMs === null)) return null;
  const id = newId<'recovery'>();
  await insertRecovery(trx, { ...plan, id, openedById: actor.id, openedAtMs: context.clock() });
  await audit(context, trx, actor, 'openRecovery', plan.projectId);
  return id;
}

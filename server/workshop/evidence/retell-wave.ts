import type { Actor } from '#lib/people/person.ts';
import { insightIdsOf } from '#server/survey/earlier-commands.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { listWorkshopsPacking } from '../prepare/pack-store.ts';
import { listWorkshopsNaming } from './evidence-store.ts';

const ROOM: Actor = { kind: 'system', name: 'workshop' };

/**
 * Tells the rooms where an answer of this wave may be named, or where it is one of the waves behind a packed
 * figure, what they may read now.
 */
export async function retellWave(context: WorkshopContext, waveId: string): Promise<void> {
  const naming = await listWorkshopsNaming(context.db, waveId);
  const packing = await listWorkshopsPacking(context.db, waveId, await insightIdsOf(context, ROOM, waveId));
  for (const workshopId of new Set([...naming, ...packing])) await context.control.tell(workshopId);
}

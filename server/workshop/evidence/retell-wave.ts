import type { WorkshopContext } from '../workshop-context.ts';
import { listWorkshopsNaming } from './evidence-store.ts';

/** Tells the rooms where an answer of this wave may be named what they may read now. */
export async function retellWave(context: WorkshopContext, waveId: string): Promise<void> {
  for (const workshopId of await listWorkshopsNaming(context.db, waveId))
    await context.control.tell(workshopId);
}

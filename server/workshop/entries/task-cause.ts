import { boardName } from '../board.ts';
import { readCauses } from '../board-causes.ts';
import type { WorkshopContext } from '../workshop-context.ts';

/** The cause that a task is about, in the words that it has now; null without one. */
export async function readTaskCause(
  context: WorkshopContext,
  workshopId: string,
  causeId: string,
): Promise<{ id: string; text: string } | null> {
  if (causeId === '') return null;
  const causes = await context.rooms.read(boardName(workshopId), readCauses);
  return { id: causeId, text: causes.find(({ id }) => id === causeId)?.text ?? '' };
}

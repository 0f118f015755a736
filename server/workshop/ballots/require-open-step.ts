import { AppError } from '#lib/base/errors.ts';
import { stepAt } from '#lib/workshop/programme/programme.ts';
import type { StepKind, WorkshopStep } from '#lib/workshop/step.ts';
import type { Context } from '#server/context.ts';
import { boardName } from '../board.ts';
import { readCauses, type BoardCause } from '../board-causes.ts';
import type { WorkshopRow } from '../store.ts';

/** The step, if the room is in it and it takes ballots of this kind [WS31]. */
export function requireOpenStep(
  workshop: WorkshopRow,
  stepId: string,
  kind: StepKind,
  isSteered: boolean,
): WorkshopStep {
  const step = stepAt(workshop.programme, workshop.position);
  if (!step || step.id !== stepId || step.kind !== kind)
    throw new AppError('read-only', { reason: 'ballots.vote.closed' });
  if (workshop.room.isPaused && !isSteered) throw new AppError('read-only', { reason: 'room.paused' });
  return step;
}

/** How many causes there are; refuses one that is not among them. */
export async function requireVotable(context: Context, workshopId: string, causeId: string): Promise<number> {
  const causes = await readBoardCauses(context, workshopId);
  if (!causes.some(({ id }) => id === causeId))
    throw new AppError('not-found', { reason: 'ballots.vote.unknown-cause' });
  return causes.length;
}

/** What can be voted on: every cause that says something. */
export async function readBoardCauses(context: Context, workshopId: string): Promise<BoardCause[]> {
  const causes = await context.rooms.read(boardName(workshopId), readCauses);
  return causes.filter(({ text }) => text.trim() !== '');
}

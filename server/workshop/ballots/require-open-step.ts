import { AppError } from '#lib/base/errors.ts';
import type { Merges } from '#lib/workshop/ballots/follow-merges.ts';
import { isRevealDue } from '#lib/workshop/programme/grace.ts';
import { stepAt } from '#lib/workshop/programme/programme.ts';
import type { StepKind, WorkshopStep } from '#lib/workshop/step.ts';
import type { Context } from '#server/context.ts';
import { boardName } from '../board.ts';
import { readCauses, readMerges, type BoardCause } from '../board-causes.ts';
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
  if (isRevealDue(workshop.room.grace)) throw new AppError('read-only', { reason: 'ballots.vote.revealing' });
  return step;
}

/** What a ballot is read against: how many causes there are, and which were merged. */
export interface VotableBoard {
  causes: number;
  merges: Merges;
}

/** The board as ballots see it. */
export async function readVotable(
  context: Pick<Context, 'rooms'>,
  workshopId: string,
): Promise<VotableBoard & { ids: ReadonlySet<string> }> {
  return context.rooms.read(boardName(workshopId), (doc) => {
    const ids = new Set(worded(readCauses(doc)).map(({ id }) => id));
    return { ids, causes: ids.size, merges: readMerges(doc) };
  });
}

/** The same; refuses a cause that is not on it. */
export async function requireVotable(
  context: Context,
  workshopId: string,
  causeId: string,
): Promise<VotableBoard> {
  const board = await readVotable(context, workshopId);
  if (!board.ids.has(causeId)) throw new AppError('not-found', { reason: 'ballots.vote.unknown-cause' });
  return board;
}

/** What can be voted on: every cause that says something. */
export async function readBoardCauses(context: Context, workshopId: string): Promise<BoardCause[]> {
  return worded(await context.rooms.read(boardName(workshopId), readCauses));
}

function worded(causes: readonly BoardCause[]): BoardCause[] {
  return causes.filter(({ text }) => text.trim() !== '');
}

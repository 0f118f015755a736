import { isBallotStage, type Stage } from '../step.ts';
import { boardAccess, isTakingPart, type Participation } from '../workshop.ts';

/**
 * Why somebody only looks at the board as long as the step goes on, as the key of its text; undefined for
 * whoever writes on it, or on a ballot of their own.
 */
export function roomSays(
  participation: Participation,
  stage: Stage,
): 'join.watching' | 'room.board.readOnly' | undefined {
  if (participation === 'observer') return 'join.watching';
  const hasBallot = isBallotStage(stage) && isTakingPart(participation);
  return boardAccess(participation, stage) === 'read' && !hasBallot ? 'room.board.readOnly' : undefined;
}

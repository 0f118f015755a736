import type { BoardAccess, Stage } from './step.ts';
import { isSteering, isTakingPart, type Holds, type Participation } from './workshop.ts';
import { isNamelessKind, type MeetingKind } from './meeting-kind.ts';

/**
 * What somebody may do with the notes of a meeting at a stage [MT15]: whoever takes part writes from the first step to
 * the last, who steers before it too; after the end everybody reads. In a nameless meeting who steers writes for all.
 */
export function notesAccess(
  participation: Participation,
  { kind, stage, isLocked, isPaused }: Holds & { kind: MeetingKind; stage: Stage },
): BoardAccess {
  if (participation === 'none') return 'none';
  const steers = isSteering(participation);
  if (stage === 'closed') return 'read';
  if (stage === 'prepare') return steers ? 'write' : 'none';
  if (steers) return 'write';
  const writes = isTakingPart(participation) && !isLocked && !isPaused && !isNamelessKind(kind);
  return writes ? 'write' : 'read';
}

import type { Id } from '../base/ids.ts';
import { isNamelessKind, type MeetingKind } from './meeting-kind.ts';
import { BOARD_ACCESS, type BoardAccess, type Stage } from './step.ts';

export type WorkshopId = Id<'workshop'>;

/** The seven roles that should be in the room; communication has two seats, so there are eight [WS1]. */
export const SEATS = [
  'analyst',
  'communication-marketing',
  'communication-service',
  'it',
  'lawyer',
  'sales',
  'customer-service',
  'back-office',
] as const;
export type Seat = (typeof SEATS)[number];

/**
 * How somebody stands to one workshop [WS5] [WS12]: it has one facilitator, who may have helpers with
 * the same rights to steer; an observer sees everything and changes nothing.
 */
export type Participation = 'facilitator' | 'cofacilitator' | 'invited' | 'guest' | 'observer' | 'none';

/** Whether somebody steers the workshop. */
export function isSteering(participation: Participation): boolean {
  return participation === 'facilitator' || participation === 'cofacilitator';
}

/** Whether somebody writes, votes and rates in the workshop. */
export function isTakingPart(participation: Participation): boolean {
  return participation !== 'none' && participation !== 'observer';
}

/** What may be held back by the facilitator for a while [WS13]. */
export interface Holds {
  /** Participants read the board and do not change it. */
  isLocked: boolean;
  /** Participants change nothing at all: no cause, no draft, no vote. */
  isPaused: boolean;
}

/**
 * What an actor may do with the board of a workshop at this stage. On that of a nameless meeting nobody but those who
 * steer ever writes: a line there would have its writer's mark [MT30].
 */
export function boardAccess(
  participation: Participation,
  stage: Stage,
  holds?: Partial<Holds> & { kind?: MeetingKind },
): BoardAccess {
  if (participation === 'none') return 'none';
  const rights = BOARD_ACCESS[stage];
  if (isSteering(participation)) return rights.facilitator;
  const isNameless = holds?.kind !== undefined && isNamelessKind(holds.kind);
  const isHeld = participation === 'observer' || holds?.isLocked || holds?.isPaused || isNameless;
  return isHeld && rights.participant === 'write' ? 'read' : rights.participant;
}

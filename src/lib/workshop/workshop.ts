import type { Id } from '../base/ids.ts';

export type WorkshopId = Id<'workshop'>;

/** Where a workshop stands [WS2]. */
export const STEPS = ['prepare', 'evidence', 'causes', 'choose', 'closed'] as const;
export type Step = (typeof STEPS)[number];

/** What may be done on the board in each step [WS3] [WS4]. */
export const BOARD_ACCESS: Readonly<Record<Step, { facilitator: BoardAccess; participant: BoardAccess }>> = {
  prepare: { facilitator: 'write', participant: 'none' },
  evidence: { facilitator: 'write', participant: 'read' },
  causes: { facilitator: 'write', participant: 'write' },
  choose: { facilitator: 'write', participant: 'write' },
  closed: { facilitator: 'read', participant: 'read' },
};
export type BoardAccess = 'none' | 'read' | 'write';

/** A step and its neighbours; undefined at the ends. */
export function nextStep(step: Step): Step | undefined {
  return STEPS[STEPS.indexOf(step) + 1];
}
export function previousStep(step: Step): Step | undefined {
  return STEPS[STEPS.indexOf(step) - 1];
}

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

/** One part of the meeting. */
export interface AgendaItem {
  title: string;
  minutes: number;
  step: Step;
}

/** How somebody stands to one workshop. */
export type Participation = 'facilitator' | 'invited' | 'guest' | 'none';

/** What an actor may do with the board of a workshop in this step. */
export function boardAccess(participation: Participation, step: Step): BoardAccess {
  if (participation === 'none') return 'none';
  return BOARD_ACCESS[step][participation === 'facilitator' ? 'facilitator' : 'participant'];
}

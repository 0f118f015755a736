import { TIMER_OFF, type Timer } from './timer.ts';
import type { Holds } from './workshop.ts';

/** What the facilitator set in the room besides the step. Kept with the workshop, so that a restart keeps it. */
export interface RoomState extends Holds {
  timer: Timer;
  /** The cause that is shown to everybody. */
  spotlight: string | null;
  /** Counts up whenever the room should ask for something that the control document does not hold. */
  news: number;
}

export const QUIET_ROOM: RoomState = {
  timer: TIMER_OFF,
  spotlight: null,
  isLocked: false,
  isPaused: false,
  news: 0,
};

/** What is stored, with what an older version did not know yet. */
export function readRoomState(stored: Partial<RoomState>): RoomState {
  return { ...QUIET_ROOM, ...stored };
}

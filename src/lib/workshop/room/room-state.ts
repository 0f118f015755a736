import { TIMER_OFF, type Timer } from '../programme/timer.ts';
import type { Defining } from '../entries/entry.ts';
import type { Pulse } from '../entries/pulse.ts';
import type { Door } from '../join/room-places.ts';
import { PLAIN_WALL, type WallState } from '../wall/wall.ts';
import type { Grace } from '../programme/grace.ts';
import type { Holds } from '../workshop.ts';

/** What the facilitator set in the room besides the step. Kept with the workshop, so that a restart keeps it. */
export interface RoomState extends Holds {
  timer: Timer;
  /** The cause that is shown to everybody. */
  spotlight: string | null;
  /** How newcomers come in [WS71]. */
  door: Door;
  /** How far the room is with its definition of satisfaction [WS74]. */
  defining: Defining;
  /** The anonymous check that is open, or the last one; its answers are counted when it closes. */
  pulse: Pulse | null;
  /** A question to warm up, and in which order people speak; null when there is none [WS79]. */
  icebreaker: Icebreaker | null;
  /** What the wall shows, while there is one [WS125]. */
  wall: WallState;
  /** A step or a lock came while somebody typed, and is not finished yet [WS106]. */
  grace: Grace | null;
  /** Counts up whenever the room should ask for something that the control document does not hold. */
  news: number;
}

/** A question with which the room warms up. */
export interface Icebreaker {
  question: string;
  /** The names of those who are here, by lot. */
  order: readonly string[];
}

export const QUIET_ROOM: RoomState = {
  timer: TIMER_OFF,
  spotlight: null,
  isLocked: false,
  isPaused: false,
  door: 'open',
  defining: 'collect',
  pulse: null,
  icebreaker: null,
  wall: PLAIN_WALL,
  grace: null,
  news: 0,
};

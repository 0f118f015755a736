/** How many people a room takes who write, vote and rate [WS70]. */
export const MAX_EDITORS = 60;
/** How many more may watch. */
export const MAX_OBSERVERS = 200;

/** What somebody comes for. */
export type Wish = 'take-part' | 'watch';

/** What they get: their wish, or to watch when all places are taken, or nothing. */
export type RoomPlace = Wish | 'full';

/** Whether newcomers come straight in, wait to be let in, or are turned away [WS71]. */
export const DOORS = ['open', 'lobby', 'locked'] as const;
export type Door = (typeof DOORS)[number];

/**
 * The place of somebody who comes [WS70]: above the cap one watches, and above the cap of those who
 * watch nobody comes in. Who is counted already must not be counted again in `taken`.
 */
export function placeFor(wish: Wish, taken: { editors: number; observers: number }): RoomPlace {
  if (wish === 'take-part' && taken.editors < MAX_EDITORS) return 'take-part';
  return taken.observers < MAX_OBSERVERS ? 'watch' : 'full';
}

import * as v from 'valibot';

export type WallTheme = 'light' | 'dark';
export const WALL_THEMES = ['light', 'dark'] as const satisfies readonly WallTheme[];

/** What those who steer chose for the wall; it shows what belongs to the step until they choose [WS125]. */
export interface WallState {
  /** One of the slides of the step; null for the one that the step begins with. */
  slide: string | null;
  theme: WallTheme;
}

/** A lit room. */
export const PLAIN_WALL: WallState = { slide: null, theme: 'light' };

/** More addresses than these at once are no room; the oldest make way. */
export const MOST_WALLS = 12;
/** No session is longer than a working day: an address that nobody ended ends by itself [WS121]. */
export const WALL_LASTS_MS = 12 * 60 * 60_000;

/** 160 random bits; a text of another shape is no code and asks no database. */
const CODE = /^[A-Za-z0-9_-]{27}$/;

export function isWallCode(text: string): boolean {
  return CODE.test(text);
}

/** How the room server names a wall, before its id; no person's key begins so. */
export const WALL_ACTOR = 'wall:';

/** What has to be in the address of a socket so that it comes as a wall. */
export const WALL_PARAMETER = 'wall';

/** Shows a slide, in a light or a dark room; what is left out stays as it is. */
export const WallForm = v.object({
  workshopId: v.string(),
  slide: v.optional(v.pipe(v.string(), v.maxLength(80))),
  theme: v.optional(v.picklist(WALL_THEMES)),
});

/** Fewer answers than this carry no conclusion: the room is told so. */
export const SMALL_N = 30;

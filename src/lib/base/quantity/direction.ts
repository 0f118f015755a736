/** Which way a figure is better: a high first-contact resolution, a low handling time. */
export const DIRECTIONS = ['up', 'down'] as const;
export type BetterDirection = (typeof DIRECTIONS)[number];

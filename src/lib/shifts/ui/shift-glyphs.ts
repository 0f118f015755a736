import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { DayStanding } from '../day/tour-start.ts';
import type { RoundState, TourState } from '../round-state.ts';

/** How lists show where a round stands. */
export const ROUND_GLYPHS: Readonly<Record<RoundState, Glyph>> = {
  'to-come': 'open',
  running: 'progress',
  over: 'done',
  off: 'hold',
};

/** How a round shows its tours. */
export const TOUR_GLYPHS: Readonly<Record<TourState, Glyph>> = { free: 'open', full: 'hold', begun: 'done' };

/** How the page of a tour's day shows where it stands. */
export const DAY_GLYPHS: Readonly<Record<DayStanding, Glyph>> = {
  'to-come': 'open',
  waits: 'waits',
  started: 'progress',
  over: 'done',
};

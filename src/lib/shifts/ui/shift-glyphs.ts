import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { RoundState, TourState } from '../round-state.ts';

/** How lists show where a round stands. */
export const ROUND_GLYPHS: Readonly<Record<RoundState, Glyph>> = {
  'to-come': 'open',
  running: 'progress',
  over: 'done',
};

/** How a round shows its tours. */
export const TOUR_GLYPHS: Readonly<Record<TourState, Glyph>> = { free: 'open', full: 'hold', begun: 'done' };

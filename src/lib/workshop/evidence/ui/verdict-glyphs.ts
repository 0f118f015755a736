import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { FootprintVerdict } from '../footprint.ts';

/** How a test of where scores are low shows what came of it. */
export const VERDICT_GLYPHS: Readonly<Record<FootprintVerdict, Glyph>> = {
  supports: 'done',
  contradicts: 'broken',
  'cannot-tell': 'open',
};

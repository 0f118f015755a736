import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { StageStanding } from '../stage-course.ts';

/** The sign of how a stage stands. */
export const STANDING_GLYPHS: Readonly<Record<StageStanding, Glyph>> = {
  accepted: 'done',
  remarks: 'done',
  refused: 'broken',
  asked: 'waits',
  open: 'progress',
  waits: 'open',
};

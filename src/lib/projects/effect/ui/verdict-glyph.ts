import type { Verdict } from '#lib/base/verdict.ts';
import type { Glyph } from '#lib/patterns/state-glyph.ts';

/** The sign of what a project came to. */
export const EFFECT_GLYPHS: Readonly<Record<Verdict, Glyph>> = {
  improved: 'done',
  none: 'open',
  worse: 'broken',
  unknown: 'waits',
};

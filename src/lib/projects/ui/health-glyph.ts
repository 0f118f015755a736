import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { Health } from '../project.ts';

/** The sign of how a project goes. */
export const HEALTH_GLYPHS: Readonly<Record<Health, Glyph>> = {
  'on-track': 'progress',
  'at-risk': 'risk',
  'off-track': 'broken',
};

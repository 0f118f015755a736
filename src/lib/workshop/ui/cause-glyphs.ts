import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { CauseStatus } from '../evidence/evidence.ts';

/** How lists show whether a cause was checked. */
export const CAUSE_GLYPHS: Readonly<Record<CauseStatus, Glyph>> = {
  possible: 'open',
  verified: 'done',
  'ruled-out': 'broken',
};

import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { StandardLine, StandardState } from '../standard.ts';

/** How a standard stands in lists: what waits for signatures is seen first, then what is in force. */
export function standardGlyph({ inForce, open }: Pick<StandardLine, 'inForce' | 'open'>): {
  glyph: Glyph;
  state: StandardState;
} {
  if (open === 'asked') return { glyph: 'waits', state: 'asked' };
  return inForce ? { glyph: 'done', state: 'approved' } : { glyph: 'open', state: 'draft' };
}

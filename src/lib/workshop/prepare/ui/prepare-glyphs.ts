import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { Knowledge } from '../invitation-mail.ts';
import type { ReadinessState } from '../readiness.ts';

/** How the checklist shows its lines. */
export const READINESS_GLYPHS: Readonly<Record<ReadinessState, Glyph>> = {
  done: 'done',
  missing: 'waits',
  'not-needed': 'hold',
};

/** How the list of invitations shows what somebody has in their mail. */
export const KNOWLEDGE_GLYPHS: Readonly<Record<Knowledge, Glyph>> = {
  nothing: 'open',
  older: 'risk',
  current: 'done',
};

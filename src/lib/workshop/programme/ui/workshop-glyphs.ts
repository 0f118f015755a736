import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { Stage } from '../../step.ts';
import type { StepState } from '../programme.ts';

/** How lists show where a workshop stands: being prepared, somewhere in its programme, or closed. */
export const STAGE_GLYPHS: Readonly<Record<Stage, Glyph>> = {
  prepare: 'open',
  welcome: 'progress',
  evidence: 'progress',
  write: 'progress',
  reveal: 'progress',
  group: 'progress',
  whys: 'progress',
  vote: 'progress',
  rate: 'progress',
  agenda: 'progress',
  wrapup: 'progress',
  closed: 'done',
};

/** How a programme shows its steps. */
export const STEP_GLYPHS: Readonly<Record<StepState, Glyph>> = {
  held: 'done',
  current: 'progress',
  skipped: 'hold',
  'to-come': 'open',
};

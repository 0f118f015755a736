import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { ProjectState } from '../project.ts';

/** The sign of each state of a project. */
export const PROJECT_GLYPHS: Readonly<Record<ProjectState, Glyph>> = {
  draft: 'open',
  submitted: 'waits',
  'sent-back': 'broken',
  approved: 'open',
  running: 'progress',
  'on-hold': 'hold',
  done: 'done',
  stopped: 'broken',
  declined: 'broken',
};

import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { IssueState } from '../issue.ts';

/** The sign of each state of an issue. */
export const ISSUE_GLYPHS: Readonly<Record<IssueState, Glyph>> = {
  open: 'open',
  project: 'progress',
  done: 'done',
  dropped: 'broken',
};

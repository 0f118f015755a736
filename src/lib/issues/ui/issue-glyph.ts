import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { IssueState } from '../issue.ts';

/** How the states of an issue look among those of all work. */
export const ISSUE_GLYPHS: Readonly<Record<IssueState, Glyph>> = {
  open: 'open',
  project: 'progress',
  done: 'done',
  dropped: 'broken',
};

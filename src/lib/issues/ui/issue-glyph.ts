import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { IssueOutcome } from '../triage.ts';

/** How the states of an issue, and what triage says of it, look among those of all work. */
export const ISSUE_GLYPHS: Readonly<Record<IssueOutcome, Glyph>> = {
  open: 'open',
  project: 'progress',
  done: 'done',
  dropped: 'broken',
  new: 'waits',
  declined: 'broken',
  snoozed: 'hold',
  duplicate: 'done',
};

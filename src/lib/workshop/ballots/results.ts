import type { CauseTally } from './dots.ts';
import type { RatedCause } from './ratings.ts';

/** What a vote gave: totals alone, never whose dots they were. */
export interface VoteResult {
  stepId: string;
  /** People who placed a dot, those with a paper ballot among them. */
  voters: number;
  onPaper: number;
  causes: CauseTally[];
}

/** What the room rated, together. */
export interface RatingResult {
  stepId: string;
  raters: number;
  causes: RatedCause[];
}

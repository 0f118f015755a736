import type { CauseTally } from './dots.ts';
import type { RatedCause } from './ratings.ts';

/** How a cause read when its step was sealed: it may have been merged or reworded since. */
interface SealedName {
  text: string;
}

/** What a vote gave: totals alone, never whose dots they were. */
export interface VoteResult {
  stepId: string;
  /** People who placed a dot, those with a paper ballot among them. */
  voters: number;
  onPaper: number;
  causes: (CauseTally & Partial<SealedName>)[];
  /** Dots that followed causes into merges, and those that one cause could not take; absent where there are none. */
  followed?: number;
  unspent?: number;
}

/** What the room rated, together. */
export interface RatingResult {
  stepId: string;
  raters: number;
  causes: (RatedCause & Partial<SealedName>)[];
}

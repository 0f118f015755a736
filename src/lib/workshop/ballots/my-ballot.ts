import type { Dots, VoteRules } from './dots.ts';
import type { Ratings } from './ratings.ts';

/** What one sees of an open vote or rating: one’s own ballot and nobody else’s. */
export interface MyBallot {
  stepId: string;
  kind: 'vote' | 'rate';
  rules: VoteRules;
  dots: Dots;
  /** Dots that came back because causes were merged and one cause takes no more. */
  unspent: number;
  ratings: Ratings;
}

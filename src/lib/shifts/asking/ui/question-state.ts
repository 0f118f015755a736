import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { SeenQuestion } from '../question.ts';

/** Where a question stands, as its reader sees it. */
export type TourQuestionState = 'open' | 'told' | 'answered';

export function questionState({
  answers,
  isTold,
}: Pick<SeenQuestion, 'answers' | 'isTold'>): TourQuestionState {
  if (answers.length > 0) return 'answered';
  return isTold ? 'told' : 'open';
}

export const QUESTION_GLYPHS: Readonly<Record<TourQuestionState, Glyph>> = {
  open: 'waits',
  told: 'risk',
  answered: 'done',
};

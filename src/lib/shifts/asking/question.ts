import * as v from 'valibot';
import { requiredText } from '../../base/parse-input.ts';
import { SCOPES, type Scope } from '../shift.ts';

/** Most letters of what somebody asks while a customer waits. */
export const QUESTION_TEXT_MAX = 500;
export const QUESTION_ANSWER_MAX = 2000;
/** As many of one person wait for an answer on one tour. */
export const MOST_WAITING_QUESTIONS = 10;
/** As many answers as one question bears: more is a discussion. */
export const MOST_QUESTION_ANSWERS = 10;

/** So many minutes of a tour's own hours a mentor has a question, where the round says nothing else. */
export const USUAL_ANSWER_MINUTES = 10;
export const MAX_ANSWER_MINUTES = 240;

/** Why somebody got a question: nobody had it, its time was over, or who had it is not there any more. */
export const HAND_REASONS = ['given', 'late', 'left'] as const;
export type HandReason = (typeof HAND_REASONS)[number];

export const QuestionForm = v.object({
  tourId: v.string(),
  text: requiredText(QUESTION_TEXT_MAX),
  scope: v.pipe(
    v.optional(v.union([v.literal(''), v.picklist(SCOPES)]), ''),
    v.transform((scope) => (scope === '' ? null : scope)),
  ),
});

export const QuestionAnswerForm = v.object({
  tourId: v.string(),
  questionId: v.string(),
  text: requiredText(QUESTION_ANSWER_MAX),
});

export const QuestionPick = v.object({ tourId: v.string(), questionId: v.string() });

/** One moment at which a question went to somebody; without a name while nobody is there. */
export interface QuestionHand {
  name: string | null;
  reason: HandReason;
  atMs: number;
}

export interface QuestionAnswer {
  id: string;
  byId: string;
  name: string;
  text: string;
  atMs: number;
}

/** A question as those read it who are on the tour, look after it, or lead. */
export interface SeenQuestion {
  id: string;
  askedById: string;
  askedBy: string;
  scope: Scope | null;
  text: string;
  askedAtMs: number;
  /** Who has it now, and since when; null while no mentor is there, and once it is answered. */
  holder: { id: string; name: string; sinceMs: number } | null;
  hands: QuestionHand[];
  /** The first first. */
  answers: QuestionAnswer[];
  /** Whether the leads were told that it waits. */
  isTold: boolean;
  findingId: string | null;
}

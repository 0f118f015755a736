import { answerCalls } from '#lib/base/ask-worker.ts';
import { answerQuestions } from './answer-questions.ts';

answerCalls(self, answerQuestions());

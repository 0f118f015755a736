import { answerCalls } from '#lib/base/ask-worker.ts';
import { answerComments } from './answer-comments.ts';

answerCalls(self, answerComments());

import { answerCalls } from '#lib/base/ask-worker.ts';
import { answerImport } from './answer-import.ts';

answerCalls(self, answerImport());

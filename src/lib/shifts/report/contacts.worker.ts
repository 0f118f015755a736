import { answerCalls } from '#lib/base/ask-worker.ts';
import { answerContacts } from './contacts-calls.ts';

answerCalls(self, answerContacts());

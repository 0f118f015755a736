import { answerCalls } from '#lib/base/ask-worker.ts';
import { threadPort } from '#server/thread-port.ts';
import { DOCUMENT_CALLS } from './document-calls.ts';

/** The thread that reads large documents, one after the other. */
answerCalls(threadPort(), DOCUMENT_CALLS);

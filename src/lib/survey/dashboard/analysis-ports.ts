import { AnalysisDesk } from './analysis-engine.ts';
import type { AnalysisReply, AnalysisRequest } from './analysis-messages.ts';
import type { AnalysisPort } from './worker-analysis-engine.ts';

/** Answers a request on every path, whatever goes wrong. */
export async function answerAlways(desk: AnalysisDesk, request: AnalysisRequest): Promise<AnalysisReply> {
  try {
    return await desk.answer(request);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { number: request.number, kind: 'failed', message };
  }
}

/** The analysis in place, for tests and for Node. */
export function directPort(): AnalysisPort {
  const desk = new AnalysisDesk();
  let listener: ((reply: AnalysisReply) => void) | undefined;
  return {
    send: (request) => void answerAlways(desk, request).then((reply) => listener?.(reply)),
    onReply: (next) => (listener = next),
    onFailure: () => undefined,
    close: () => (listener = undefined),
  };
}

/** The analysis in a worker beside the page. The bundler wants this address relative and written out. */
export function workerPort(): AnalysisPort {
  const worker = new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module' });
  return {
    send: (request, transfer) => worker.postMessage(request, transfer),
    onReply: (listener) =>
      worker.addEventListener('message', (event: MessageEvent<AnalysisReply>) => listener(event.data)),
    // A worker that cannot start, or runs out of memory, must not leave the page waiting.
    onFailure: (listener) => {
      worker.addEventListener('error', (event) => listener(event.message || 'the analysis stopped'));
      worker.addEventListener('messageerror', () => listener('the analysis sent what cannot be read'));
    },
    close: () => worker.terminate(),
  };
}

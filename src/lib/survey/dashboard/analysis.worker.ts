import { AnalysisDesk } from './analysis-engine.ts';
import type { AnalysisRequest } from './analysis-messages.ts';
import { answerAlways } from './analysis-ports.ts';

const desk = new AnalysisDesk();

self.addEventListener('message', (event: MessageEvent<AnalysisRequest>) => {
  void answerAlways(desk, event.data).then((reply) => self.postMessage(reply));
});

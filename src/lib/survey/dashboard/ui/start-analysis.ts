import { WorkerClient } from '#lib/base/ask-worker.ts';
import type { AnalysisCalls } from '../analysis-calls.ts';

/** The analysis beside the page. The bundler wants the address relative and written out. */
export function startAnalysis(): WorkerClient<AnalysisCalls> {
  return new WorkerClient(
    () => new Worker(new URL('../analysis.worker.ts', import.meta.url), { type: 'module' }),
  );
}

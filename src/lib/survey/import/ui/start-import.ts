import { WorkerClient } from '#lib/base/ask-worker.ts';
import type { ImportCalls, MaskCalls } from '../import-calls.ts';

/** An import beside the page. The bundler wants the address relative and written out. */
export function startImport(): WorkerClient<ImportCalls> {
  return new WorkerClient(
    () => new Worker(new URL('../import.worker.ts', import.meta.url), { type: 'module' }),
  );
}

export function startMasking(): WorkerClient<MaskCalls> {
  return new WorkerClient(
    () => new Worker(new URL('../mask-wave.worker.ts', import.meta.url), { type: 'module' }),
  );
}

import { WorkerClient } from '#lib/base/ask-worker.ts';
import type { StitchCalls } from '../stitch-calls.ts';

/** Stitching beside the page. The bundler wants the address relative and written out. */
export function startStitching(): WorkerClient<StitchCalls> {
  return new WorkerClient(
    () => new Worker(new URL('../stitch.worker.ts', import.meta.url), { type: 'module' }),
  );
}

import { WorkerClient } from '#lib/base/ask-worker.ts';
import type { WaveBytes } from '../wave/wave-bytes.ts';
import type { ColumnMatch } from './stitch-columns.ts';

export interface StitchCalls {
  /** Proposes which columns of an earlier and a later wave ask the same. See [SV85]. */
  stitch(waves: { before: WaveBytes; after: WaveBytes }): Promise<ColumnMatch[]>;
}

/** Stitching beside the page. The bundler wants the address relative and written out. */
export function startStitching(): WorkerClient<StitchCalls> {
  return new WorkerClient(
    () => new Worker(new URL('./stitch.worker.ts', import.meta.url), { type: 'module' }),
  );
}

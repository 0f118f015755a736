import type { ColumnMatch } from './stitch-columns.ts';
import type { WaveBytes } from '../wave/wave-bytes.ts';

/** An earlier and a later wave. */
export interface StitchRequest {
  before: WaveBytes;
  after: WaveBytes;
}

export type StitchReply = { kind: 'matched'; matches: ColumnMatch[] } | { kind: 'failed'; message: string };

/** Proposes in a worker which columns of two waves ask the same; rejects when a file cannot be read. See [SV85]. */
export function stitchWaves(request: StitchRequest): Promise<ColumnMatch[]> {
  const worker = new Worker(new URL('./stitch.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<ColumnMatch[]>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<StitchReply>) => {
      if (data.kind === 'failed') reject(new Error(data.message));
      else resolve(data.matches);
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

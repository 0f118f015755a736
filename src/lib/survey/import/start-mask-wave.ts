import type { MaskedWave } from './mask-wave.ts';
import { transferOf, type WaveBytes } from '../wave/wave-bytes.ts';

export type MaskReply = { kind: 'masked'; masked: MaskedWave } | { kind: 'failed'; message: string };

/** Masks a wave in a worker; rejects when it cannot be had or read, or with the reason of `signal`. See [SV89]. */
export function startMaskWave(wave: WaveBytes, signal: AbortSignal): Promise<MaskedWave> {
  const worker = new Worker(new URL('./mask-wave.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<MaskedWave>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    worker.addEventListener('message', ({ data }: MessageEvent<MaskReply>) => {
      if (data.kind === 'failed') reject(new Error(data.message));
      else resolve(data.masked);
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(wave, transferOf(wave));
  }).finally(() => worker.terminate());
}

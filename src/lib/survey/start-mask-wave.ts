import type { MaskedWave } from './mask-wave.ts';

export type MaskReply = { kind: 'masked'; masked: MaskedWave } | { kind: 'failed'; message: string };

/** Masks a wave's bytes in a worker; rejects when they cannot be read, or with the reason of `signal`. See [SV89]. */
export function startMaskWave(bytes: Uint8Array, signal: AbortSignal): Promise<MaskedWave> {
  const worker = new Worker(new URL('./mask-wave.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<MaskedWave>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    worker.addEventListener('message', ({ data }: MessageEvent<MaskReply>) => {
      if (data.kind === 'failed') reject(new Error(data.message));
      else resolve(data.masked);
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(bytes);
  }).finally(() => worker.terminate());
}

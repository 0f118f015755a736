import type { MaskReply } from './start-mask-wave.ts';
import { maskWave } from './mask-wave.ts';
import { bytesOf, type WaveBytes } from '../wave/wave-bytes.ts';

self.addEventListener('message', (event: MessageEvent<WaveBytes>) => {
  bytesOf(event.data)
    .then(maskWave)
    .then(
      (masked) => self.postMessage({ kind: 'masked', masked } satisfies MaskReply),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        self.postMessage({ kind: 'failed', message } satisfies MaskReply);
      },
    );
});

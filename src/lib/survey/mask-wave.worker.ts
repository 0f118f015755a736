import type { MaskReply } from './start-mask-wave.ts';
import { maskWave } from './mask-wave.ts';

self.addEventListener('message', (event: MessageEvent<Uint8Array>) => {
  maskWave(event.data).then(
    (masked) => self.postMessage({ kind: 'masked', masked } satisfies MaskReply),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      self.postMessage({ kind: 'failed', message } satisfies MaskReply);
    },
  );
});

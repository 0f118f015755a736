import { answerCalls } from '#lib/base/ask-worker.ts';
import { loadBytes } from '../wave/wave-bytes.ts';
import type { MaskCalls } from './import-calls.ts';
import { maskWave } from './mask-wave.ts';

answerCalls<MaskCalls>(self, {
  async mask(wave, context) {
    const masked = await maskWave(await loadBytes(wave));
    context.move(masked.wave.bytes.buffer as ArrayBuffer); // written here, never shared memory
    return masked;
  },
});

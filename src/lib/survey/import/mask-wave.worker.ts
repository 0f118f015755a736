import { answerCalls } from '#lib/base/ask-worker.ts';
import { bytesOf } from '../wave/wave-bytes.ts';
import type { MaskCalls } from './import-calls.ts';
import { maskWave } from './mask-wave.ts';

answerCalls<MaskCalls>(self, {
  async mask(wave, context) {
    const masked = await maskWave(await bytesOf(wave));
    context.move(masked.wave.bytes.buffer as ArrayBuffer); // written here, never shared memory
    return masked;
  },
});

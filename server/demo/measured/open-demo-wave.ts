import { OpenWave } from '#lib/survey/dashboard/open-wave.ts';
import { WaveFile } from '#lib/survey/wave/wave-file.ts';
import type { DemoWave } from '../demo-scene.ts';

/** A wave as the analyst's browser opens it: everything but texts. */
export async function openDemoWave({ bytes }: DemoWave): Promise<OpenWave> {
  const file = new WaveFile(bytes);
  const names = file.columns
    .filter(({ role }) => !['comment', 'id', 'multi', 'ignore'].includes(role))
    .map(({ name }) => name);
  return new OpenWave(await file.table(names));
}

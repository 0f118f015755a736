import { answerCalls } from '#lib/base/ask-worker.ts';
import { loadBytes, type WaveBytes } from '../wave/wave-bytes.ts';
import { WaveFile } from '../wave/wave-file.ts';
import type { StitchCalls } from './stitch-calls.ts';
import { profileColumn, stitchColumns, type ColumnProfile } from './stitch-columns.ts';

answerCalls<StitchCalls>(self, {
  stitch: async ({ before, after }) => stitchColumns(await profilesOf(before), await profilesOf(after)),
});

/** Comments, ids and dates are never matched, and are not even decoded. */
async function profilesOf(wave: WaveBytes): Promise<ColumnProfile[]> {
  const file = new WaveFile(await loadBytes(wave));
  const names = file.columns
    .filter(({ role }) => !['comment', 'id', 'date', 'weight', 'ignore'].includes(role))
    .map(({ name }) => name);
  const { columns, decimal } = await file.table(names);
  return columns.map((column) => profileColumn(column, decimal));
}

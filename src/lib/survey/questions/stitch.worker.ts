import type { StitchReply, StitchRequest } from './stitch-waves.ts';
import { profileColumn, stitchColumns, type ColumnProfile } from './stitch-columns.ts';
import { bytesOf, type WaveBytes } from '../wave/wave-bytes.ts';
import { WaveFile } from '../wave/wave-file.ts';

self.addEventListener('message', (event: MessageEvent<StitchRequest>) => {
  answer(event.data).then(
    (reply) => self.postMessage(reply),
    (error: unknown) => {
      const failed: StitchReply = {
        kind: 'failed',
        message: error instanceof Error ? error.message : String(error),
      };
      self.postMessage(failed);
    },
  );
});

async function answer({ before, after }: StitchRequest): Promise<StitchReply> {
  return { kind: 'matched', matches: stitchColumns(await profilesOf(before), await profilesOf(after)) };
}

/** Comments, ids and dates are never matched, and are not even decoded. */
async function profilesOf(wave: WaveBytes): Promise<ColumnProfile[]> {
  const file = new WaveFile(await bytesOf(wave));
  const names = file.columns
    .filter(({ role }) => !['comment', 'id', 'date', 'weight', 'ignore'].includes(role))
    .map(({ name }) => name);
  const { columns, decimal } = await file.table(names);
  return columns.map((column) => profileColumn(column, decimal));
}

import { overallFigures } from '../measure/overall-figures.ts';
import type { PreparedWave } from './prepare-wave.ts';
import { maskTable, type PersonalColumn } from '../privacy/mask-table.ts';
import { WaveFile, writeWave } from '../wave/wave-file.ts';

/** A stored wave as it would be with today's detectors, and what they found in it. */
export interface MaskedWave {
  /** Empty when there is nothing to mask; the wave is as it was then. */
  columns: readonly PersonalColumn[];
  wave: Pick<PreparedWave, 'bytes' | 'columns' | 'figures'>;
}

/** Masks the Parquet bytes of a wave again; roles, scales and N/A codes stay as they were decided. See [SV89]. */
export async function maskWave(bytes: Uint8Array): Promise<MaskedWave> {
  const { table, columns } = maskTable(await new WaveFile(bytes).table());
  return {
    columns,
    wave: {
      bytes: writeWave(table),
      columns: table.columns.map(({ name, label, role, naCodes }) => ({
        name,
        label,
        role,
        naCodes: [...naCodes],
      })),
      figures: overallFigures(table),
    },
  };
}

import type { CallContext } from '#lib/base/ask-worker.ts';
import type { PassportOverrides, PassportResult } from '#lib/tabular/file/passport.ts';
import type { ColumnChoices } from '../columns/describe-columns.ts';
import type { WaveBytes } from '../wave/wave-bytes.ts';
import type { MatchBy } from './compare-tables.ts';
import type { PreparedWave } from './prepare-wave.ts';
import type { ImportProgress, SurveyReading } from './read-survey.ts';
import type { MaskedWave } from './mask-wave.ts';
import type { WaveComparison } from './wave-comparison.ts';

/** What the page asks of an import, in this order; the file and its answers stay with the worker. */
export interface ImportCalls {
  inspect(input: { file: Blob; overrides: PassportOverrides }): Promise<PassportResult>;
  /** Reads the file that was inspected last. */
  read(input: undefined, context: CallContext<ImportProgress>): Promise<SurveyReading>;
  /** Makes the wave from the file that was read last. */
  prepare(choices: ColumnChoices, context: CallContext): Promise<PreparedWave>;
  /** Compares the file that was read last with a wave's Parquet bytes; nothing is kept. */
  compare(input: {
    choices: ColumnChoices;
    earlier: WaveBytes;
    by: MatchBy | undefined;
  }): Promise<WaveComparison>;
}

/** Masking of a stored wave. See [SV89]. */
export interface MaskCalls {
  mask(wave: WaveBytes, context: CallContext): Promise<MaskedWave>;
}

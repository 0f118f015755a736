import type { WaveBytes } from '../wave/wave-bytes.ts';
import type { ColumnMatch } from './stitch-columns.ts';

export interface StitchCalls {
  /** Proposes which columns of an earlier and a later wave ask the same. See [SV85]. */
  stitch(waves: { before: WaveBytes; after: WaveBytes }): Promise<ColumnMatch[]>;
}

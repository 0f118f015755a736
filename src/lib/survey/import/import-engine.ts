import type { MatchBy } from './compare-tables.ts';
import type { ColumnChoices } from '../columns/describe-columns.ts';
import {
  describeReading,
  type ImportProgress,
  maskForWave,
  openSurvey,
  prepareWave,
  type PreparedWave,
  readSurvey,
  type SurveyReading,
} from './import-survey.ts';
import type { Passport, PassportOverrides, PassportResult } from '#lib/tabular/file/passport.ts';
import type { TableRead } from '#lib/tabular/read/read-table.ts';
import type { SurveySource } from '#lib/tabular/file/survey-source.ts';
import { bytesOf, type WaveBytes } from '../wave/wave-bytes.ts';
import { compareWaves, type WaveComparison } from './wave-comparison.ts';
import { WaveFile } from '../wave/wave-file.ts';

/** The work of an import, wherever it runs: beside the page in a worker, or in place for tests. */
export interface ImportEngine {
  inspect(file: Blob, overrides: PassportOverrides): Promise<PassportResult>;
  /** Reads the file that was inspected last; the answers stay with the engine. */
  read(onProgress: (progress: ImportProgress) => void): Promise<SurveyReading>;
  /** Makes the wave from the file that was read last. */
  prepare(choices: ColumnChoices): Promise<PreparedWave>;
  /** Compares the file that was read last with a wave's Parquet bytes; nothing is kept. */
  compare(choices: ColumnChoices, earlier: WaveBytes, by?: MatchBy): Promise<WaveComparison>;
  /** Ends whatever is going on and forgets everything; a pending promise rejects with an AbortError. */
  cancel(): void;
}

/** The engine itself: what the worker runs, and what tests use directly. */
export class LocalImportEngine implements ImportEngine {
  #file: Blob | undefined;
  #source: SurveySource | undefined;
  #passport: Passport | undefined;
  #read: TableRead | undefined;
  #reading: SurveyReading | undefined;
  #abort = new AbortController();

  async inspect(file: Blob, overrides: PassportOverrides): Promise<PassportResult> {
    const opened = await openSurvey(file, overrides, file === this.#file ? this.#source : undefined);
    this.#file = file;
    this.#source = opened.ok ? opened.source : undefined;
    this.#passport = opened.ok ? opened.passport : undefined;
    return opened.ok ? { ok: true, passport: opened.passport } : opened;
  }

  async read(onProgress: (progress: ImportProgress) => void): Promise<SurveyReading> {
    if (!this.#source || !this.#passport) throw new Error('read before a file was inspected');
    this.#read = await readSurvey(this.#source.text, this.#passport, onProgress, this.#abort.signal);
    this.#reading = describeReading(this.#read);
    return this.#reading;
  }

  async prepare(choices: ColumnChoices): Promise<PreparedWave> {
    if (!this.#read || !this.#reading) throw new Error('prepare before a file was read');
    return prepareWave(this.#read, this.#reading.descriptions, choices);
  }

  async compare(choices: ColumnChoices, earlier: WaveBytes, by?: MatchBy): Promise<WaveComparison> {
    if (!this.#read || !this.#reading) throw new Error('compare before a file was read');
    const { table } = maskForWave(this.#read, this.#reading.descriptions, choices);
    return compareWaves(await new WaveFile(await bytesOf(earlier)).table(), table, by);
  }

  cancel(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#file = undefined;
    this.#source = undefined;
    this.#passport = undefined;
    this.#read = undefined;
    this.#reading = undefined;
  }
}

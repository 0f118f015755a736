import type { ColumnChoices } from './describe-columns.ts';
import {
  describeReading,
  type ImportProgress,
  inspectSurvey,
  prepareWave,
  type PreparedWave,
  readSurvey,
  type SurveyReading,
} from './import-survey.ts';
import type { PassportOverrides, PassportResult } from './passport.ts';
import type { TableRead } from './read-table.ts';

/** The work of an import, wherever it runs: beside the page in a worker, or in place for tests. */
export interface ImportEngine {
  inspect(file: Blob, overrides: PassportOverrides): Promise<PassportResult>;
  /** Reads the file that was inspected last; the answers stay with the engine. */
  read(onProgress: (progress: ImportProgress) => void): Promise<SurveyReading>;
  /** Makes the wave from the file that was read last. */
  prepare(choices: ColumnChoices): Promise<PreparedWave>;
  /** Ends whatever is going on and forgets everything; a pending promise rejects with an AbortError. */
  cancel(): void;
}

/** The engine itself: what the worker runs, and what tests use directly. */
export class LocalImportEngine implements ImportEngine {
  #file: Blob | undefined;
  #passport: PassportResult | undefined;
  #read: TableRead | undefined;
  #reading: SurveyReading | undefined;
  #abort = new AbortController();

  async inspect(file: Blob, overrides: PassportOverrides): Promise<PassportResult> {
    this.#file = file;
    this.#passport = await inspectSurvey(file, overrides);
    return this.#passport;
  }

  async read(onProgress: (progress: ImportProgress) => void): Promise<SurveyReading> {
    if (!this.#file || !this.#passport?.ok) throw new Error('read before a file was inspected');
    this.#read = await readSurvey(this.#file, this.#passport.passport, onProgress, this.#abort.signal);
    this.#reading = describeReading(this.#read);
    return this.#reading;
  }

  async prepare(choices: ColumnChoices): Promise<PreparedWave> {
    if (!this.#read || !this.#reading) throw new Error('prepare before a file was read');
    return prepareWave(this.#read, this.#reading.descriptions, choices);
  }

  cancel(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#file = undefined;
    this.#passport = undefined;
    this.#read = undefined;
    this.#reading = undefined;
  }
}

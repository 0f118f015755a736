import * as v from 'valibot';
import { calendarDay, requiredText, wholeNumber } from '#lib/base/parse-input.ts';
import { WaveColumn, WaveFigure } from '../wave/wave.ts';
import { ImportSettings } from './import-profile.ts';

const rows = v.object({
  read: wholeNumber(0, 100_000_000),
  imported: wholeNumber(1, 100_000_000),
  rejected: wholeNumber(0, 100_000_000),
  excluded: wholeNumber(0, 100_000_000),
});

/** How long a replaced file can be brought back: longer than a holiday, shorter than a habit. */
export const UNDO_DAYS = 30;

/** What the browser sends when a file was read, checked and uploaded as Parquet. */
export const WaveImport = v.object({
  surveyName: requiredText(200),
  waveName: requiredText(200),
  fieldedOn: calendarDay(),
  fileName: requiredText(400),
  blobId: v.string(),
  rows: v.pipe(
    rows,
    // [SV9] nothing is lost: every row read is imported, rejected or excluded.
    v.check(
      (count) => count.imported + count.rejected + count.excluded === count.read,
      'import.upload.rowsDisagree',
    ),
  ),
  columns: v.pipe(v.array(WaveColumn), v.minLength(1), v.maxLength(2000)),
  figures: v.pipe(v.array(WaveFigure), v.maxLength(500)),
  /** The wave, at the version that was compared, in whose place this file is imported. */
  replaces: v.optional(v.object({ waveId: v.string(), version: v.pipe(v.number(), v.integer()) })),
  /** False when personal data was found in what is replaced: nobody can bring it back then. */
  keepsPrevious: v.optional(v.boolean(), true),
  /** How the file was read, remembered for the next wave of the survey. */
  settings: v.optional(ImportSettings),
});

export type WaveImport = v.InferOutput<typeof WaveImport>;

/** Limit of one upload: a million responses of twenty columns need about a tenth of it. */
export const MAX_WAVE_BYTES = 512 * 1024 * 1024;

export const UploadStart = v.object({
  byteSize: wholeNumber(1, MAX_WAVE_BYTES),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

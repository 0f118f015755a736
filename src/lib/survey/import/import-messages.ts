import type { MatchBy } from './compare-tables.ts';
import type { ColumnChoices } from '../columns/describe-columns.ts';
import type { ImportProgress, PreparedWave, SurveyReading } from './import-survey.ts';
import type { PassportOverrides, PassportResult } from '#lib/tabular/file/passport.ts';
import type { WaveComparison } from './wave-comparison.ts';
import type { WaveBytes } from '../wave/wave-bytes.ts';

/** What the page asks of the import worker; every request is answered, or the worker is ended. */
export type ImportRequest =
  | { kind: 'inspect'; file: Blob; overrides: PassportOverrides }
  | { kind: 'read' }
  | { kind: 'prepare'; choices: ColumnChoices }
  | { kind: 'compare'; choices: ColumnChoices; earlier: WaveBytes; by: MatchBy | undefined };

/** What the worker answers: any number of `progress`, then one of the others. */
export type ImportReply =
  | { kind: 'progress'; progress: ImportProgress }
  | { kind: 'inspected'; result: PassportResult }
  | { kind: 'read'; reading: SurveyReading }
  | { kind: 'prepared'; wave: PreparedWave }
  | { kind: 'compared'; comparison: WaveComparison }
  | { kind: 'failed'; message: string };

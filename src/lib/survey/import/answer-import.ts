import type { CallContext } from '#lib/base/ask-worker.ts';
import type { Passport } from '#lib/tabular/file/passport.ts';
import type { SurveySource } from '#lib/tabular/file/survey-source.ts';
import type { TableRead } from '#lib/tabular/read/read-table.ts';
import { loadBytes } from '../wave/wave-bytes.ts';
import { WaveFile } from '../wave/wave-file.ts';
import type { ImportCalls } from './import-calls.ts';
import { maskForWave, prepareWave } from './prepare-wave.ts';
import { describeReading, type ImportProgress, readSurvey, type SurveyReading } from './read-survey.ts';
import { openSurvey } from './open-survey.ts';
import { compareWaves } from './wave-comparison.ts';

/** Progress told more often than this would only keep the page busy. */
const PROGRESS_MS = 80;

/** One import: each call goes on with what the one before it left. What the worker runs. */
export function answerImport(): ImportCalls {
  let file: Blob | undefined;
  let source: SurveySource | undefined;
  let passport: Passport | undefined;
  let last: { read: TableRead; reading: SurveyReading } | undefined;
  const lastRead = (call: string): NonNullable<typeof last> => {
    if (!last) throw new Error(`${call} before a file was read`);
    return last;
  };
  return {
    async inspect({ file: inspected, overrides }) {
      // A changed decision does not unpack the workbook again.
      const opened = await openSurvey(inspected, overrides, isSameFile(inspected, file) ? source : undefined);
      file = inspected;
      source = opened.ok ? opened.source : undefined;
      passport = opened.ok ? opened.passport : undefined;
      return opened.ok ? { ok: true, passport: opened.passport } : opened;
    },
    async read(_, context) {
      if (!source || !passport) throw new Error('read before a file was inspected');
      const read = await readSurvey(source.text, passport, throttled(context));
      last = { read, reading: describeReading(read) };
      return last.reading;
    },
    async prepare(choices, context) {
      const { read, reading } = lastRead('prepare');
      const wave = prepareWave(read, reading.descriptions, choices);
      context.move(wave.bytes.buffer as ArrayBuffer); // written here, never shared memory
      return wave;
    },
    async compare({ choices, earlier, by }) {
      const { read, reading } = lastRead('compare');
      const { table } = maskForWave(read, reading.descriptions, choices);
      return compareWaves(await new WaveFile(await loadBytes(earlier)).table(), table, by);
    },
  };
}

/** A file that was sent to a worker twice is two copies there. */
function isSameFile(a: Blob, b: Blob | undefined): boolean {
  if (a === b) return true;
  if (!(a instanceof File && b instanceof File)) return false;
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
}

function throttled({ tell }: CallContext<ImportProgress>): (progress: ImportProgress) => void {
  let last = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - last < PROGRESS_MS && progress.bytesRead < progress.bytesTotal) return;
    last = now;
    tell(progress);
  };
}

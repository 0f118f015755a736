import { type FileFault, stoppingFault } from '#lib/tabular/file/file-fault.ts';
import {
  HEAD_BYTES,
  type Passport,
  type PassportOverrides,
  type PassportResult,
  readPassport,
} from '#lib/tabular/file/passport.ts';
import { openSource, type SurveySource } from '#lib/tabular/file/survey-source.ts';

/** A file that can be read, and its passport. */
export type OpenedSurvey =
  { ok: true; passport: Passport; source: SurveySource } | { ok: false; issue: FileFault };

/** More than a tab can hold once it is in columns, and more than their offsets can count. */
export const MAX_FILE_BYTES = 2 ** 31 - 1;

/**
 * Opens a file: a workbook's sheet becomes text first (`opened` spares doing that again), then the passport
 * is read from the first megabyte.
 */
export async function openSurvey(
  file: Blob,
  overrides: PassportOverrides = {},
  opened?: SurveySource,
): Promise<OpenedSurvey> {
  if (file.size > MAX_FILE_BYTES) {
    const values = { size: Math.round(file.size / 1e9), limit: Math.floor(MAX_FILE_BYTES / 1e9) };
    return { ok: false, issue: stoppingFault('file-too-large', values) };
  }
  const isOpen = opened && (overrides.sheet === undefined || opened.workbook?.sheet === overrides.sheet);
  const found = isOpen
    ? { ok: true as const, source: opened }
    : await openSource(file, overrides.sheet, { keepsEmptyRows: true }); // lines above the headings count as the spreadsheet does
  if (!found.ok) return found;
  const { text, workbook } = found.source;
  const head = new Uint8Array(await text.slice(0, HEAD_BYTES).arrayBuffer());
  const result = readPassport(head, text.size <= HEAD_BYTES, overrides);
  if (!result.ok) return result;
  const passport = workbook ? { ...result.passport, workbook } : result.passport;
  return { ok: true, passport, source: found.source };
}

/** The passport of a file that is read with its guesses alone. */
export async function inspectSurvey(file: Blob, overrides: PassportOverrides = {}): Promise<PassportResult> {
  const opened = await openSurvey(file, overrides);
  return opened.ok ? { ok: true, passport: opened.passport } : opened;
}

import type { FileFault } from './file-fault.ts';
import { isWorkbook } from './not-csv.ts';
import { Workbook, type SheetReading } from './workbook.ts';
import { ArchiveRefused } from './zip-archive.ts';

/** The sheet of a workbook that is read, and the others to choose from. */
export interface SheetChoice {
  sheet: string;
  sheets: readonly string[];
}

/** Delimited text to be read, wherever it came from. */
export interface SurveySource {
  text: Blob;
  workbook: SheetChoice | undefined;
}

export type SourceResult = { ok: true; source: SurveySource } | { ok: false; issue: FileFault };

const HEAD_BYTES = 1 << 16;
export const FEWEST_ROWS = 2;

/**
 * The text of a survey file: the file itself, or the sheet of a workbook whatever its name says. Without
 * `sheet` the first visible one with answers is taken. See [SV29].
 */
export async function openSource(
  file: Blob,
  sheet?: string,
  reading: SheetReading = {},
): Promise<SourceResult> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (!isWorkbook(head)) return { ok: true, source: { text: file, workbook: undefined } };
  try {
    const workbook = await Workbook.open(file);
    const sheets = workbook.sheets.map(({ name }) => name);
    const visible = workbook.sheets.filter(({ isHidden }) => !isHidden);
    const candidates = sheet === undefined ? visible : workbook.sheets.filter(({ name }) => name === sheet);
    for (const candidate of candidates) {
      const { text, rows } = await workbook.sheetText(candidate, reading);
      if (rows < FEWEST_ROWS && sheet === undefined) continue;
      return { ok: true, source: { text, workbook: { sheet: candidate.name, sheets } } };
    }
    throw new ArchiveRefused(sheet === undefined ? 'empty-workbook' : 'no-such-sheet', {
      sheets: sheets.join(', '),
    });
  } catch (error) {
    if (error instanceof ArchiveRefused) return { ok: false, issue: error.issue };
    throw error;
  }
}

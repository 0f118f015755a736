import { openAsBlob } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { ColumnTooLarge } from '#lib/tabular/read/column-builder.ts';
import { readSurvey } from '#lib/survey/import/read-survey.ts';
import { openSurvey } from '#lib/survey/import/open-survey.ts';
import { isWorkbook } from '#lib/tabular/file/not-csv.ts';
import {
  HEAD_BYTES,
  type Passport,
  type PassportOverrides,
  readPassport,
} from '#lib/tabular/file/passport.ts';
import { estimateRows, TableReader, type TableRead } from '#lib/tabular/read/read-table.ts';
import { CommandError } from './command-failure.ts';
import { issueText } from './survey-words.ts';

export interface ReadFile {
  passport: Passport;
  read: TableRead;
}

/** Reads a survey file as a stream into one buffer that is used again and again; a workbook's sheet first becomes text. */
export async function readFile(path: string, overrides: PassportOverrides): Promise<ReadFile> {
  const size = await fileSize(path);
  const handle = await open(path, 'r');
  try {
    const chunk = new Uint8Array(HEAD_BYTES);
    let { bytesRead } = await handle.read(chunk, 0, chunk.length);
    if (isWorkbook(chunk.subarray(0, bytesRead))) return await readWorkbook(path, overrides);
    const result = readPassport(chunk.subarray(0, bytesRead), bytesRead >= size, overrides);
    if (!result.ok) throw new CommandError(`${path}: ${issueText(result.issue)}`);
    const { passport } = result;
    const reader = new TableReader(passport, estimateRows(passport, size));
    while (bytesRead > 0) {
      reader.push(chunk.subarray(0, bytesRead));
      ({ bytesRead } = await handle.read(chunk, 0, chunk.length));
    }
    return { passport, read: reader.finish() };
  } catch (error) {
    if (!(error instanceof ColumnTooLarge)) throw error;
    throw new CommandError(
      `${path}: the different answers of one column are more than 2 GB. Nothing was read; split the file, by month for example.`,
    );
  } finally {
    await handle.close();
  }
}

async function readWorkbook(path: string, overrides: PassportOverrides): Promise<ReadFile> {
  const opened = await openSurvey(await openAsBlob(path), overrides);
  if (!opened.ok) throw new CommandError(`${path}: ${issueText(opened.issue)}`);
  const { passport, source } = opened;
  const read = await readSurvey(source.text, passport, () => undefined);
  return { passport, read };
}

async function fileSize(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined); // the reason does not matter: it cannot be read
  if (!found?.isFile()) throw new CommandError(`${path}: no such file`);
  return found.size;
}

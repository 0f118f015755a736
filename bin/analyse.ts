import { open, stat } from 'node:fs/promises';
import { analyse } from '#lib/survey/analyse.ts';
import type { Analysis } from '#lib/survey/analysis-report.ts';
import type { ColumnChoice } from '#lib/survey/describe-columns.ts';
import type { SurveyIssue } from '#lib/survey/issue.ts';
import { HEAD_BYTES, type Passport, readPassport } from '#lib/survey/passport.ts';
import { estimateRows, TableReader, type TableRead } from '#lib/survey/read-table.ts';
import { COLUMN_ROLES, type ColumnRole, findColumn, type SurveyTable } from '#lib/survey/table.ts';
import { formatAnalysis } from './analyse-report.ts';
import type { Output } from './output.ts';
import { issueText } from './survey-words.ts';

const USAGE = `usage: herringbone analyse FILE [--role COLUMN=ROLE ...] [--na COLUMN=CODE,CODE ...]
                           [--segment COLUMN] [--target COLUMN] [--json]
  ROLE: ${COLUMN_ROLES.join(', ')}
  --na COLUMN=0,6 replaces the N/A codes found by the program, --na COLUMN= clears them.`;

interface Flags {
  file: string;
  roles: [column: string, role: ColumnRole][];
  naCodes: [column: string, codes: string[]][];
  segment?: string;
  target?: string;
  isJson: boolean;
}

/** Thrown for a command that cannot be understood; its message is shown with the usage, exit 2. */
class UsageError extends Error {}

/** Thrown for a file that cannot be analysed; its message is shown, exit 1. */
class InputError extends Error {}

/**
 * `herringbone analyse`: reads a survey file as a stream, guesses what its columns mean, applies the flags
 * and writes the figures. Resolves to the exit code: 0 done, 1 bad input, 2 bad usage. See [SV23].
 */
export async function analyseCommand(args: string[], io: Output): Promise<number> {
  try {
    const flags = parseFlags(args);
    const { passport, read } = await readFile(flags.file);
    const analysis = analyse(read, passport, {
      choices: columnChoices(read.table, flags),
      ...(flags.segment === undefined ? {} : { segment: requireColumn(read.table, flags.segment) }),
      ...(flags.target === undefined ? {} : { target: requireColumn(read.table, flags.target) }),
    });
    if (flags.target !== undefined && !analysis.drivers) {
      throw new InputError(
        `no drivers of "${flags.target}": it needs numbers (or two answers), rated items and enough complete rows`,
      );
    }
    const text = flags.isJson
      ? JSON.stringify(toJson(analysis), null, 2)
      : formatAnalysis(flags.file, analysis);
    io.out(`${text}\n`);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`${error.message}\n${USAGE}\n`);
      return 2;
    }
    if (error instanceof InputError) {
      io.err(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

function parseFlags(args: string[]): Flags {
  const files: string[] = [];
  const flags: Omit<Flags, 'file'> = { roles: [], naCodes: [], isJson: false };
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? '';
    const [flag = '', inline] = argument.startsWith('--') ? splitOnce(argument, '=', 'first') : [argument];
    const value = (): string => {
      const given = inline ?? args[++i];
      if (given === undefined) throw new UsageError(`${flag} needs a value`);
      return given;
    };
    if (!argument.startsWith('--')) files.push(argument);
    else if (flag === '--json') flags.isJson = true;
    else if (flag === '--role') flags.roles.push(parseRole(value()));
    else if (flag === '--na') flags.naCodes.push(parseNaCodes(value()));
    else if (flag === '--segment') flags.segment = value();
    else if (flag === '--target') flags.target = value();
    else throw new UsageError(`unknown flag ${argument}`);
  }
  const [file] = files;
  if (file === undefined) throw new UsageError('which file?');
  if (files.length > 1) throw new UsageError(`one file at a time, not ${files.length}`);
  return { ...flags, file };
}

/** `name=value`; a heading may hold an equals sign, so the last one parts it from the value. */
function splitOnce(text: string, mark: string, which: 'first' | 'last'): [string, string] | [string] {
  const at = which === 'first' ? text.indexOf(mark) : text.lastIndexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function parseRole(text: string): [string, ColumnRole] {
  const [column, roleText] = splitOnce(text, '=', 'last');
  const role = COLUMN_ROLES.find((known) => known === roleText);
  if (!column || !role) throw new UsageError(`--role takes COLUMN=ROLE, not "${text}"`);
  return [column, role];
}

function parseNaCodes(text: string): [string, string[]] {
  const [column, codes] = splitOnce(text, '=', 'last');
  if (!column || codes === undefined) throw new UsageError(`--na takes COLUMN=CODE,CODE, not "${text}"`);
  return [
    column,
    codes
      .split(',')
      .map((code) => code.trim())
      .filter((code) => code !== ''),
  ];
}

async function readFile(path: string): Promise<{ passport: Passport; read: TableRead }> {
  const size = await fileSize(path);
  const handle = await open(path, 'r');
  try {
    const chunk = new Uint8Array(HEAD_BYTES);
    let { bytesRead } = await handle.read(chunk, 0, chunk.length);
    const result = readPassport(chunk.subarray(0, bytesRead), bytesRead >= size);
    if (!result.ok) throw new InputError(`${path}: ${issueText(result.issue)}`);
    const { passport } = result;
    const reader = new TableReader(passport, estimateRows(passport, size));
    while (bytesRead > 0) {
      reader.push(chunk.subarray(0, bytesRead));
      ({ bytesRead } = await handle.read(chunk, 0, chunk.length));
    }
    return { passport, read: reader.finish() };
  } finally {
    await handle.close();
  }
}

async function fileSize(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined); // the reason does not matter: it cannot be read
  if (!found?.isFile()) throw new InputError(`${path}: no such file`);
  return found.size;
}

function columnChoices(table: SurveyTable, flags: Flags): Map<number, ColumnChoice> {
  const choices = new Map<number, ColumnChoice>();
  const change = (name: string, choice: ColumnChoice): void => {
    const index = findColumn(table, requireColumn(table, name))?.index ?? -1;
    choices.set(index, { ...choices.get(index), ...choice });
  };
  for (const [name, role] of flags.roles) change(name, { role });
  for (const [name, naCodes] of flags.naCodes) change(name, { naCodes });
  return choices;
}

function requireColumn(table: SurveyTable, name: string): string {
  const column = findColumn(table, name);
  if (column) return column.name;
  const names = table.columns.map((each) => each.name);
  throw new UsageError(
    `no column "${name}"; the file has: ${names.slice(0, 30).join(', ')}${names.length > 30 ? ', ...' : ''}`,
  );
}

/** The JSON of docs/cli-analyse.md: issues become warnings with their sentence. */
function toJson({ issues, ...analysis }: Analysis): unknown {
  const warnings = issues.map((issue: SurveyIssue) => ({
    code: issue.code,
    ...(issue.column === undefined ? {} : { column: issue.column }),
    ...(issue.row === undefined ? {} : { row: issue.row }),
    message: issueText(issue),
  }));
  const { file, rows, columns, ...figures } = analysis;
  return { file, rows, columns, warnings, ...figures };
}

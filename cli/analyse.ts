import { analyse } from '#lib/survey/analyse/analyse.ts';
import type { Analysis } from '#lib/survey/analyse/analysis-report.ts';
import type { ColumnChoice } from '#lib/survey/columns/describe-columns.ts';
import type { FileFault } from '#lib/tabular/file/file-fault.ts';
import { findColumn, type SurveyTable } from '#lib/tabular/table/table.ts';
import { readFile } from './analyse-file.ts';
import { type Flags, parseFlags, USAGE } from './analyse-flags.ts';
import { formatAnalysis } from './analyse-report.ts';
import { CommandError, reportFailure, UsageError } from './command-failure.ts';
import type { Output } from './output.ts';
import { issueText } from './survey-words.ts';

/**
 * `herringbone analyse`: reads a survey file as a stream, guesses what its columns mean, applies the flags
 * and writes the figures. Resolves to the exit code: 0 done, 1 bad input, 2 bad usage. See [SV23].
 */
export function analyseCommand(args: string[], io: Output): Promise<number> {
  return reportFailure(USAGE, io, async () => {
    const flags = parseFlags(args);
    const { passport, read } = await readFile(flags.file, flags.passport);
    const analysis = analyse(read, passport, {
      choices: columnChoices(read.table, flags),
      ...(flags.segment === undefined ? {} : { segment: requireColumn(read.table, flags.segment) }),
      ...(flags.target === undefined ? {} : { target: requireColumn(read.table, flags.target) }),
    });
    if (flags.target !== undefined && !analysis.drivers) {
      throw new CommandError(
        `no drivers of "${flags.target}": it needs numbers (or two answers), rated items and enough complete rows`,
      );
    }
    const text = flags.isJson
      ? JSON.stringify(toJson(analysis), null, 2)
      : formatAnalysis(flags.file, analysis);
    io.out(`${text}\n`);
    const nobody = askedForNothing(analysis, read.table, flags);
    if (nobody.length > 0)
      throw new CommandError(`${flags.file}: nobody answered ${nobody.join(', ')} (n = 0)`);
  });
}

/** What was asked for by name and has no answer at all. See [SV138]. */
function askedForNothing(analysis: Analysis, table: SurveyTable, flags: Flags): string[] {
  const roles = flags.roles.filter(([, role]) => role !== 'ignore').map(([name]) => name);
  const segment = flags.segment === undefined || analysis.segments?.length ? [] : [flags.segment];
  const empty = roles.filter((name) => {
    const index = findColumn(table, name)?.index;
    return analysis.columns.some((column) => column.index === index && column.n === 0);
  });
  return [...new Set([...empty, ...segment])].map((name) => `"${name}"`);
}

function columnChoices(table: SurveyTable, flags: Flags): Map<number, ColumnChoice> {
  const choices = new Map<number, ColumnChoice>();
  const change = (name: string, choice: ColumnChoice): void => {
    const index = findColumn(table, requireColumn(table, name))?.index ?? -1;
    choices.set(index, { ...choices.get(index), ...choice });
  };
  for (const [name, role] of flags.roles) change(name, { role });
  for (const [name, naCodes] of flags.naCodes) change(name, { naCodes });
  for (const [name, joinedBy] of flags.joins) change(name, { role: 'multi', joinedBy });
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
  const warnings = issues.map((issue: FileFault) => ({
    code: issue.code,
    ...(issue.column === undefined ? {} : { column: issue.column }),
    ...(issue.row === undefined ? {} : { row: issue.row }),
    message: issueText(issue),
  }));
  const { file, rows, columns, ...figures } = analysis;
  return { file, rows, columns, warnings, ...figures };
}

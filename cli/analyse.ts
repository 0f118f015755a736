import { analyse } from '#lib/survey/analyse/analyse.ts';
import type { Analysis } from '#lib/survey/analyse/analysis-report.ts';
import type { CrossTables } from '#lib/survey/analyse/cross-tables.ts';
import { reportCross } from '#lib/survey/analyse/report-cross.ts';
import type { ColumnChoice } from '#lib/survey/columns/describe-columns.ts';
import type { FileFault } from '#lib/tabular/file/file-fault.ts';
import { findColumn, type SurveyTable } from '#lib/tabular/table/table.ts';
import { readFile } from './analyse-file.ts';
import { type Flags, parseFlags, USAGE } from './analyse-flags.ts';
import { formatAnalysis } from './analyse-report.ts';
import { crossError, driverFaultText, noColumnText } from './analyse-refusals.ts';
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
      ...(flags.target === undefined ? {} : requireTarget(read.table, flags.target)),
      ...(flags.drivers ? { drivers: requireColumns(read.table, flags.drivers) } : {}),
      ...(flags.cross ? { cross: flags.cross } : {}),
    });
    if (analysis.noDrivers) {
      throw new CommandError(`no drivers of "${flags.target ?? ''}": ${driverFaultText(analysis.noDrivers)}`);
    }
    if (analysis.cross && 'refusal' in analysis.cross) throw crossError(analysis.cross, read.table);
    const isEmpty = analysis.cross?.plain.all.n === 0;
    if (isEmpty) analysis.issues.push(emptyCross(analysis.cross));
    const text = flags.isJson
      ? JSON.stringify(toJson(analysis), null, 2)
      : formatAnalysis(flags.file, analysis);
    io.out(`${text}\n`);
    // The figures stand above; what was asked for is not among them.
    if (isEmpty) throw new CommandError(issueText(emptyCross(analysis.cross)));
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

function emptyCross(cross: CrossTables | undefined): FileFault {
  const { row, column } = cross?.plain ?? {};
  return {
    severity: 'warning',
    code: 'empty-crosstab',
    values: { rows: row?.name ?? '', columns: column?.name ?? '' },
  };
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

/** A column, or one of its answers as COLUMN=ANSWER; a heading may hold an equals sign itself, so that it goes first. */
function requireTarget(table: SurveyTable, text: string): { target: string; targetAnswer?: string } {
  const at = text.lastIndexOf('=');
  const column = at > 0 && !findColumn(table, text) ? findColumn(table, text.slice(0, at)) : undefined;
  if (!column) return { target: requireColumn(table, text) };
  return { target: column.name, targetAnswer: text.slice(at + 1) };
}

/**
 * The columns of lists parted by commas. A heading may hold commas itself: the longest run of parts that is one
 * is taken.
 */
function requireColumns(table: SurveyTable, lists: readonly string[]): string[] {
  return lists.flatMap((list) => {
    const parts = list.split(',');
    const names: string[] = [];
    for (let from = 0; from < parts.length;) {
      let to = parts.length;
      while (to > from + 1 && !findColumn(table, parts.slice(from, to).join(','))) to--;
      names.push(requireColumn(table, parts.slice(from, to).join(',').trim()));
      from = to;
    }
    return names;
  });
}

function requireColumn(table: SurveyTable, name: string): string {
  const column = findColumn(table, name);
  if (column) return column.name;
  throw new UsageError(noColumnText(table, name));
}

/** The JSON of docs/cli-analyse.md: issues become warnings with their sentence. */
function toJson({ issues, ...analysis }: Analysis): unknown {
  const warnings = issues.map((issue: FileFault) => ({
    code: issue.code,
    ...(issue.column === undefined ? {} : { column: issue.column }),
    ...(issue.row === undefined ? {} : { row: issue.row }),
    message: issueText(issue),
  }));
  const { file, rows, columns, cross, ...figures } = analysis;
  return {
    file,
    rows,
    columns,
    warnings,
    ...figures,
    ...(cross && 'plain' in cross ? { cross: reportCross(cross) } : {}),
  };
}

// Above 300 lines: the report is one shape, and each of its parts is a short function beside the others.
import type {
  Analysis,
  CategoryFigures,
  ColumnReport,
  CsatReport,
  MeanReport,
  NpsReport,
} from './analysis-report.ts';
import {
  applyChoices,
  type ColumnChoices,
  type ColumnDescription,
  describeColumns,
  tallyColumns,
} from '../columns/describe-columns.ts';
import { damageOf } from '../columns/column-issues.ts';
import { distribution } from '../measure/distribution.ts';
import { crossTables } from './cross-tables.ts';
import { analyseDrivers } from './report-drivers.ts';
import type { Estimate } from '../measure/estimate.ts';
import type { FileFault } from '#lib/tabular/file/file-fault.ts';
import { maskTable } from '../privacy/mask-table.ts';
import { mean } from '../measure/mean.ts';
import { measureKinds, measureParts } from '../measure/measure.ts';
import { nps } from '../measure/nps.ts';
import { countJoinedOptions, countOptionColumns, type OptionCount } from '../measure/option-counts.ts';
import type { Passport } from '#lib/tabular/file/passport.ts';
import type { TableRead } from '#lib/tabular/read/read-table.ts';
import { reportKeyness } from './report-keyness.ts';
import { reportSegments } from './report-segments.ts';
import { lossesOf } from '../measure/column-losses.ts';
import { answerScores, givenScores } from '../measure/scores.ts';
import {
  type ColumnRole,
  columnsWithRole,
  findColumn,
  type SurveyColumn,
  type SurveyTable,
} from '#lib/tabular/table/table.ts';
import { sumTally, type Tally, tallyAnswers } from '#lib/tabular/table/tally.ts';
import { share } from '../measure/top-two-box.ts';
import { designEffect, rowWeights } from '../measure/weights.ts';

/** What is asked of an analysis beyond what the file says by itself. */
export interface AnalysisQuestion {
  choices: ColumnChoices;
  segment?: string;
  target?: string;
  /** The answer whose share is the target of the drivers. */
  targetAnswer?: string;
  /** The items of the drivers; those that keep enough respondents when left out. */
  drivers?: readonly string[];
  /** Two questions by name; a multiple choice has its own. */
  cross?: readonly [row: string, column: string];
}

/**
 * The whole analysis of a file that was read. Unknown columns in the question are ignored: check them before;
 * of a crosstab and of drivers it says what was missing.
 */
export function analyse(read: TableRead, passport: Passport, question: AnalysisQuestion): Analysis {
  const tallies = tallyColumns(read.table);
  const descriptions = describeColumns(read.table, tallies);
  const chosen = applyChoices(read.table, descriptions, question.choices, true);
  const { table, found } = maskTable(chosen);
  const [weightColumn] = columnsWithRole(table, 'weight');
  const weights = weightColumn && rowWeights(weightColumn, table.decimal);
  const counted = table.columns.map((column, i) => countAnswers(column, tallies[i], weights));
  const target = question.target === undefined ? undefined : findColumn(table, question.target);
  const segment = question.segment === undefined ? undefined : findColumn(table, question.segment);
  const drivers =
    target &&
    analyseDrivers(table, target, {
      weights,
      items: question.drivers,
      answer: question.targetAnswer,
    });
  return {
    file: {
      encoding: read.encoding,
      delimiter: passport.delimiter.value,
      decimal: passport.decimal.value,
      headingRow: passport.headingRow.value,
      headerRows: passport.headerRows.value,
      quoting: passport.quoting.value,
      platform: passport.platform.value,
      dateOrder: passport.dateOrder.value,
      zone: passport.zone.value,
      ...(passport.workbook ? { sheet: passport.workbook.sheet } : {}),
      lineEnds: describeLineEnds(read),
    },
    rows: read.rows,
    columns: counted.map((each, i) => reportColumn(each, table, descriptions[i])),
    issues: [...read.issues, ...columnIssues(counted, table, descriptions)],
    metrics: reportMetrics(counted, table.decimal),
    ...(drivers && ('reason' in drivers ? { noDrivers: drivers } : { drivers })),
    ...(question.cross ? { cross: crossTables(table, question.cross, weights) } : {}),
    ...(segment ? { segments: reportSegments(table, segment, weights) } : {}),
    ...reportKeyness(table),
    ...reportQuestions(table, counted),
    pii: found,
  };
}

function describeLineEnds({ lineEnds: { lf, crlf, cr } }: TableRead): string {
  const kinds = [lf > 0 ? 'lf' : '', crlf > 0 ? 'crlf' : '', cr > 0 ? 'cr' : ''].filter(
    (kind) => kind !== '',
  );
  return kinds.length > 1 ? 'mixed' : (kinds[0] ?? 'none');
}

/** A column with its answers counted once: every figure below follows from the counts. */
interface CountedColumn {
  column: SurveyColumn;
  plain: Tally;
  weighted: Tally | undefined;
}

/** Columns whose answers are listed with their shares. */
const LISTED_ROLES: readonly ColumnRole[] = ['category', 'multi', 'rating', 'csat', 'ces', 'nps'];

/** Roles, N/A codes and masking change what answers mean, never which row gave which: the first count stays true. */
function countAnswers(
  column: SurveyColumn,
  tally: Tally | undefined,
  weights: Float64Array | undefined,
): CountedColumn {
  const { codes, dictionary } = column;
  const isCounted = measureKinds(column).length > 0 || LISTED_ROLES.includes(column.role);
  return {
    column,
    plain: tally ?? tallyAnswers(codes, dictionary.size),
    weighted: weights && isCounted ? tallyAnswers(codes, dictionary.size, { weights }) : undefined,
  };
}

function reportColumn(
  counted: CountedColumn,
  table: SurveyTable,
  description: ColumnDescription | undefined,
): ColumnReport {
  const { column, plain } = counted;
  const { index, name, label, role, naCodes } = column;
  const isMeasured = measureKinds(column).length > 0 || role === 'weight';
  const sums = isMeasured ? sumTally(plain, answerScores(column, table.decimal)) : undefined;
  const n = sums?.n ?? countGiven(column, plain, table.rowCount);
  const report: ColumnReport = {
    index,
    name,
    ...(label === name ? {} : { label }),
    role,
    type: isMeasured ? 'number' : role === 'date' ? 'date' : 'text',
    n,
    missing: table.rowCount - n,
    na: [...naCodes],
  };
  if (column.optionOf)
    Object.assign(report, { question: column.optionOf.question, option: column.optionOf.option });
  if (column.decimal) report.decimal = column.decimal;
  if (column.isReversed) report.direction = 'down';
  if (isMeasured) Object.assign(report, rangeOf(column, table), sums ? { mean: mean(sums).value } : {});
  Object.assign(report, listAnswers(counted, table, description));
  return report;
}

/** The answers of a column with their shares, where they can be listed, and once more with weights. */
function listAnswers(
  { column, plain, weighted }: CountedColumn,
  { decimal }: SurveyTable,
  description: ColumnDescription | undefined,
): Pick<ColumnReport, 'categories' | 'nEff'> {
  const { joinedBy } = column;
  const isListed = LISTED_ROLES.includes(column.role) && description?.summary.isListComplete;
  if (!joinedBy && !isListed) return {};
  const listed = (tally: Tally): { effectiveN: number; categories: CategoryFigures[] } => {
    if (joinedBy) {
      const { options, effectiveN } = countJoinedOptions(column, joinedBy, tally);
      return { effectiveN, categories: options.map(toCategory) };
    }
    const { answers, effectiveN } = distribution(column, decimal, tally);
    const categories = answers.map(({ text, count, share: percent, interval }) => ({
      value: text,
      n: count,
      share: percent,
      ci95: interval,
    }));
    return { effectiveN, categories };
  };
  const { categories } = listed(plain);
  if (!weighted) return { categories };
  const own = listed(weighted);
  const shareOf = new Map(own.categories.map((each) => [each.value, each.share]));
  return {
    // An answer of people without a weight alone is nobody's share.
    categories: categories.map((each) => ({ ...each, weightedShare: shareOf.get(each.value) ?? 0 })),
    nEff: own.effectiveN,
  };
}

/** Of ids and comments without N/A codes every entry counts: no need to mark a million of them. */
function countGiven(column: SurveyColumn, tally: Tally, rowCount: number): number {
  if (column.dictionary.mayRepeat && column.naCodes.length === 0) return rowCount - (tally.counts[0] ?? 0);
  return sumTally(tally, givenScores(column)).n;
}

function toCategory({ option, count, share: percent, interval }: OptionCount): CategoryFigures {
  return { value: option, n: count, share: percent, ci95: interval };
}

/** Multiple choices, joined or a column an option, all in one form. */
function reportQuestions(table: SurveyTable, counted: readonly CountedColumn[]): Pick<Analysis, 'questions'> {
  const joined = counted.flatMap(({ column, plain }) =>
    column.role === 'multi' && column.joinedBy ? [countJoinedOptions(column, column.joinedBy, plain)] : [],
  );
  const questions = [...joined, ...countOptionColumns(table)].map(({ question, n, options }) => ({
    name: question,
    n,
    options: options.map((each) => ({
      ...toCategory(each),
      ...(each.column ? { column: each.column } : {}),
    })),
  }));
  return questions.length > 0 ? { questions } : {};
}

function rangeOf(column: SurveyColumn, { decimal }: SurveyTable): { min?: number; max?: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const score of answerScores(column, decimal)) {
    if (score < min) min = score;
    if (score > max) max = score;
  }
  return min <= max ? { min, max } : {};
}

/** Damage that only the columns' values show. */
function columnIssues(
  counted: readonly CountedColumn[],
  { decimal }: SurveyTable,
  descriptions: readonly ColumnDescription[],
): FileFault[] {
  const issues: FileFault[] = [];
  for (const { column, plain } of counted) {
    const description = descriptions[column.index];
    if (description)
      issues.push(...damageOf({ ...description, guess: { ...description.guess, role: column.role } }));
    issues.push(...lossesOf(column, plain, decimal));
    const outside = countOutside(column, plain, decimal);
    if (outside > 0) {
      issues.push({
        severity: 'warning',
        code: 'outside-scale',
        column: column.name,
        values: { count: outside },
      });
    }
  }
  return issues;
}

/** Answers beyond the column's scale that no N/A code covers: they count, which is worth a warning. */
function countOutside(column: SurveyColumn, tally: Tally, decimal: '.' | ','): number {
  if (!column.scale || measureKinds(column).length === 0) return 0;
  const { min, max } = column.scale;
  const scores = answerScores(column, decimal);
  return sumTally(
    tally,
    scores.map((score) => (score < min || score > max ? 1 : NaN)),
  ).n;
}

function reportMetrics(counted: readonly CountedColumn[], decimal: '.' | ','): Analysis['metrics'] {
  const withRole = (...roles: readonly ColumnRole[]): CountedColumn[] =>
    counted.filter(({ column }) => roles.includes(column.role));
  const [npsColumn] = withRole('nps');
  const csat = withRole('csat', 'rating').map((each) => reportCsat(each, decimal));
  const ces = withRole('ces').map((each) => reportMean(each, decimal));
  return {
    ...(npsColumn ? { nps: reportNps(npsColumn, decimal) } : {}),
    ...(csat.length > 0 ? { csat } : {}),
    ...(ces.length > 0 ? { ces } : {}),
  };
}

function reportNps({ column, plain, weighted }: CountedColumn, decimal: '.' | ','): NpsReport {
  const parts = measureParts(column, 'nps', decimal);
  const estimate = nps(sumTally(plain, parts));
  const weightedSums = weighted && sumTally(weighted, parts);
  return {
    column: column.name,
    value: estimate.value,
    n: estimate.n,
    promoters: Math.round(estimate.promoters),
    passives: Math.round(estimate.passives),
    detractors: Math.round(estimate.detractors),
    se: estimate.standardError,
    ci95: estimate.interval,
    adjusted: { value: estimate.adjusted.value, ci95: estimate.adjusted.interval },
    ...(weightedSums
      ? { weighted: { ...weightedPart(nps(weightedSums)), deff: designEffect(weightedSums) } }
      : {}),
  };
}

function weightedPart(estimate: Estimate): Omit<NonNullable<NpsReport['weighted']>, 'deff'> {
  return {
    value: estimate.value,
    nEff: estimate.effectiveN,
    se: estimate.standardError,
    ci95: estimate.interval,
  };
}

function reportCsat({ column, plain, weighted }: CountedColumn, decimal: '.' | ','): CsatReport {
  const topTwoOf = measureParts(column, 'top-two-box', decimal);
  const scores = measureParts(column, 'mean', decimal);
  const topTwo = share(sumTally(plain, topTwoOf));
  const average = mean(sumTally(plain, scores));
  const report: CsatReport = {
    column: column.name,
    topBox: topTwo.value,
    n: topTwo.n,
    ci95: topTwo.interval,
    mean: average.value,
    meanCi95: average.interval,
  };
  if (weighted) {
    const { value, effectiveN, interval } = share(sumTally(weighted, topTwoOf));
    report.weighted = {
      topBox: value,
      mean: mean(sumTally(weighted, scores)).value,
      nEff: effectiveN,
      ci95: interval,
    };
  }
  return report;
}

function reportMean({ column, plain, weighted }: CountedColumn, decimal: '.' | ','): MeanReport {
  const scores = measureParts(column, 'mean', decimal);
  const average = mean(sumTally(plain, scores));
  const report: MeanReport = {
    column: column.name,
    mean: average.value,
    n: average.n,
    ci95: average.interval,
  };
  if (weighted) {
    const { value, effectiveN, interval } = mean(sumTally(weighted, scores));
    report.weighted = { mean: value, nEff: effectiveN, ci95: interval };
  }
  return report;
}

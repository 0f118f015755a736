import type { Analysis, ColumnReport, CsatReport, MeanReport, NpsReport } from './analysis-report.ts';
import {
  applyChoices,
  type ColumnChoice,
  type ColumnDescription,
  describeColumns,
} from './describe-columns.ts';
import { distribution } from './distribution.ts';
import { type Drivers, findDrivers } from './drivers.ts';
import type { Estimate } from './estimate.ts';
import type { SurveyIssue } from './issue.ts';
import { maskTable } from './mask-table.ts';
import { mean } from './mean.ts';
import { estimateFrom, measureKinds, type MeasureKind, measureParts } from './measure.ts';
import { nps } from './nps.ts';
import type { Passport } from './passport.ts';
import type { TableRead } from './read-table.ts';
import { reportSegments } from './report-segments.ts';
import { answerMask, answerScores } from './scores.ts';
import { type Rows, sumScores } from './score-sums.ts';
import { columnsWithRole, findColumn, type SurveyColumn, type SurveyTable } from './table.ts';
import { designEffect, rowWeights } from './weights.ts';

/** What is asked of an analysis beyond what the file says by itself. */
export interface AnalysisQuestion {
  choices: ReadonlyMap<number, ColumnChoice>;
  segment?: string;
  target?: string;
}

const MOST_CATEGORIES = 60;

/** The whole analysis of a file that was read. Unknown columns in the question are ignored: check them before. */
export function analyse(read: TableRead, passport: Passport, question: AnalysisQuestion): Analysis {
  const descriptions = describeColumns(read.table);
  const chosen = applyChoices(read.table, descriptions, question.choices, true);
  const { table, found } = maskTable(chosen);
  const [weightColumn] = columnsWithRole(table, 'weight');
  const weights = weightColumn && rowWeights(weightColumn, table.decimal);
  const target = question.target === undefined ? undefined : findColumn(table, question.target);
  const segment = question.segment === undefined ? undefined : findColumn(table, question.segment);
  const drivers = target && findDrivers(table, target);
  return {
    file: {
      encoding: read.encoding,
      delimiter: passport.delimiter.value,
      decimal: passport.decimal.value,
      headerRows: passport.headerRows.value,
      platform: passport.platform.value,
      lineEnds: describeLineEnds(read),
    },
    rows: read.rows,
    columns: table.columns.map((column) => reportColumn(column, table, descriptions)),
    issues: [...read.issues, ...columnIssues(table, descriptions)],
    metrics: reportMetrics(table, weights),
    ...(drivers ? { drivers: reportDrivers(drivers) } : {}),
    ...(segment ? { segments: reportSegments(table, segment, weights) } : {}),
    pii: found,
  };
}

function describeLineEnds({ lineEnds: { lf, crlf, cr } }: TableRead): string {
  const kinds = [lf > 0 ? 'lf' : '', crlf > 0 ? 'crlf' : '', cr > 0 ? 'cr' : ''].filter(
    (kind) => kind !== '',
  );
  return kinds.length > 1 ? 'mixed' : (kinds[0] ?? 'none');
}

function reportColumn(
  column: SurveyColumn,
  table: SurveyTable,
  descriptions: readonly ColumnDescription[],
): ColumnReport {
  const { index, name, label, role, naCodes } = column;
  const isMeasured = measureKinds(column).length > 0 || role === 'weight';
  const sums = isMeasured ? sumScores(column.codes, answerScores(column, table.decimal)) : undefined;
  const n = sums ? sums.n : countGiven(column);
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
  if (sums) Object.assign(report, rangeOf(column, table), { mean: mean(sums).value });
  const isListed = ['category', 'multi', 'rating', 'csat', 'ces', 'nps'].includes(role);
  const description = descriptions[index];
  if (isListed && description?.summary.isListComplete) {
    const { answers } = distribution(column, table.decimal);
    report.categories = answers
      .slice(0, MOST_CATEGORIES)
      .map(({ text, count, share: percent, interval }) => ({
        value: text,
        n: count,
        share: percent,
        ci95: interval,
      }));
  }
  return report;
}

function countGiven(column: SurveyColumn): number {
  const given = answerMask(column);
  let n = 0;
  for (let row = 0; row < column.codes.length; row++) n += given[column.codes[row] ?? 0] ?? 0;
  return n;
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
function columnIssues(table: SurveyTable, descriptions: readonly ColumnDescription[]): SurveyIssue[] {
  const issues: SurveyIssue[] = [];
  for (const column of table.columns) {
    const summary = descriptions[column.index]?.summary;
    if (!summary) continue;
    if (summary.excelTimes > 0) issues.push({ severity: 'warning', code: 'excel-time', column: column.name });
    const scientific = summary.answers.find(({ text }) => /^\d[.,]\d+E\+\d{2}$/i.test(text.trim()));
    if (scientific) {
      issues.push({
        severity: 'warning',
        code: 'excel-number',
        column: column.name,
        values: { example: scientific.text },
      });
    }
    const outside = countOutside(column, table.decimal);
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
function countOutside(column: SurveyColumn, decimal: '.' | ','): number {
  if (!column.scale || measureKinds(column).length === 0) return 0;
  const { min, max } = column.scale;
  const scores = answerScores(column, decimal);
  const outside = scores.map((score) => (score < min || score > max ? 1 : NaN));
  return sumScores(column.codes, outside).n;
}

function reportMetrics(table: SurveyTable, weights: Float64Array | undefined): Analysis['metrics'] {
  const [npsColumn] = columnsWithRole(table, 'nps');
  const csat = columnsWithRole(table, 'csat', 'rating').map((column) =>
    reportCsat(column, table.decimal, weights),
  );
  const ces = columnsWithRole(table, 'ces').map((column) => reportMean(column, table.decimal, weights));
  return {
    ...(npsColumn ? { nps: reportNps(npsColumn, table.decimal, weights) } : {}),
    ...(csat.length > 0 ? { csat } : {}),
    ...(ces.length > 0 ? { ces } : {}),
  };
}

function reportNps(column: SurveyColumn, decimal: '.' | ',', weights: Float64Array | undefined): NpsReport {
  const parts = measureParts(column, 'nps', decimal);
  const plain = nps(sumScores(column.codes, parts));
  const weightedSums = weights && sumScores(column.codes, parts, { weights });
  return {
    column: column.name,
    value: plain.value,
    n: plain.n,
    promoters: Math.round(plain.promoters),
    passives: Math.round(plain.passives),
    detractors: Math.round(plain.detractors),
    se: plain.standardError,
    ci95: plain.interval,
    adjusted: { value: plain.adjusted.value, ci95: plain.adjusted.interval },
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

function reportCsat(column: SurveyColumn, decimal: '.' | ',', weights: Float64Array | undefined): CsatReport {
  const of = (kind: MeasureKind, rows: Rows): Estimate =>
    estimateFrom(kind, sumScores(column.codes, measureParts(column, kind, decimal), rows));
  const topTwo = of('top-two-box', {});
  const average = of('mean', {});
  const weightedTopTwo = weights && of('top-two-box', { weights });
  return {
    column: column.name,
    topBox: topTwo.value,
    n: topTwo.n,
    ci95: topTwo.interval,
    mean: average.value,
    meanCi95: average.interval,
    ...(weightedTopTwo
      ? {
          weighted: {
            topBox: weightedTopTwo.value,
            mean: of('mean', { weights }).value,
            nEff: weightedTopTwo.effectiveN,
            ci95: weightedTopTwo.interval,
          },
        }
      : {}),
  };
}

function reportMean(column: SurveyColumn, decimal: '.' | ',', weights: Float64Array | undefined): MeanReport {
  const parts = measureParts(column, 'mean', decimal);
  const plain = mean(sumScores(column.codes, parts));
  const weighted = weights && mean(sumScores(column.codes, parts, { weights }));
  return {
    column: column.name,
    mean: plain.value,
    n: plain.n,
    ci95: plain.interval,
    ...(weighted
      ? { weighted: { mean: weighted.value, nEff: weighted.effectiveN, ci95: weighted.interval } }
      : {}),
  };
}

function reportDrivers(drivers: Drivers): NonNullable<Analysis['drivers']> {
  return { target: drivers.target, n: drivers.n, r2: drivers.rSquared, items: [...drivers.items] };
}

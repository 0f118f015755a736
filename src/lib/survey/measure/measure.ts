import type { Estimate } from './estimate.ts';
import type { Grouping } from './groups.ts';
import { mean } from './mean.ts';
import { nps, type NpsEstimate, npsParts } from './nps.ts';
import { answerScores } from './scores.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import type { Rows } from '#lib/tabular/table/score-sums.ts';
import { type ScoreSums, sumByGroup, sumsOfGroup } from '#lib/tabular/table/score-sums.ts';
import { share, topTwoParts } from './top-two-box.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import { sumTally, tallyAnswers } from '#lib/tabular/table/tally.ts';

/** The measures that a column of this role has, the leading one first. */
export function measureKinds(column: SurveyColumn): readonly MeasureKind[] {
  switch (column.role) {
    case 'nps':
      return ['nps', 'mean'];
    case 'csat':
      return ['top-two-box', 'mean'];
    case 'ces':
    case 'rating':
      return ['mean', 'top-two-box'];
    case 'number':
      return ['mean'];
    default:
      return [];
  }
}

/** What each distinct answer adds to a measure; NaN adds nothing. Worked out once, used for any rows. */
export function measureParts(column: SurveyColumn, kind: MeasureKind, decimal: '.' | ','): Float64Array {
  const scores = answerScores(column, decimal);
  if (kind === 'nps') return npsParts(scores);
  if (kind === 'mean') return scores;
  return topTwoParts(scores, column.scale ?? { min: 1, max: 5 });
}

/** A measure over all rows, or the rows of a mask, with weights or without. */
export function measure(
  column: SurveyColumn,
  kind: MeasureKind,
  decimal: '.' | ',',
  rows: Rows = {},
): Estimate | NpsEstimate {
  return estimateFrom(
    kind,
    sumTally(tallyAnswers(column.codes, column.dictionary.size, rows), measureParts(column, kind, decimal)),
  );
}

/** A measure within one group. */
export interface GroupMeasure {
  name: string;
  estimate: Estimate | NpsEstimate;
}

/** A measure in every group of a segment or trend, in one pass; groups without an answer stay, with n = 0. */
export function measureByGroup(
  column: SurveyColumn,
  kind: MeasureKind,
  decimal: '.' | ',',
  grouping: Grouping,
  rows: Rows = {},
): GroupMeasure[] {
  const parts = measureParts(column, kind, decimal);
  const sums = sumByGroup(column.codes, parts, grouping.codes, grouping.names.length, rows);
  return grouping.names.map((name, group) => ({
    name,
    estimate: estimateFrom(kind, sumsOfGroup(sums, group)),
  }));
}

/** The figure of a measure from the sums of its parts. */
export function estimateFrom(kind: MeasureKind, sums: ScoreSums): Estimate | NpsEstimate {
  if (kind === 'nps') return nps(sums);
  return kind === 'mean' ? mean(sums) : share(sums);
}

import { type ColumnChoice, scaleFor } from '../columns/describe-columns.ts';
import { TextDictionary } from '#lib/tabular/table/dictionary.ts';
import type { Estimate } from '../measure/estimate.ts';
import { estimateFrom, measureKinds, measureParts } from '../measure/measure.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import { answerScores, givenScores } from '../measure/scores.ts';
import { findUnread, type UnreadAnswers } from '../columns/unread-answers.ts';
import type { ColumnSummary } from '../columns/summary.ts';
import type { Scale, SurveyColumn } from '#lib/tabular/table/table.ts';
import { sumTally } from '#lib/tabular/table/tally.ts';

/** A figure that a choice of role and N/A codes would give, before anything is imported. */
export interface MeasurePreview {
  kind: MeasureKind;
  estimate: Estimate;
}

/** A choice about a column as far as its figures go. */
export type MeasureChoice = Required<Pick<ColumnChoice, 'role' | 'naCodes'>> & {
  scale?: Scale | undefined;
  isReversed?: boolean;
  points?: Readonly<Record<string, number>> | undefined;
};

/**
 * The leading figure of a column under a choice, from its answers and their counts alone; undefined when
 * the role has no measure or the list of answers is not complete. See [SV13].
 */
export function previewMeasure(
  summary: ColumnSummary,
  choice: MeasureChoice,
  decimal: '.' | ',',
): MeasurePreview | undefined {
  if (!summary.isListComplete) return undefined;
  const column = columnUnder(summary, choice);
  const [kind] = measureKinds(column);
  if (!kind) return undefined;
  const counts = Float64Array.of(0, ...summary.answers.map(({ count }) => count));
  const tally = { counts, weights: counts, weightSquares: counts };
  return { kind, estimate: estimateFrom(kind, sumTally(tally, measureParts(column, kind, decimal))) };
}

/** A wording and the number that stands for it on the scale; NaN when it has none and does not count. */
export interface WordingPoint {
  text: string;
  count: number;
  point: number;
}

/** The table of wordings of a rated column, N/A left out, from the lowest point up; empty when its answers are numbers. */
export function wordingPoints(
  summary: ColumnSummary,
  choice: MeasureChoice,
  decimal: '.' | ',',
): WordingPoint[] {
  const isWorded = summary.answers.some(
    ({ number, text }) => Number.isNaN(number) && !choice.naCodes.includes(text),
  );
  const isRated = ['csat', 'ces', 'rating', 'nps'].includes(choice.role);
  if (!summary.isListComplete || !isWorded || !isRated) return [];
  // Without the turn of a reversed scale: the table shows what the file says.
  const scores = answerScores(columnUnder(summary, { ...choice, isReversed: false }), decimal);
  return summary.answers
    .map(({ text, count }, i) => ({ text, count, point: scores[i + 1] ?? NaN }))
    .filter(({ text }) => !choice.naCodes.includes(text))
    .sort((a, b) => (Number.isNaN(a.point) ? 1 : Number.isNaN(b.point) ? -1 : a.point - b.point));
}

/** The answers that a role cannot read, among those that are listed. See [SV137]. */
export function unreadUnder(
  summary: ColumnSummary,
  choice: MeasureChoice,
  decimal: '.' | ',',
): UnreadAnswers | undefined {
  const column = columnUnder(summary, choice);
  const given = givenScores(column);
  const scores = answerScores(column, decimal);
  const answers = summary.answers.map(({ text, count }, i) => ({
    text,
    count,
    score: scores[i + 1] ?? NaN,
    isGiven: given[i + 1] === 1,
  }));
  return findUnread(choice.role, answers, summary.dateFormat?.order ?? 'ymd');
}

function columnUnder(summary: ColumnSummary, choice: MeasureChoice): SurveyColumn {
  return {
    index: summary.index,
    name: summary.name,
    label: summary.label,
    decimal: summary.decimal,
    role: choice.role,
    scale: choice.scale ?? scaleFor(choice.role, undefined, summary),
    naCodes: choice.naCodes,
    isReversed: choice.isReversed,
    points: choice.points,
    codes: new Int32Array(0),
    dictionary: new TextDictionary(['', ...summary.answers.map(({ text }) => text)]),
  };
}

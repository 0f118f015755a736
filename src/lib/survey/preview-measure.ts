import { type ColumnChoice, scaleFor } from './describe-columns.ts';
import { TextDictionary } from './dictionary.ts';
import type { Estimate } from './estimate.ts';
import { estimateFrom, measureKinds, type MeasureKind, measureParts } from './measure.ts';
import type { ColumnSummary } from './summary.ts';
import type { Scale, SurveyColumn } from './table.ts';
import { sumTally } from './tally.ts';

/** A figure that a choice of role and N/A codes would give, before anything is imported. */
export interface MeasurePreview {
  kind: MeasureKind;
  estimate: Estimate;
}

/**
 * The leading figure of a column under a choice, from its answers and their counts alone; undefined when
 * the role has no measure or the list of answers is not complete. See [SV13].
 */
export function previewMeasure(
  summary: ColumnSummary,
  choice: Required<Pick<ColumnChoice, 'role' | 'naCodes'>> & {
    scale?: Scale | undefined;
    isReversed?: boolean;
    points?: Readonly<Record<string, number>> | undefined;
  },
  decimal: '.' | ',',
): MeasurePreview | undefined {
  if (!summary.isListComplete) return undefined;
  const column: SurveyColumn = {
    index: summary.index,
    name: summary.name,
    label: summary.label,
    role: choice.role,
    scale: choice.scale ?? scaleFor(choice.role, undefined, summary),
    naCodes: choice.naCodes,
    isReversed: choice.isReversed,
    points: choice.points,
    codes: new Int32Array(0),
    dictionary: new TextDictionary(['', ...summary.answers.map(({ text }) => text)]),
  };
  const [kind] = measureKinds(column);
  if (!kind) return undefined;
  const counts = Float64Array.of(0, ...summary.answers.map(({ count }) => count));
  const tally = { counts, weights: counts, weightSquares: counts };
  return { kind, estimate: estimateFrom(kind, sumTally(tally, measureParts(column, kind, decimal))) };
}

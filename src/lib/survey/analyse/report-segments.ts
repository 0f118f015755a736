import type { SurveyColumn, SurveyTable } from '#lib/tabular/table/table.ts';
import { type SegmentCell, segmentsOfTable } from '../segments/segment-report.ts';
import type { SegmentFigures, VersusRest } from './analysis-report.ts';

type GroupReport = SegmentFigures['measures'][number];

/** Every measure in every group of the segment, as the page computes it, group by group. */
export function reportSegments(
  table: SurveyTable,
  segment: SurveyColumn,
  weights: Float64Array | undefined,
): SegmentFigures[] {
  const { groups, measures } = segmentsOfTable(table, segment, weights);
  return groups.map(({ value, n }) => ({
    column: segment.name,
    value,
    n,
    measures: measures.flatMap(({ column, plain, weighted }): GroupReport[] => {
      const cellOf = (cells: readonly SegmentCell[] | undefined): SegmentCell | undefined =>
        cells?.find(({ answers }) => answers[0] === value);
      const cell = cellOf(plain.cells);
      if (!cell) return []; // nobody of this group answered
      const { estimate } = cell;
      const report: GroupReport = {
        column,
        kind: plain.kind,
        value: estimate.value,
        n: estimate.n,
        se: estimate.standardError,
        ci95: estimate.interval,
        versusRest: versusRest(cell),
      };
      const own = cellOf(weighted?.cells);
      if (own) {
        const { effectiveN, interval } = own.estimate;
        report.weighted = {
          value: own.estimate.value,
          nEff: effectiveN,
          ci95: interval,
          versusRest: versusRest(own),
        };
      }
      return [report];
    }),
  }));
}

function versusRest({ versusRest: { value, z, p }, adjustedP, isFlagged }: SegmentCell): VersusRest {
  return { difference: value, z, p, adjustedP, isFlagged };
}

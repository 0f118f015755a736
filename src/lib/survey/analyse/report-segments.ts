import type { SegmentReport } from './analysis-report.ts';
import { difference } from '../measure/difference.ts';
import { groupByAnswer } from '../measure/groups.ts';
import { estimateFrom, measureKinds, measureParts } from '../measure/measure.ts';
import type { MeasureKind } from '../wave/measure-kind.ts';
import {
  addSums,
  NO_SUMS,
  type ScoreSums,
  subtractSums,
  sumByGroup,
  sumsOfGroup,
} from '#lib/tabular/table/score-sums.ts';
import type { SurveyColumn, SurveyTable } from '#lib/tabular/table/table.ts';

/** More groups than this are no segments but names. */
const MOST_SEGMENTS = 200;

type GroupReport = SegmentReport['measures'][number];

/**
 * Every measure in every group of the segment, and how each differs from the rest: everybody with an answer
 * to both questions who is not in the group. Significance is judged without weights.
 */
export function reportSegments(
  table: SurveyTable,
  segment: SurveyColumn,
  weights: Float64Array | undefined,
): SegmentReport[] {
  const grouping = groupByAnswer(segment);
  const names = grouping.names.slice(0, MOST_SEGMENTS);
  const sizes = new Int32Array(names.length);
  for (const group of grouping.codes) {
    if (group >= 0 && group < sizes.length) sizes[group] = (sizes[group] ?? 0) + 1;
  }
  const reports = names.map((value, group): SegmentReport => ({
    column: segment.name,
    value,
    n: sizes[group] ?? 0,
    measures: [],
  }));
  for (const column of table.columns) {
    if (column === segment) continue;
    for (const kind of measureKinds(column)) {
      const parts = measureParts(column, kind, table.decimal);
      const sums = sumByGroup(column.codes, parts, grouping.codes, names.length);
      const weighted = weights && sumByGroup(column.codes, parts, grouping.codes, names.length, { weights });
      const all = names.map((_, group) => sumsOfGroup(sums, group)).reduce((a, b) => addSums(a, b), NO_SUMS);
      reports.forEach((report, group) => {
        const own = sumsOfGroup(sums, group);
        if (own.n === 0) return;
        const entry = compareWithRest(column.name, kind, own, all);
        report.measures.push(
          weighted ? { ...entry, weighted: weightedPart(kind, sumsOfGroup(weighted, group)) } : entry,
        );
      });
    }
  }
  return reports;
}

function compareWithRest(column: string, kind: MeasureKind, own: ScoreSums, all: ScoreSums): GroupReport {
  const estimate = estimateFrom(kind, own);
  const rest = difference(estimate, estimateFrom(kind, subtractSums(all, own)));
  return {
    column,
    kind,
    value: estimate.value,
    n: estimate.n,
    se: estimate.standardError,
    ci95: estimate.interval,
    versusRest: { difference: rest.value, z: rest.z, p: rest.p },
  };
}

function weightedPart(kind: MeasureKind, sums: ScoreSums): NonNullable<GroupReport['weighted']> {
  const { value, effectiveN, interval } = estimateFrom(kind, sums);
  return { value, nEff: effectiveN, ci95: interval };
}

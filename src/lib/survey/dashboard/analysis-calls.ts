import type { ItemChoice } from '../drivers/choose-items.ts';
import type { DriverReport } from '../drivers/driver-report.ts';
import type { MissingRule } from '../drivers/cross-products.ts';
import type { SegmentCounts } from '../effect/measure-effect.ts';
import type { LinearEffect } from '../effect/linear-effect.ts';
import type { CrossRefused } from '../crosstab/find-question.ts';
import type { Crosstab } from '../crosstab/crosstab.ts';
import type { ColumnTests } from '../crosstab/test-columns.ts';
import type { CrossView } from '../wave/cross-view.ts';
import type { ColumnRole, Scale } from '#lib/tabular/table/table.ts';
import type { Estimate } from '../measure/estimate.ts';
import type { Bars } from '../facets/facet-bars.ts';
import type { FacetOutline } from '../facets/facet.ts';
import type { Period } from '../measure/groups.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import type { PairReport } from '../segments/pair-report.ts';
import type { SegmentReport } from '../segments/segment-report.ts';
import type { WaveView } from '../wave/view.ts';
import type { WaveBytes } from '../wave/wave-bytes.ts';

/** What a page knows of an open wave: its columns, not its rows. */
export interface WaveOutline {
  rowCount: number;
  weightName: string | undefined;
  facets: readonly FacetOutline[];
  /** What can be crossed: columns with answers, and multiple choices once each. */
  crossable: readonly CrossableQuestion[];
}

export interface CrossableQuestion {
  name: string;
  label: string;
  role: ColumnRole;
}

/** A crosstab with what its columns' tests say, or why there is none. */
export type CrosstabAnswer = { table: Crosstab; tests: ColumnTests } | CrossRefused;

/** A chart under the filters of the others, and figures under all filters. */
export interface FacetFigures extends Bars {
  name: string;
  /** Under all filters: those who answered this column, and those who did not. */
  answered: number;
  unanswered: number;
  figures: readonly { kind: MeasureKind; estimate: Estimate }[];
}

/** One period of a trend; `range` in days since 1970, both ends included. */
export interface TrendPoint {
  name: string;
  range: readonly [from: number, to: number];
  estimate: Estimate;
}

export interface DashboardAnswer {
  rowCount: number;
  selectedRows: number;
  facets: readonly FacetFigures[];
  measured:
    | {
        name: string;
        kind: MeasureKind;
        estimate: Estimate;
        /** Over everybody, without filters. */
        all: Estimate;
        trend: { column: string; period: Period; points: readonly TrendPoint[] } | undefined;
      }
    | undefined;
}

export interface SegmentQuestion {
  view: WaveView;
  columns: readonly string[];
  measured: string;
  kind: MeasureKind;
}

/** Two cells of one table: the answers that each has in the columns. */
export interface PairQuestion {
  view: WaveView;
  columns: readonly string[];
  first: readonly string[];
  second: readonly string[];
}

export interface DriverQuestion {
  view: WaveView;
  target: string;
  /** Whose share the target is, in place of its numbers [SV169]. */
  answer?: string | undefined;
  /** The predictors; when left out all rated items, or listwise those that keep enough respondents [SV167]. */
  items: readonly string[] | undefined;
  missing: MissingRule;
}

export interface DriverAnswer {
  candidates: readonly { name: string; label: string }[];
  report: DriverReport | undefined;
  /** More predictors than LMG takes: only Johnson's weights were computed. */
  isTooMany: boolean;
  /** What the analysis began with, where nobody chose the items. */
  choice: ItemChoice | undefined;
}

/** What goes with a driver that reaches a level, among the people of a view [SV117]. */
export interface ImportanceQuestion {
  view: WaveView;
  target: string;
  kind: 'nps' | 'mean';
  driver: string;
  /** Rated items that are held equal. */
  held: readonly string[];
  level: { kind: 'value'; value: number } | { kind: 'segment'; column: string; value: string };
}

export interface ImportanceAnswer {
  /** Undefined where there is no evidence. */
  effect: LinearEffect | undefined;
  /** The driver's scale, as far as it has one. */
  driverScale: Scale | undefined;
  /** The target's scale; undefined for NPS. */
  targetScale: Scale | undefined;
  /** The segment whose mean is the level; undefined for a value. */
  segment: Estimate | undefined;
}

/** How often each segment of a column scored what in one wave. */
export interface SegmentCountsQuestion {
  wave: WaveBytes;
  column: string;
  kind: MeasureKind;
  /** The column of the segments, by its name or what it is called; empty where everybody is touched. */
  by: string;
  touched: readonly string[];
  /** Other columns with what a project touches there: those people are on no untouched side. */
  besides: readonly { column: string; value: string }[];
  /** Whether respondents weigh what the wave's weights say: then a wave without weights has no answer [SV122]. */
  isWeighted?: boolean;
}

export interface SegmentCountsAnswer {
  label: string;
  /** The names of the column of the segments, and of those besides, in this wave. */
  by: string;
  byLabel: string;
  /** The column of the weights that were used; null without. */
  weight: string | null;
  besides: readonly { column: string; others: readonly string[] }[];
  touched: readonly SegmentCounts[];
  untouched: readonly SegmentCounts[];
}

/** A figure of another wave, under the view that fits its columns. */
export interface OtherQuestion {
  other: WaveBytes;
  view: WaveView;
  column: string;
  kind: MeasureKind;
}

/** What a page asks about the wave that it opened. */
export interface AnalysisCalls {
  /** Decodes a wave's Parquet file. The worker loads the bytes, or takes those given for itself. */
  open(wave: WaveBytes): Promise<WaveOutline>;
  dashboard(view: WaveView): Promise<DashboardAnswer>;
  segments(question: SegmentQuestion): Promise<SegmentReport | undefined>;
  pair(question: PairQuestion): Promise<PairReport | undefined>;
  drivers(question: DriverQuestion): Promise<DriverAnswer>;
  /** The crosstab that a view holds, of the respondents under its filters. */
  crosstab(question: { view: WaveView; cross: CrossView }): Promise<CrosstabAnswer>;
  /** Undefined when the wave lacks one of the columns. */
  segmentCounts(question: SegmentCountsQuestion): Promise<SegmentCountsAnswer | undefined>;
  importance(question: ImportanceQuestion): Promise<ImportanceAnswer>;
  /** Undefined when the other wave lacks a column that the question needs. */
  otherFigure(question: OtherQuestion): Promise<Estimate | undefined>;
}

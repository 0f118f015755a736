import type { CrossRefused } from '../crosstab/find-question.ts';
import type { CrossTables } from './cross-tables.ts';
import type { DriverFault } from '../drivers/driver-fault.ts';
import type { LeftItem } from '../drivers/choose-items.ts';
import type { Interval } from '../measure/estimate.ts';
import type { FileFault } from '#lib/tabular/file/file-fault.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import type { PersonalCounts } from '#lib/tabular/privacy/personal-data.ts';
import type { RowCounts } from '#lib/tabular/read/row-outcome.ts';
import type { ColumnRole } from '#lib/tabular/table/table.ts';

/** The result of `herringbone analyse`, in the shape of its JSON (docs/cli-analyse.md). NPS and shares are in percent. */
export interface Analysis {
  file: {
    encoding: string;
    delimiter: string;
    decimal: string;
    headingRow: number;
    headerRows: number;
    quoting: string;
    platform: string;
    dateOrder: string;
    zone: string;
    /** The sheet that was read, when the file is a workbook. */
    sheet?: string;
    lineEnds: string;
  };
  rows: RowCounts;
  columns: ColumnReport[];
  issues: FileFault[];
  metrics: { nps?: NpsReport; csat?: CsatReport[]; ces?: MeanReport[] };
  drivers?: DriversReport;
  /** What was missing, where drivers were asked for and there are none. */
  noDrivers?: DriverFault;
  segments?: SegmentFigures[];
  cross?: CrossTables | CrossRefused;
  keyness?: KeynessReport;
  questions?: QuestionReport[];
  pii: PersonalCounts;
}

export interface ColumnReport {
  index: number;
  name: string;
  label?: string;
  role: ColumnRole;
  type: 'number' | 'date' | 'text';
  n: number;
  missing: number;
  na: string[];
  /** The question and the option of a column that is one option of a multiple choice. */
  question?: string;
  option?: string;
  /** Its decimal mark, where that is not the file's. */
  decimal?: string;
  /** The best point is the lowest; figures are turned round. */
  direction?: 'down';
  categories?: CategoryFigures[];
  /** Kish's effective number of those who answered, where the answers are listed and weighted. */
  nEff?: number;
  min?: number;
  max?: number;
  mean?: number;
}

/** One answer or option; `share` in percent of those who answered. */
export interface CategoryFigures {
  value: string;
  n: number;
  share: number;
  ci95: Interval;
  weightedShare?: number;
}

/** A crosstab. `share` is the percent of the column's respondents who gave the row's answer. */
export interface CrossReport {
  row: string;
  column: string;
  n: number;
  nEff?: number;
  cells: {
    row: string;
    column: string;
    count: number;
    share: number;
    ci95: Interval;
    weightedShare?: number;
  }[];
  /** NaN where a person may be in several cells. */
  chi2: number;
  df: number;
  p: number;
  cramersV: number;
}

/** A multiple choice with its options, joined in one column or a column each. */
export interface QuestionReport {
  name: string;
  n: number;
  options: (CategoryFigures & { column?: string })[];
}

export interface NpsReport {
  column: string;
  value: number;
  n: number;
  promoters: number;
  passives: number;
  detractors: number;
  se: number;
  ci95: Interval;
  adjusted: { value: number; ci95: Interval };
  weighted?: { value: number; nEff: number; deff: number; se: number; ci95: Interval };
}

export interface CsatReport {
  column: string;
  topBox: number;
  n: number;
  ci95: Interval;
  mean: number;
  meanCi95: Interval;
  weighted?: { topBox: number; mean: number; nEff: number; ci95: Interval };
}

export interface MeanReport {
  column: string;
  mean: number;
  n: number;
  ci95: Interval;
  weighted?: { mean: number; nEff: number; ci95: Interval };
}

export interface DriversReport {
  target: string;
  /** Whose share the target is, in place of its numbers: a linear probability model. */
  targetAnswer?: string;
  /** Those who answered the target. */
  respondents: number;
  /** Items that the analysis did not begin with; empty where the items were named. */
  leftOut: LeftItem[];
  n: number;
  r2: number;
  items: {
    column: string;
    lmg: number;
    lmgShare: number;
    lmgShareCi95: Interval;
    johnson: number;
    johnsonShare: number;
    johnsonShareCi95: Interval;
    r: number;
    mean: number;
    vif: number;
  }[];
  /** Neighbours in rank that cannot be told apart, by their labels. */
  ties: { first: string; second: string; difference: number; ci95: Interval }[];
  weighted?: Omit<DriversReport, 'target' | 'targetAnswer' | 'weighted' | 'respondents' | 'leftOut'>;
}

/** Words that happy (`positive`) and unhappy customers use more than the others; `a` and `b` are their occurrences. */
export interface KeynessReport {
  column: string;
  /** The score that parts the groups. */
  by: string;
  positive: KeynessItem[];
  negative: KeynessItem[];
}

export interface KeynessItem {
  term: string;
  g2: number;
  logRatio: number;
  a: number;
  b: number;
  documentsA: number;
  documentsB: number;
}

/** One group of the segment: its measures, and how each differs from everybody else's. */
export interface SegmentFigures {
  column: string;
  value: string;
  n: number;
  measures: {
    column: string;
    kind: MeasureKind;
    value: number;
    n: number;
    se: number;
    ci95: Interval;
    weighted?: { value: number; nEff: number; ci95: Interval; versusRest: VersusRest };
    versusRest: VersusRest;
  }[];
}

/** Against everybody with an answer to both questions who is not in the group. */
export interface VersusRest {
  difference: number;
  z: number;
  /** Two-sided, of this comparison alone. */
  p: number;
  /** After Benjamini and Hochberg over the groups of this measure; NaN when one side is too small to be tested. */
  adjustedP: number;
  isFlagged: boolean;
}

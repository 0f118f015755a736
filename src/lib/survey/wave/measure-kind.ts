export const MEASURE_KINDS = ['nps', 'top-two-box', 'mean'] as const;
/** What is measured of a column's answers: the net promoter score, the share of the best two points, or the mean. */
export type MeasureKind = (typeof MEASURE_KINDS)[number];

/**
 * What is measured of answers, and can be measured again in a later wave: the net promoter score, the share of
 * the best two points, or the mean. Surveys compute them, and a workshop binds its problem to one.
 */
export const MEASURE_KINDS = ['nps', 'top-two-box', 'mean'] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];

import * as v from 'valibot';
import { calendarDay } from '#lib/base/parse-input.ts';

/** Kinds of figures that a head can be bound to: what can be measured again, later. */
export const METRIC_KINDS = ['nps', 'top-two-box', 'mean'] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

/** What everybody in the room may know of the metric at the head [WS90]. */
export interface ShownMetric {
  insightId: string;
  title: string;
  kind: MetricKind;
  /** Where it stood when it was bound: it does not change under the reader. */
  baseline: { value: number; interval: readonly [number, number]; n: number; waveName: string };
  target: number | null;
  /** The day by which it should be reached, as YYYY-MM-DD. */
  targetOn: string | null;
}

/** The metric with what is needed to compare it again, and who bound it. */
export interface HeadMetric extends ShownMetric {
  waveId: string;
  surveyId: string;
  fieldedOn: string;
  column: string;
  byName: string;
  atMs: number;
  version: number;
}

const optionalNumber = v.pipe(
  v.optional(v.union([v.string(), v.number()]), ''),
  v.transform((value) => {
    // A comma is what people write in Polish; a field of numbers hands over a point.
    const text = String(value).trim().replace(',', '.');
    return text === '' ? null : Number(text);
  }),
  v.nullable(v.pipe(v.number('form.number'), v.finite('form.number'))),
);

/** An empty insight takes the metric away. `version` is that of the metric that somebody saw; 0 for none. */
export const HeadMetricForm = v.object({
  workshopId: v.string(),
  insightId: v.optional(v.string(), ''),
  target: optionalNumber,
  targetOn: v.pipe(
    v.optional(v.string(), ''),
    v.trim(),
    v.transform((day) => (day === '' ? null : day)),
    v.nullable(calendarDay()),
  ),
  version: v.pipe(v.optional(v.union([v.string(), v.number()]), 0), v.transform(Number), v.integer()),
});

/** Why a metric was not bound. */
export type MetricRefusal = 'not-measure' | 'outside-scale' | 'date-alone' | 'date-before';

/** Ends of the scales that the kind alone fixes. */
const SCALES = { nps: [-100, 100], 'top-two-box': [0, 100], mean: [-Infinity, Infinity] } as const;

/**
 * Whether a target fits its metric [WS90]: a value on the scale, and a day after the baseline's, never
 * without a value. Undefined when it does.
 */
export function refuseTarget(
  kind: MetricKind,
  baseline: { fieldedOn: string },
  aim: { target: number | null; targetOn: string | null },
): MetricRefusal | undefined {
  const [low, high] = SCALES[kind];
  if (aim.target !== null && (aim.target < low || aim.target > high)) return 'outside-scale';
  if (aim.targetOn === null) return undefined;
  if (aim.target === null) return 'date-alone';
  return aim.targetOn <= baseline.fieldedOn ? 'date-before' : undefined;
}

/** The part of a metric that the room is told. */
export function shownMetric(metric: HeadMetric | undefined): ShownMetric | null {
  if (!metric) return null;
  const { insightId, title, kind, baseline, target, targetOn } = metric;
  return { insightId, title, kind, baseline, target, targetOn };
}

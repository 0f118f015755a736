import * as v from 'valibot';
import { importanceOfPoints, type ImportanceSteps } from '../../base/ratings/importance-steps.ts';

/** What a driver reaches: a value that somebody names, the mean of a segment, or that of another wave. */
export const LEVEL_KINDS = ['value', 'segment', 'wave'] as const;

const finite = v.pipe(v.number(), v.finite());
const label = v.pipe(v.string(), v.maxLength(5000));
/** As many items as a model holds equal: each takes ten people more, and one of the filters of a question. */
export const MOST_HELD_ITEMS = 20;

/** What was measured of an issue, as it was: the question, its answer, and what the answer is made of [IS58]. */
export const MeasuredContent = v.pipe(
  v.object({
    /** The target's measure; of a mean its scale says how much a point is. */
    kind: v.picklist(['nps', 'mean']),
    target: label,
    /** Width of the target's scale; null for NPS. */
    scale: v.nullable(v.pipe(finite, v.minValue(0.000001))),
    driver: label,
    level: v.object({
      kind: v.picklist(LEVEL_KINDS),
      value: finite,
      /** The answer of the segment, or the name of the wave. */
      name: v.optional(v.pipe(v.string(), v.maxLength(2000)), ''),
    }),
    /** The driver's mean now, the target now, what goes with one point of the driver, and with all of the way. */
    from: finite,
    base: finite,
    slope: finite,
    change: finite,
    interval: v.tuple([finite, finite]),
    n: v.pipe(v.number(), v.integer(), v.minValue(1)),
    rSquared: finite,
    /** Items that are held equal. */
    held: v.pipe(v.array(label), v.maxLength(MOST_HELD_ITEMS)),
    survey: v.pipe(v.string(), v.maxLength(1000)),
    wave: v.pipe(v.string(), v.maxLength(1000)),
    waveId: v.string(),
    waveVersion: v.pipe(v.number(), v.integer()),
    /** Of the random numbers of the bootstrap, and how many samples were drawn. */
    seed: v.pipe(v.number(), v.integer()),
    samples: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  v.check(({ kind, scale }) => (kind === 'nps') === (scale === null), 'measured.noScale'),
  v.check(({ interval: [low, high], change }) => low <= high && Number.isFinite(change), 'measured.broken'),
);
export type MeasuredContent = v.InferOutput<typeof MeasuredContent>;

/** What a browser computed, as the text of one field of a form. */
const jsonText = v.pipe(
  v.string('form.required'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      const parsed: unknown = JSON.parse(dataset.value);
      return parsed;
    } catch {
      addIssue({ message: 'measured.broken' });
      return NEVER;
    }
  }),
);

export const MeasuredForm = v.object({
  issueId: v.string(),
  measured: v.pipe(
    jsonText,
    v.object({
      content: MeasuredContent,
      /** The groups of respondents behind it, which the survey reads itself. */
      groups: v.array(v.unknown()),
    }),
  ),
});

/** A measured importance as its reader may see it. */
export interface MeasuredImportance {
  id: string;
  content: MeasuredContent;
  /** NPS points, or hundredths of the scale, with their interval. */
  points: number;
  pointsInterval: readonly [number, number];
  /** What the table of the organisation makes of it; null where the interval tells nothing. */
  importance: number | null;
  byName: string;
  atMs: number;
  /** Whether it is for those alone who see responses. */
  isWithheld: boolean;
}

/** A change of a target in points: NPS points as they are, a mean in hundredths of its scale [IS57]. */
export function pointsOf(change: number, scale: number | null): number {
  return scale === null ? change : (100 * change) / scale;
}

/**
 * The importance that a measured change pre-fills [IS57]. Where its interval holds no change at all and yet reaches into
 * a higher importance, the measurement does not tell: then nothing is pre-filled.
 */
export function measuredImportance(
  points: number,
  [low, high]: readonly [number, number],
  steps: ImportanceSteps,
): number | null {
  if (low <= 0 && high >= steps[0]) return null;
  return importanceOfPoints(points, steps);
}

/** As far as people's mean may lie outside what the measurement allows before it is said. */
export const PARTING_DISTANCE = 1;

/** Whether people rate an issue higher or lower than what was measured of it. */
export type Parting = 'people-higher' | 'people-lower';

/**
 * Where people and measurement part company [IS62]: the mean of the ratings lies a whole point or more outside the
 * importances that the table makes of both ends of the interval. Null where they do not, or where one is missing.
 */
export function partingOf(
  rated: number | null,
  pointsInterval: readonly [number, number] | null,
  steps: ImportanceSteps,
): Parting | null {
  if (rated === null || pointsInterval === null) return null;
  const [low, high] = pointsInterval.map((points) => importanceOfPoints(points, steps));
  if (low === undefined || high === undefined) return null;
  if (rated >= high + PARTING_DISTANCE) return 'people-higher';
  return rated <= low - PARTING_DISTANCE ? 'people-lower' : null;
}

import * as v from 'valibot';
import { MEASURE_KINDS } from '../../base/measure-kind.ts';
import { EFFECT_CAVEATS, VERDICTS, type Verdict } from '../../base/verdict.ts';

const finite = v.pipe(v.number(), v.finite());
const interval = v.tuple([finite, finite]);
const name = v.pipe(v.string(), v.maxLength(2000));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A figure with its interval and the people behind it. */
const figure = v.object({ value: finite, interval, n: count });
/** A side in one wave; null where nobody of it answered. */
const point = v.nullable(v.object({ value: finite, n: count }));
const side = v.object({
  before: finite,
  after: finite,
  change: finite,
  interval,
  beforeN: count,
  afterN: count,
  /** Answers that would be as precise without weights, before and after; absent without weights [SV122]. */
  effectiveN: v.optional(v.tuple([finite, finite])),
  segments: count,
});
const wave = v.object({ id: v.string(), name, fieldedOn: v.string(), version: count });

/** Waves that are drawn: the baseline, the agreed one, and as many before and between as groups are kept for. */
export const MOST_EFFECT_WAVES = 11;

/** What was measured of a project, as it was: the question, its answer, and what the answer is made of [PR86]. */
export const EffectContent = v.pipe(
  v.object({
    survey: name,
    kind: v.picklist(MEASURE_KINDS),
    label: name,
    before: wave,
    after: wave,
    /** The column whose segments are compared, as the charter writes it, and its segments on both sides; empty where a project touches everybody. */
    by: name,
    touched: v.array(name),
    untouched: v.array(name),
    /** How much more the touched segments moved; the change of the touched alone where nothing is compared. */
    value: finite,
    interval,
    standardError: finite,
    detectable: finite,
    basis: v.picklist(['respondents', 'segments']),
    sides: v.object({ touched: side, untouched: v.nullable(side) }),
    /** The figure of the charter asked again: then, now, and the change; null where it could not be asked. */
    whole: v.nullable(
      v.object({ before: figure, after: figure, change: v.object({ value: finite, interval }) }),
    ),
    /** Both sides in every wave, the oldest first. */
    series: v.pipe(
      v.array(v.object({ name, fieldedOn: v.string(), touched: point, untouched: point })),
      v.maxLength(MOST_EFFECT_WAVES),
    ),
    alongside: v.picklist(['alongside', 'apart', 'unknown']),
    /** The change that the project promised; null where it said no number. */
    promised: v.nullable(finite),
    verdict: v.picklist(VERDICTS),
    caveats: v.array(v.picklist(EFFECT_CAVEATS)),
    seed: v.pipe(v.number(), v.integer()),
    samples: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  // A verdict that its own interval does not carry is no verdict [PR86].
  v.check(({ verdict, interval: [low, high] }) => {
    if (verdict === 'improved') return low > 0;
    return verdict === 'worse' ? high < 0 : verdict === 'unknown' || (low <= 0 && high >= 0);
  }, 'effect.broken'),
  v.check(
    ({ touched, before, after }) => touched.length > 0 && before.fieldedOn < after.fieldedOn,
    'effect.broken',
  ),
);
export type EffectContent = v.InferOutput<typeof EffectContent>;

const jsonText = v.pipe(
  v.string('form.required'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      const parsed: unknown = JSON.parse(dataset.value);
      return parsed;
    } catch {
      addIssue({ message: 'effect.broken' });
      return NEVER;
    }
  }),
);

export const EffectForm = v.object({
  projectId: v.string(),
  effect: v.pipe(
    jsonText,
    v.object({
      content: EffectContent,
      /** The groups of respondents behind it, which the survey reads itself. */
      groups: v.array(v.unknown()),
    }),
  ),
});

/** What was measured of a project, as its reader may see it. */
export interface ProjectEffect {
  projectId: string;
  content: EffectContent;
  verdict: Verdict;
  byName: string;
  atMs: number;
  /** Whether it is for those alone who see responses. */
  isWithheld: boolean;
}

/** An effect with the project that it is of, for lists: of goals, issues, a year. */
export interface EffectLine {
  number: number;
  title: string;
  verdict: Verdict;
  content: EffectContent;
}

/**
 * The number that a target names, as people write it in a charter: "4,0", "from 3.3 to 4.0" (the last one), "NPS 25";
 * null where it names none.
 */
export function targetNumber(target: string): number | null {
  const found = target.match(/[-−]?\d+(?:[.,]\d+)?/g)?.at(-1);
  return found === undefined ? null : Number(found.replace('−', '-').replace(',', '.'));
}

/** Whether the segments that are compared are those that were frozen: each of them, and no other [PR85]. */
export function areFrozenSegments(
  frozen: readonly { column: string; value: string }[],
  { by, touched }: { by: string; touched: readonly string[] },
): boolean {
  const own = frozen.filter(({ column }) => column === by).map(({ value }) => value);
  return own.length > 0 && own.length === touched.length && own.every((value) => touched.includes(value));
}

/**
 * The wave by which a project is measured, once it is here: the one of the agreed name, else the first that was fielded
 * after the project's end [PR88]. Undefined while there is none.
 */
export function dueWave<Wave extends { name: string; fieldedOn: string }>(
  later: readonly Wave[],
  agreed: string,
  endsOn: string,
): Wave | undefined {
  const plain = (text: string): string => text.trim().toLocaleLowerCase();
  const named = later.find(({ name: own }) => plain(own) === plain(agreed));
  return (
    named ??
    later
      .filter(({ fieldedOn }) => fieldedOn > endsOn)
      .toSorted((one, other) => one.fieldedOn.localeCompare(other.fieldedOn))[0]
  );
}

import * as v from 'valibot';
import { FOOTPRINT_REASONS, FOOTPRINT_VERDICTS } from '#lib/workshop/evidence/footprint.ts';
import { MEASURE_KINDS } from '#lib/base/measure-kind.ts';

const interval = v.tuple([v.number(), v.number()]);
const sample = v.object({ value: v.number(), n: v.number() });

const claimedGroup = v.variant('kind', [
  v.object({ kind: v.literal('answer'), name: v.string() }),
  v.object({ kind: v.picklist(['others', 'none', 'withdrawn']) }),
]);

const footprintClaim = v.object({
  waveName: v.string(),
  group: v.nullable(
    v.object({
      segment: v.string(),
      group: claimedGroup,
      // A claim from before this was kept names nothing.
      place: v.exactOptional(v.object({ waveId: v.string(), column: v.string() })),
    }),
  ),
  against: v.nullable(v.string()),
});

/** `cause_evidence.content` */
export const StoredEvidence = v.variant('kind', [
  v.object({ kind: v.picklist(['note', 'quote']), text: v.string() }),
  v.object({ kind: v.literal('link'), text: v.string(), url: v.string() }),
  v.object({
    kind: v.literal('insight'),
    insightId: v.string(),
    title: v.string(),
    waveName: v.string(),
    value: v.number(),
    interval,
    n: v.number(),
  }),
  v.object({
    kind: v.literal('footprint'),
    verdict: v.picklist(FOOTPRINT_VERDICTS),
    reason: v.nullable(v.picklist(FOOTPRINT_REASONS)),
    metric: v.string(),
    measure: v.picklist(MEASURE_KINDS),
    claim: footprintClaim,
    inside: v.nullable(sample),
    outside: v.nullable(sample),
    difference: v.nullable(v.number()),
    interval: v.nullable(interval),
    smallest: v.number(),
  }),
  v.object({
    kind: v.literal('file'),
    name: v.string(),
    type: v.string(),
    byteSize: v.number(),
    text: v.string(),
  }),
]);

/** `workshop_metric.content` */
export const StoredMetric = v.object({
  insightId: v.string(),
  title: v.string(),
  kind: v.picklist(MEASURE_KINDS),
  baseline: v.object({ value: v.number(), interval, n: v.number(), waveName: v.string() }),
  target: v.nullable(v.number()),
  targetOn: v.nullable(v.string()),
  waveId: v.string(),
  surveyId: v.string(),
  fieldedOn: v.string(),
  column: v.string(),
});

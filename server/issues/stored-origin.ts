import * as v from 'valibot';
import { DIRECTIONS } from '#lib/base/quantity/direction.ts';

const axis = v.object({ mean: v.number(), spread: v.number(), balanced: v.number() });

const cause = {
  causeId: v.string(),
  text: v.exactOptional(v.string()),
  path: v.array(v.string()),
  result: v.exactOptional(
    v.object({
      vote: v.nullable(v.object({ dots: v.number(), voters: v.number() })),
      rating: v.nullable(
        v.object({ raters: v.number(), importance: axis, urgency: axis, isSplit: v.boolean() }),
      ),
      status: v.string(),
    }),
  ),
};

/** `issue.origin`: an issue of before rooms told what they found has no result. */
export const StoredOrigin = v.variant('kind', [
  v.object({
    kind: v.literal('cause'),
    workshopId: v.string(),
    workshopTitle: v.string(),
    ...cause,
    others: v.exactOptional(v.array(v.object(cause))),
  }),
  v.object({ kind: v.literal('insight'), insightId: v.string() }),
  v.object({ kind: v.literal('finding'), findingId: v.string(), reporter: v.string() }),
  v.object({
    kind: v.literal('import'),
    file: v.string(),
    row: v.number(),
    key: v.nullable(v.string()),
    reporter: v.nullable(v.string()),
    details: v.array(v.object({ heading: v.string(), text: v.string() })),
  }),
  v.object({
    kind: v.literal('series'),
    seriesId: v.string(),
    name: v.string(),
    areaName: v.nullable(v.string()),
    day: v.string(),
    value: v.number(),
    unit: v.string(),
    target: v.nullable(v.number()),
    direction: v.picklist(DIRECTIONS),
    worsening: v.nullable(v.picklist(['trend', 'shift'])),
  }),
  v.object({
    kind: v.literal('goal'),
    goalId: v.string(),
    title: v.string(),
    target: v.string(),
    dueOn: v.string(),
  }),
  v.object({ kind: v.literal('manual') }),
]);

import { asId } from '#lib/base/ids.ts';
import * as v from 'valibot';
import { STEP_KINDS } from '#lib/workshop/step.ts';
import type { SealContent } from './seal.ts';

const axis = v.object({ mean: v.number(), spread: v.number(), balanced: v.number() });

/** `workshop_seal.content`: a step that took no ballots has no results, nor has a seal from before there were any. */
export const StoredSeal = v.object({
  step: v.object({
    id: v.pipe(
      v.string(),
      v.transform((id): SealContent['step']['id'] => asId<'step'>(id)),
    ),
    kind: v.picklist(STEP_KINDS),
    title: v.string(),
    minutes: v.number(),
    spentMs: v.number(),
  }),
  board: v.string(),
  notes: v.exactOptional(v.string()),
  votes: v.exactOptional(
    v.object({
      stepId: v.string(),
      voters: v.number(),
      onPaper: v.number(),
      causes: v.array(v.object({ causeId: v.string(), dots: v.number(), voters: v.number() })),
      followed: v.exactOptional(v.number()),
      unspent: v.exactOptional(v.number()),
    }),
  ),
  ratings: v.exactOptional(
    v.object({
      stepId: v.string(),
      raters: v.number(),
      causes: v.array(
        v.object({
          causeId: v.string(),
          n: v.number(),
          importance: axis,
          urgency: axis,
          isSplit: v.boolean(),
        }),
      ),
    }),
  ),
});

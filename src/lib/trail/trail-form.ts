import * as v from 'valibot';

/** Whose trail is asked for. */
export const TrailForm = v.object({
  kind: v.picklist(['wave', 'insight', 'series', 'goal', 'workshop', 'issue', 'project']),
  id: v.string(),
});
export type TrailForm = v.InferOutput<typeof TrailForm>;

import * as v from 'valibot';

/** Whose history is asked for. */
export const HistoryForm = v.object({
  kind: v.picklist([
    'issue',
    'project',
    'insight',
    'area',
    'series',
    'goal',
    'standard',
    'article',
    'wave',
    'workshop',
    'decision',
  ]),
  id: v.string(),
});
export type HistoryForm = v.InferOutput<typeof HistoryForm>;

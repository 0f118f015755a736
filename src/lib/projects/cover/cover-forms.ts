import * as v from 'valibot';
import { optionalText, requiredText } from '../../base/parse-input.ts';

const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());

/** Why somebody takes over, for whoever comes back. */
export const TakeOverForm = v.object({ projectId: v.string(), reason: optionalText(500) });

/** What whoever comes back should know. */
export const GiveBackForm = v.object({ projectId: v.string(), note: optionalText(2000) });

export const HandoverNotes = v.object({
  projectId: v.string(),
  handoverId: v.string(),
  version,
  notes: optionalText(4000),
});

/** Who answers for a project from now on. */
export const HoldersForm = v.pipe(
  v.object({
    projectId: v.string(),
    version,
    ownerId: requiredText(40),
    deputyId: requiredText(40),
    /** Empty for nobody; left out, the sponsor stays. */
    sponsorId: v.optional(v.string()),
    reason: requiredText(500),
  }),
  v.forward(
    v.check((form) => form.ownerId !== form.deputyId, 'projects.deputySame'),
    ['deputyId'],
  ),
);

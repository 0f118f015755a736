import type { QuotedEvidence } from '#lib/discussion/message.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';

/** Of the evidence with these ids, that which the actor may see, in any order; the domain that owns it answers. */
export type EvidenceSource = (
  context: Context,
  actor: Actor,
  ids: readonly string[],
) => Promise<QuotedEvidence[]>;

/** What the commands of discussions need besides: who answers for quoted evidence, as `evidence-sources.ts` lists them. */
export interface DiscussionContext extends Context {
  readonly evidenceSources: Readonly<Record<QuotedEvidence['kind'], EvidenceSource>>;
}

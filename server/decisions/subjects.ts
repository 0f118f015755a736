import type { Subject } from '#lib/base/subject.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { listDecisionsById } from './decision-store.ts';
import { seeDecisions } from './see-decisions.ts';

/** Decisions as subjects: those that a reader may see [DE3]; their proposer answers for them. */
export async function listDecisionSubjects(
  context: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  const seen = await seeDecisions(context, actor, await listDecisionsById(context.db, ids));
  return seen.map(({ row }) => ({
    kind: 'decision',
    id: row.id,
    title: row.question,
    href: `/decisions/${row.number}`,
    ownerId: row.proposerId,
    deputyId: null,
  }));
}

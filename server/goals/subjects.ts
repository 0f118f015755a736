import type { Subject } from '#lib/base/subject.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { listGoalsById } from './goal-store.ts';

/** Goals as subjects: whoever works here sees each of them; its owner answers for it. */
export async function listGoalSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  if (!isPermitted(standingsOf(actor), 'goal.view')) return [];
  return (await listGoalsById(db, ids)).map(({ id, title, ownerId, state, madeBy }) => ({
    ...{ kind: 'goal', id, title, href: `/issues/goals/${id}` },
    ...{ ownerId, deputyId: null, askedId: madeBy, isResting: state !== 'open' },
  }));
}

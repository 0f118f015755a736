import { auditedChanges } from '#lib/audit/audit-change.ts';
import type { DepartureRules } from '../people/departure.ts';
import { namesOf } from '../people/store.ts';
import { auditGoal, tellGoal } from './goal-commands.ts';
import { giveGoals, listGoalsOfOwner } from './goal-store.ts';

/** Goals go to the successor, or wait for an owner; who linked what stays [GO7]. */
export const GOAL_DEPARTURE: DepartureRules = {
  columns: {
    'goal.owner_id': 'handed-over',
    'goal.made_by': 'kept',
    'goal_issue.linked_by': 'kept',
    'goal_project.linked_by': 'kept',
  },
  list: async (db, personId) =>
    (await listGoalsOfOwner(db, personId)).map(({ id, title }) => ({
      ...{ kind: 'goal', effect: 'handed-over', title, href: `/issues/goals/${id}` },
    })),
  async apply(context, trx, actor, { personId, successorId }) {
    const goals = await listGoalsOfOwner(trx, personId);
    if (goals.length === 0) return [];
    await giveGoals(
      trx,
      goals.map(({ id }) => id),
      successorId,
    );
    const names = await namesOf(trx, [personId, ...(successorId === null ? [] : [successorId])]);
    const owner = successorId === null ? null : (names.get(successorId) ?? null);
    const changes = auditedChanges({ owner: names.get(personId) ?? null }, { owner });
    for (const goal of goals) await auditGoal(context, trx, actor, 'handOver', goal, { changes });
    return [
      async () => {
        for (const { id } of goals) tellGoal(context, id);
      },
    ];
  },
};

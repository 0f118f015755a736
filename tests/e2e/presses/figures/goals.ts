import type { PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';

const wordsOf = (world: World) => ({
  ...{ title: world.fresh('Goal'), measuredBy: 'words', targetWords: 'Nobody waits', dueOn: '2080-01-01' },
});

async function makeGoal(world: World): Promise<string> {
  return (await world.app.goals.setGoal(world.maker.actor, wordsOf(world))).goalId;
}

async function makeIssue(world: World): Promise<{ issueId: string; issue: string }> {
  const issueId = await world.app.issues.addIssue(world.maker.actor, { title: world.fresh('Issue') });
  const { number } = await world.app.issues.getIssue(world.maker.actor, issueId);
  return { issueId, issue: String(number) };
}

const managing = { needs: 'goal.manage', place: 'anybody' } as const;

export const GOALS: PressedActions = {
  ...ofRoute('/(app)/issues/goals/new', {
    default: { ...managing, make: async (world) => ({ fields: wordsOf(world) }) },
  }),
  ...ofRoute('/(app)/issues/goals/[goalId]/edit', {
    default: {
      ...managing,
      make: async (world) => ({
        ids: { goalId: await makeGoal(world) },
        fields: { ...wordsOf(world), version: '1', state: 'reached' },
      }),
    },
  }),
  ...ofRoute('/(app)/issues/goals/[goalId]', {
    link: {
      ...managing,
      make: async (world) => ({
        ids: { goalId: await makeGoal(world) },
        fields: { issue: (await makeIssue(world)).issue },
      }),
    },
    unlink: {
      ...managing,
      make: async (world) => {
        const goalId = await makeGoal(world);
        const { issue, issueId } = await makeIssue(world);
        await world.app.goals.linkGoal(world.maker.actor, { goalId, issue });
        return { ids: { goalId }, fields: { issueId } };
      },
    },
    makeIssue: {
      ...managing,
      make: async (world) => ({
        ids: { goalId: await makeGoal(world) },
        fields: { title: world.fresh('Issue') },
      }),
    },
  }),
};

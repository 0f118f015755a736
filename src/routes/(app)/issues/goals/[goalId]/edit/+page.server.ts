import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../../guarded.ts';
import { loadGoalChoices } from '../../load-choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => ({
    goal: await locals.app.goals.getGoal(locals.actor, params.goalId),
    choices: await loadGoalChoices(locals),
  }));

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { goalId } = event.params;
      await event.locals.app.goals.changeGoal(event.locals.actor, { ...input, goalId });
      redirect(303, `/issues/goals/${goalId}`);
    }),
};

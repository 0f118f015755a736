import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../guarded.ts';
import { loadGoalChoices } from '../load-choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => guarded(() => loadGoalChoices(locals));

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { goalId } = await event.locals.app.goals.setGoal(event.locals.actor, input);
      redirect(303, `/issues/goals/${goalId}`);
    }),
};

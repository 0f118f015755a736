import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({ start: await app.shifts.getStoryStart(actor, params.id) }));

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const { id } = event.params;
      const { storyId } = await app.shifts.addStory(actor, { ...input, roundId: id });
      redirect(303, `/shifts/${id}/stories/${storyId}`);
    }),
};

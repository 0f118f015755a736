import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({
    desk: await app.shifts.getStoryDesk(actor, { roundId: params.id, storyId: params.storyId }),
    people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
  }));

export const actions: Actions = {
  rewrite: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const { id, storyId } = event.params;
      await app.shifts.changeStory(actor, { ...input, roundId: id, storyId });
      redirect(303, `/shifts/${id}/stories/${storyId}`);
    }),
};

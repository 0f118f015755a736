import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../guarded.ts';
import { tourChoices } from '../tour-choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  guarded(async () => {
    const { shifts } = locals.app;
    const from = url.searchParams.get('from');
    return {
      ...(await tourChoices(locals)),
      rounds: (await shifts.listRounds(locals.actor)).map(({ id, title }) => ({ id, title })),
      copied: from === null ? null : await shifts.getRound(locals.actor, from),
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const id = await event.locals.app.shifts.planRound(event.locals.actor, input);
      redirect(303, `/shifts/${id}`);
    }),
};

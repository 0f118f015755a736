import { redirect } from '@sveltejs/kit';
import { dayAfter } from '#lib/base/days.ts';
import { guarded, submit } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/** What one proposes: within a year somebody asks whether it is still so. */
const REVIEW_DAYS = 365;

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
    reviewOn: dayAfter(app.today(), REVIEW_DAYS),
  }));

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { standardId } = await event.locals.app.people.addStandard(event.locals.actor, input);
      redirect(303, `/people/team/standards/${standardId}`);
    }),
};

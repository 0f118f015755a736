import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
    teamIds: (await app.people.getTeam(actor)).members.map(({ id }) => id),
    today: app.today(),
  }));

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { pulseId } = await event.locals.app.rhythms.makeTeamPulse(event.locals.actor, input);
      redirect(303, `/people/team/pulses/${pulseId}`);
    }),
};

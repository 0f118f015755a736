import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => {
    const colleagues = await locals.app.people.listColleagues(locals.actor);
    return {
      mentors: colleagues.filter((person) => person.roles.includes('mentor')),
      calendar: await locals.app.organisation.getWorkCalendar(locals.actor),
      hours: locals.app.settings.current.week,
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const id = await event.locals.app.shifts.planRound(event.locals.actor, input);
      redirect(303, `/shifts/${id}`);
    }),
};

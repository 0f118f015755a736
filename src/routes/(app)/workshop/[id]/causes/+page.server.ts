import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params, url }) =>
  guarded(async () => ({
    causes: await app.issues.listSendable(actor, params.id),
    /** Those that were selected on the board. */
    chosen: url.searchParams.getAll('cause'),
    way: url.searchParams.get('way') ?? '',
    colleagues: await app.people.listColleagues(actor),
    today: app.today(),
    currency: app.settings.current.currency,
  }));

export const actions: Actions = {
  issues: (event) =>
    submit(event, async (input) => {
      const { issues } = event.locals.app;
      return {
        ...(await issues.sendCauses(event.locals.actor, { ...input, workshopId: event.params.id })),
      };
    }),
  projects: (event) =>
    submit(event, async (input) => {
      const { projects } = event.locals.app;
      return {
        ...(await projects.proposeOfCauses(event.locals.actor, { ...input, workshopId: event.params.id })),
      };
    }),
};

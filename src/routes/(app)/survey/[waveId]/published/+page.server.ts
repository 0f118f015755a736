import { isPermitted } from '#lib/people/permissions.ts';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { survey, people, settings } = locals.app;
    const colleagues = await people.listColleagues(locals.actor);
    return {
      smallestGroup: settings.current.smallestGroup,
      publication: await survey.findPublication(locals.actor, params.waveId),
      /** How many see figures and no rows: those whom a publication is for. */
      readers: colleagues.filter(
        ({ roles }) => isPermitted(roles, 'survey.viewSummary') && !isPermitted(roles, 'survey.viewRows'),
      ).length,
    };
  });

export const actions: Actions = {
  publish: (event) =>
    submit(event, async (input) => {
      await event.locals.app.survey.publishWave(event.locals.actor, {
        ...input,
        waveId: event.params.waveId,
      });
      return { isPublished: true };
    }),
};

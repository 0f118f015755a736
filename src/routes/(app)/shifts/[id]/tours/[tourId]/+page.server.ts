import { redirect } from '@sveltejs/kit';
import { AppError } from '#lib/base/errors.ts';
import { guarded, submit } from '../../../../../guarded.ts';
import { tourChoices } from '../../../tour-choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { round, tours } = await locals.app.shifts.getRound(locals.actor, params.id);
    const tour = tours.find(({ id }) => id === params.tourId);
    if (!tour) throw new AppError('not-found');
    const colleagues = await locals.app.people.listColleagues(locals.actor);
    return {
      ...(await tourChoices(locals, params.id)),
      ...{ round, tours, tour },
      missing: await locals.app.shifts.getMissingParts(locals.actor),
      people: colleagues.map(({ id, name }) => ({ id, name })),
      today: locals.app.today(),
    };
  });

export const actions: Actions = {
  change: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.changeTour(actor, { ...input, tourId: event.params.tourId });
      redirect(303, `/shifts/${event.params.id}`);
    }),
  propose: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.proposeSeat(actor, { ...input, tourId: event.params.tourId });
      return { done: 'proposed' };
    }),
  moveDay: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.moveTourDay(actor, { ...input, tourId: event.params.tourId });
      return { done: 'dayMoved' };
    }),
  dropDay: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.dropTourDay(actor, { ...input, tourId: event.params.tourId });
      return { done: 'dayOff' };
    }),
  cancel: (event) =>
    submit(event, async () => {
      const { app, actor } = event.locals;
      const { roundId } = await app.shifts.cancelTour(actor, event.params.tourId);
      redirect(303, `/shifts/${roundId}`);
    }),
};

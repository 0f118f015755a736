import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    ...(await app.organisation.getSettings(actor)),
    ...(await app.organisation.listCalendarEntries(actor)),
    today: app.today(),
  }));

export const actions: Actions = {
  week: (event) =>
    submit(event, async (input) => {
      await event.locals.app.organisation.changeWeek(event.locals.actor, input);
      return { done: 'week' };
    }),
  addDayOff: (event) =>
    submit(event, async (input) => {
      await event.locals.app.organisation.addDayOff(event.locals.actor, input);
      return { done: 'addDayOff' };
    }),
  removeDayOff: (event) =>
    submit(event, (input) =>
      event.locals.app.organisation.removeDayOff(event.locals.actor, String(input.day)),
    ),
  saveSeason: (event) =>
    submit(event, async (input) => {
      await event.locals.app.organisation.saveSeason(event.locals.actor, input);
      return { done: 'saveSeason' };
    }),
  removeSeason: (event) =>
    submit(event, (input) =>
      event.locals.app.organisation.removeSeason(event.locals.actor, String(input.seasonId)),
    ),
};

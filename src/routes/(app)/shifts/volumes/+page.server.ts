import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/** When how many contacts come, and where whoever plans rounds brings a newer file. */
export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    volume: await app.shifts.getVolume(actor),
    ...{ zone: app.settings.timeZone, today: app.today() },
  }));

export const actions: Actions = {
  set: (event) => submit(event, (input) => event.locals.app.shifts.setVolume(event.locals.actor, input)),
};

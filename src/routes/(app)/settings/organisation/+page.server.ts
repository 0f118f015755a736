import { redirect } from '@sveltejs/kit';
import { LOGO_MAX_BYTES } from '#lib/organisation/logo.ts';
import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    ...(await app.organisation.getSettings(actor)),
    mayRemoveDemo: await app.demo.mayRemoveDemo(actor),
    timeZones: ['UTC', ...Intl.supportedValuesOf('timeZone')],
    logoLimitKb: LOGO_MAX_BYTES / 1024,
  }));

export const actions: Actions = {
  save: (event) =>
    submit(event, async (input) => {
      await event.locals.app.organisation.changeOrganisation(event.locals.actor, input);
      return { done: 'save' };
    }),
  setLogo: (event) =>
    submit(event, async (input) => {
      await event.locals.app.organisation.setLogo(event.locals.actor, input.logo);
      return { done: 'setLogo' };
    }),
  tracker: (event) =>
    submit(event, async (input) => {
      await event.locals.app.organisation.changeTracker(event.locals.actor, input);
      return { done: 'tracker' };
    }),
  removeDemo: (event) =>
    submit(
      event,
      async () => {
        const token = await event.locals.app.demo.removeDemo(event.locals.actor);
        redirect(303, `/setup?token=${token}`);
      },
      { isSecret: true },
    ),
  removeLogo: (event) => submit(event, () => event.locals.app.organisation.removeLogo(event.locals.actor)),
};

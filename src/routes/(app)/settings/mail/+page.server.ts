import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    ...(await app.organisation.getSystemState(actor)),
    outbox: await app.notify.getOutbox(actor),
  }));

export const actions: Actions = {
  test: (event) =>
    submit(event, async () => {
      await event.locals.app.organisation.sendTestMail(event.locals.actor);
      return { done: 'test' };
    }),
};

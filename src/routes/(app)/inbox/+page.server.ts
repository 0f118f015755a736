import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, url }) =>
  guarded(async () => ({
    inbox: await app.notify.getInbox(actor, url.searchParams.get('view') ?? ''),
    nowMs: app.clock(),
  }));

export const actions: Actions = {
  close: (event) => submit(event, (input) => event.locals.app.notify.closeNotices(event.locals.actor, input)),
  reopen: (event) =>
    submit(event, (input) => event.locals.app.notify.reopenNotices(event.locals.actor, input)),
  snooze: (event) =>
    submit(event, (input) => event.locals.app.notify.snoozeNotices(event.locals.actor, input)),
  mute: (event) => submit(event, (input) => event.locals.app.notify.muteSubject(event.locals.actor, input)),
  unmute: (event) =>
    submit(event, (input) => event.locals.app.notify.unmuteSubject(event.locals.actor, input)),
};

import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, setHeaders }) =>
  guarded(async () => {
    setHeaders({ 'cache-control': 'no-store' });
    return { door: await app.outside.getDoorPlace(actor) };
  });

export const actions: Actions = {
  keep: (event) => submit(event, (input) => event.locals.app.outside.keepAtDoor(event.locals.actor, input)),
  reopen: (event) =>
    submit(event, (input) => event.locals.app.outside.reopenAtDoor(event.locals.actor, input)),
  answer: (event) =>
    submit(event, (input) => event.locals.app.outside.answerAtDoor(event.locals.actor, input)),
  comment: (event) =>
    submit(event, (input) => event.locals.app.outside.commentAtDoor(event.locals.actor, input)),
  askCode: (event) => submit(event, () => event.locals.app.outside.askDoorCode(event.locals.actor)),
  settle: (event) => submit(event, (input) => event.locals.app.outside.settleDoor(event.locals.actor, input)),
};

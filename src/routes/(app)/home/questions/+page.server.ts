import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/** What waits for this person's answer, and what they asked. */
export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({ ...(await app.discussion.getMyQuestions(actor)), nowMs: app.clock() }));

/** Discussions stand beside many pages; all of them send here. */
export const actions: Actions = {
  write: (event) =>
    submit(event, (input) => event.locals.app.discussion.writeMessage(event.locals.actor, input)),
  answer: (event) =>
    submit(event, (input) => event.locals.app.discussion.answerQuestion(event.locals.actor, input)),
  change: (event) =>
    submit(event, async (input) => {
      await event.locals.app.discussion.changeMessage(event.locals.actor, input);
    }),
  remove: (event) =>
    submit(event, async (input) => {
      await event.locals.app.discussion.removeMessage(event.locals.actor, input);
    }),
  watch: (event) =>
    submit(event, async (input) => {
      await event.locals.app.discussion.setWatch(event.locals.actor, input);
    }),
};

import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/** What this person owes. */
export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    ...(await app.commitments.getMyCommitments(actor)),
    asked: (await app.rhythms.getMyAsks(actor)).asked.map(({ rhythm }) => rhythm),
    pulses: await app.rhythms.getMyPulses(actor),
    people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
  }));

/** Commitments and rhythms stand beside many pages; all of them send here. */
export const actions: Actions = {
  make: (event) =>
    submit(event, (input) => event.locals.app.commitments.makeCommitment(event.locals.actor, input)),
  take: (event) =>
    submit(event, async (input) => {
      await event.locals.app.commitments.takeCommitment(event.locals.actor, input);
    }),
  change: (event) =>
    submit(event, async (input) => {
      await event.locals.app.commitments.changeCommitment(event.locals.actor, input);
    }),
  answer: (event) =>
    submit(event, async (input) => {
      await event.locals.app.commitments.answerCommitment(event.locals.actor, input);
    }),
  move: (event) =>
    submit(event, (input) => event.locals.app.commitments.moveCommitment(event.locals.actor, input)),
  keep: (event) =>
    submit(event, (input) => event.locals.app.commitments.keepCommitment(event.locals.actor, input)),
  break: (event) =>
    submit(event, (input) => event.locals.app.commitments.breakCommitment(event.locals.actor, input)),
  withdraw: (event) =>
    submit(event, (input) => event.locals.app.commitments.withdrawCommitment(event.locals.actor, input)),
  makeRhythm: (event) =>
    submit(event, (input) => event.locals.app.rhythms.makeRhythm(event.locals.actor, input)),
  changeRhythm: (event) =>
    submit(event, async (input) => {
      await event.locals.app.rhythms.changeRhythm(event.locals.actor, input);
    }),
  endRhythm: (event) =>
    submit(event, (input) => event.locals.app.rhythms.endRhythm(event.locals.actor, input)),
  answerAsk: (event) =>
    submit(event, (input) => event.locals.app.rhythms.answerAsk(event.locals.actor, input)),
  reopen: (event) =>
    submit(event, async (input) => {
      await event.locals.app.commitments.reopenCommitment(event.locals.actor, input);
    }),
};

import { choicesOf } from '#lib/shifts/wishes/wish.ts';
import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => ({
    moves: await locals.app.shifts.listMoves(locals.actor, params.id),
    answerTimes: await locals.app.shifts.getAnswerTimes(locals.actor, params.id),
    own: await locals.app.shifts.getMyWish(locals.actor, params.id),
    objections: await locals.app.shifts.listObjections(locals.actor, params.id),
    missing: await locals.app.shifts.getMissingParts(locals.actor),
    calendar: await locals.app.organisation.getWorkCalendar(locals.actor),
  }));

export const actions: Actions = {
  signUp: (event) =>
    submit(event, async (input) => ({
      done: await event.locals.app.shifts.signUp(event.locals.actor, input),
    })),
  scopes: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.changeScopes(event.locals.actor, input);
      return { done: 'scopes' };
    }),
  leave: (event) =>
    submit(event, async (input) => {
      const left = await event.locals.app.shifts.leaveTour(event.locals.actor, String(input.tourId));
      return { done: 'leave', ...left };
    }),
  offer: (event) =>
    submit(event, async (input) => ({
      done: (await event.locals.app.shifts.answerOffer(event.locals.actor, input)) ?? 'declined',
    })),
  offerSwap: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.offerSwap(event.locals.actor, String(input.tourId));
      return { done: 'swapOffered' };
    }),
  withdrawSwap: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.withdrawSwap(event.locals.actor, input);
      return { done: 'swapWithdrawn' };
    }),
  takeSwap: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.takeSwap(event.locals.actor, input);
      return { done: 'swapAsked' };
    }),
  agreeSwap: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.agreeSwap(event.locals.actor, input);
      return { done: 'swapped' };
    }),
  answerProposal: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.answerProposal(event.locals.actor, input);
      return { done: 'proposalAnswered' };
    }),
  answerMove: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.answerMove(event.locals.actor, input);
      return { done: 'moveAnswered' };
    }),
  withdrawProposal: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.withdrawProposal(event.locals.actor, input);
      return { done: 'proposalWithdrawn' };
    }),
  answerObjection: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.answerShiftObjection(event.locals.actor, input);
      return { done: 'objectionAnswered' };
    }),
  wish: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const choices = choicesOf(input);
      await app.shifts.saveWish(actor, { ...input, choices, roundId: event.params.id });
      return { done: 'wish' };
    }),
  decline: (event) =>
    submit(event, async () => {
      await event.locals.app.shifts.declineRound(event.locals.actor, event.params.id);
      return { done: 'declined' };
    }),
  stopWaiting: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.stopWaiting(event.locals.actor, String(input.tourId));
      return { done: 'stopWaiting' };
    }),
};

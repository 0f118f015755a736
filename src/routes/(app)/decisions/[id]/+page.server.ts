import { loadBeside } from '../../../beside-subject.ts';
import { guarded, submit, type FormInput } from '../../../guarded.ts';
import { leadToNumber } from '../../../numbered-page.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = (event) =>
  guarded(async () => {
    const { app, actor } = event.locals;
    const address = await app.decisions.getDecisionAddress(actor, event.params.id);
    leadToNumber(event, address);
    const decision = await app.decisions.getDecision(actor, address.id);
    return {
      decision,
      beside: await loadBeside(
        event.locals,
        { kind: 'decision', id: decision.id },
        event.url,
        decision.subject,
      ),
      people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
      today: app.today(),
      nowMs: app.clock(),
    };
  });

export const actions: Actions = {
  compare: (event) =>
    onDecision(event, async (input) => {
      await event.locals.app.decisions.compareOptions(event.locals.actor, input);
    }),
  openPoll: (event) =>
    onDecision(event, async (input) => {
      await event.locals.app.decisions.openPoll(event.locals.actor, input);
    }),
  vote: (event) =>
    onDecision(event, async (input) => {
      await event.locals.app.decisions.castVote(event.locals.actor, input);
    }),
  answer: (event) =>
    onDecision(event, async (input) => {
      await event.locals.app.decisions.answerObjection(event.locals.actor, input);
    }),
  closePoll: (event) =>
    onDecision(event, async (input) => {
      await event.locals.app.decisions.closePoll(event.locals.actor, input);
    }),
  cancelPoll: (event) =>
    onDecision(event, async (input) => {
      await event.locals.app.decisions.cancelPoll(event.locals.actor, input);
    }),
  decide: (event) =>
    onDecision(event, (input) => event.locals.app.decisions.decide(event.locals.actor, input)),
  read: (event) =>
    onDecision(event, async (input) => {
      await event.locals.app.decisions.confirmRead(event.locals.actor, input);
    }),
  tell: (event) =>
    onDecision(event, async (input) => {
      await event.locals.app.decisions.tellMore(event.locals.actor, input);
    }),
  hold: (event) =>
    onDecision(event, async (input) => {
      await event.locals.app.decisions.holdOn(event.locals.actor, input);
    }),
  supersede: (event) =>
    onDecision(event, (input) => event.locals.app.decisions.supersedeDecision(event.locals.actor, input)),
  withdraw: (event) =>
    onDecision(event, (input) => event.locals.app.decisions.dropDecision(event.locals.actor, input)),
  reopen: (event) =>
    onDecision(event, async (input) => {
      await event.locals.app.decisions.reopenDecision(event.locals.actor, input);
    }),
};

/** An action on the decision that the address names. */
function onDecision<Result>(event: RequestEvent, work: (input: FormInput) => Promise<Result>) {
  return submit(event, async (input) => {
    const { app, actor } = event.locals;
    const { id } = await app.decisions.getDecisionAddress(actor, event.params.id);
    return work({ ...input, decisionId: id });
  });
}

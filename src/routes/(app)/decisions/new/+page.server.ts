import { redirect } from '@sveltejs/kit';
import { DECISION_SUBJECTS } from '#lib/decisions/decision.ts';
import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/** On what it is decided, as `?on=issue&id=...` names it, and in whose place, as `?instead=12` does. */
export const load: PageServerLoad = ({ locals: { app, actor }, url }) =>
  guarded(async () => {
    const kind = DECISION_SUBJECTS.find((known) => known === url.searchParams.get('on'));
    const subject = kind
      ? await app.subjects.require(actor, { kind, id: url.searchParams.get('id') ?? '' })
      : null;
    const instead = url.searchParams.get('instead');
    const replaced = instead
      ? await app.decisions.getDecision(actor, (await app.decisions.getDecisionAddress(actor, instead)).id)
      : null;
    return {
      subject,
      replaced,
      people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
      myId: actor.kind === 'person' ? actor.id : '',
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { number } = await event.locals.app.decisions.makeDecision(event.locals.actor, input);
      redirect(303, `/decisions/${number}`);
    }),
};

import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const rota = await app.shifts.getRota(actor, params.id);
    const personId = url.searchParams.get('why');
    const asked = rota.draft?.pairs.find((pair) => pair.personId === personId);
    const colleagues = await app.people.listColleagues(actor);
    return {
      rota,
      why:
        rota.draft && asked
          ? {
              name: asked.name,
              sentences: await app.shifts.explainDraft(actor, {
                ...{ roundId: params.id, version: rota.draft.version, personId: asked.personId },
              }),
            }
          : null,
      people: colleagues.map(({ id, name }) => ({ id, name })),
    };
  });

/** An action on the draft of this round. */
function onRota(
  name: 'proposeRota' | 'lockRota' | 'moveOnRota' | 'discardRota',
  done: string | ((input: Record<string, unknown>) => unknown),
): Actions[string] {
  return (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const answer = await app.shifts[name](actor, { ...input, roundId: event.params.id });
      return { ...answer, done: typeof done === 'string' ? done : done(input) };
    });
}

export const actions: Actions = {
  propose: onRota('proposeRota', 'proposing'),
  lock: onRota('lockRota', ({ lock }) => lock),
  move: onRota('moveOnRota', 'moved'),
  discard: onRota('discardRota', 'discarded'),
  stop: (event) =>
    submit(event, async () => {
      await event.locals.app.shifts.cancelRota(event.locals.actor, event.params.id);
      return { done: 'cancelled' };
    }),
  publishRota: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const changed = await app.shifts.publishRota(actor, { ...input, roundId: event.params.id });
      return { done: 'published', ...changed };
    }),
  share: (event) =>
    submit(event, async (input) => {
      await event.locals.app.shifts.setShare(event.locals.actor, input);
      return { done: 'share' };
    }),
};

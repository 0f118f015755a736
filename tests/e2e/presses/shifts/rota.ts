import { dayAfter } from '#lib/base/days.ts';
import type { Fields, PressedAction, PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';
import { roundFields } from './rounds.ts';

/** A new round with a rota: two tours, and answers until a day. */
async function askingRound(world: World, closesOn: string): Promise<{ id: string; tourIds: string[] }> {
  const { shifts } = world.app;
  const fields = { ...(await roundFields(world)), mode: 'rota', closesOn };
  const id = await shifts.planRound(world.maker.actor, fields);
  const { tours } = await shifts.getRound(world.maker.actor, id);
  return { id, tourIds: tours.map((tour) => tour.id) };
}

/** On a round whose answers can be given. */
function whileAsking(fieldsOf: (tourIds: readonly string[]) => Fields): PressedAction {
  return {
    needs: 'shift.signUp',
    place: 'anybody',
    async make(world) {
      const { id, tourIds } = await askingRound(world, '2079-12-31');
      return { ids: { id }, fields: fieldsOf(tourIds) };
    },
  };
}

interface Draft {
  version: string;
  tourId: string;
  personId: string;
  /** The other tour of the round. */
  otherId: string;
}

/** On a round whose answers are in: one person would serve on either of its tours, and is on one of a draft. */
function onDraft(
  fieldsOf: (draft: Draft) => Fields,
  { isPublished = false, ...change }: Partial<PressedAction> & { isPublished?: boolean } = {},
): PressedAction {
  return {
    needs: 'shift.manage',
    place: 'anybody',
    async make(world) {
      const { app, maker } = world;
      const { id, tourIds } = await askingRound(world, dayAfter(app.today(), -1));
      const { actor: guest } = await world.newAccount();
      const personId = guest.id;
      const choices = Object.fromEntries(tourIds.map((tourId) => [tourId, 'any']));
      await app.database.db
        .insertInto('shift_wish')
        .values({
          ...{ round_id: id, person_id: personId, answer: 'in', max_tours: 1, scopes: '["chat"]' },
          ...{ choices: JSON.stringify(choices), version: 1 },
        })
        .execute();
      const propose = async () => {
        await app.shifts.proposeRota(maker.actor, { roundId: id, version: 0 });
        await app.jobs.settled();
        return (await app.shifts.getRota(maker.actor, id)).draft;
      };
      let draft = await propose();
      if (isPublished) {
        await app.shifts.publishRota(maker.actor, { roundId: id, version: draft?.version });
        await app.shifts.leaveTour(guest, draft?.pairs[0]?.tourId ?? '');
        draft = await propose();
      }
      const tourId = draft?.pairs[0]?.tourId ?? '';
      const otherId = tourIds.find((other) => other !== tourId) ?? '';
      return {
        ids: { id },
        fields: fieldsOf({ version: String(draft?.version), tourId, personId, otherId }),
        settled: () => app.jobs.settled(),
      };
    },
    ...change,
  };
}

export const ROTA_PRESSES: PressedActions = {
  ...ofRoute('/(app)/shifts/[id]', {
    wish: whileAsking((tourIds) => ({
      ...{ version: '0', maxTours: '1', scopes: ['chat'] },
      ...Object.fromEntries(tourIds.map((id) => [`choice-${id}`, '1'])),
    })),
    decline: whileAsking(() => ({})),
  }),
  ...ofRoute('/(app)/shifts/[id]/rota', {
    propose: onDraft(({ version }) => ({ version })),
    // Nothing is being worked out any more.
    stop: onDraft(() => ({}), { isReading: true }),
    lock: onDraft(({ version, tourId, personId }) => ({ version, tourId, personId, lock: 'keep' })),
    move: onDraft(({ version, tourId, personId, otherId }) => ({
      ...{ version, tourId, personId, toTourId: otherId },
    })),
    // Again, for somebody who had left: the first time everybody is told, however many there are.
    publishRota: onDraft(({ version }) => ({ version }), { isPublished: true }),
    discard: onDraft(({ version }) => ({ version })),
    share: onDraft(({ personId }) => ({ personId, share: '50' })),
  }),
};

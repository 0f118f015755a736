import { COUNTS_FROM_VOTES } from '#lib/base/urn.ts';
import { FEEDBACK_STATEMENTS } from '#lib/shifts/feedback/feedback.ts';
import type { PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';
import { roundFields } from './rounds.ts';

/** A new round with as many guests on its first tour as are asked, one of them this person. */
async function askedRound(world: World, guestId: string | undefined): Promise<string> {
  const { app, maker } = world;
  const fields = { ...(await roundFields(world)), places: String(COUNTS_FROM_VOTES) };
  const id = await app.shifts.planRound(maker.actor, fields);
  const tourId = (await app.shifts.getRound(maker.actor, id)).tours[0]?.id ?? '';
  for (let n = 0; n < COUNTS_FROM_VOTES; n++) {
    const personId = n === 0 && guestId !== undefined ? guestId : await world.newPerson();
    await app.database.db
      .insertInto('shift_signup')
      .values({ shift_id: tourId, person_id: personId, scopes: '["chat"]', signed_up_at_ms: 1 })
      .execute();
  }
  return id;
}

export const FEEDBACK_PRESSES: PressedActions = ofRoute('/(app)/shifts/[id]/feedback', {
  answer: {
    needs: 'shift.view',
    place: 'is signed up',
    async make(world, { actor }, standpoint) {
      const isGuest = standpoint === 'is signed up' && actor.kind === 'person';
      return {
        ids: { id: await askedRound(world, isGuest ? actor.id : undefined) },
        fields: {
          part: 'before',
          ...Object.fromEntries(FEEDBACK_STATEMENTS.before.map((_, at) => [`ballot${at}`, '4'])),
        },
      };
    },
  },
});

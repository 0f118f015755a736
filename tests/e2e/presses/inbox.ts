import { newId } from '#lib/base/ids.ts';
import type { Press, PressedAction, PressedActions, Visitor } from './press.ts';
import { ofRoute } from './room.ts';
import type { World } from './world.ts';

/** One's own inbox: of whoever presses; who has none tries that of the maker. */
function onOwn(
  fieldsOf: (noticeId: string, personId: string, world: World) => Promise<Press['fields']>,
): PressedAction {
  return {
    needs: 'profile.edit',
    place: 'anybody',
    async make(world, { actor }: Visitor) {
      const personId = actor.kind === 'person' ? actor.id : world.maker.actor.id;
      return { fields: await fieldsOf(await addNotice(world, personId), personId, world) };
    },
  };
}

/** The one thing that waits for a person: about themselves, whom everybody may see. */
async function addNotice(world: World, personId: string): Promise<string> {
  const id = newId<'notice'>();
  const { db } = world.app.database;
  await db.deleteFrom('notice').where('person_id', '=', personId).execute();
  await db.deleteFrom('notice_mute').where('person_id', '=', personId).execute();
  await db
    .insertInto('notice')
    .values({
      ...{ id, person_id: personId, kind: 'commitment.answered', occasion: id, by_id: null, facts: '{}' },
      ...{ subject_kind: 'person', subject_id: personId, at_ms: world.app.clock() },
      ...{ done_at_ms: null, snoozed_until_ms: null, letter_id: null },
    })
    .execute();
  return id;
}

export const INBOX: PressedActions = {
  ...ofRoute('/(app)/inbox', {
    close: onOwn(async (id) => ({ noticeIds: [id] })),
    reopen: onOwn(async (id) => ({ noticeIds: [id] })),
    snooze: onOwn(async (id) => ({ noticeIds: [id], until: 'week' })),
    mute: onOwn(async (noticeId) => ({ noticeId })),
    unmute: onOwn(async (_id, personId, { app }) => {
      await app.database.db
        .insertInto('notice_mute')
        .values({ person_id: personId, subject_kind: 'person', subject_id: personId, muted_at_ms: 0 })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return { kind: 'person', id: personId };
    }),
  }),
};

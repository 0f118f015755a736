import { expect } from 'vitest';
import type { PressedAction, PressedActions } from './press.ts';
import { appointSomebody, inRoom, inviteSomebody, ofRoute, type Room } from './room.ts';
import { guestOf } from './steering.ts';
import { SYSTEM } from './world.ts';

const SESSION = { startsOn: '2099-01-05', startsAt: '09:00', minutes: '60', timeZone: 'UTC' };

const invite: PressedAction = inRoom('workshop.manage', 'facilitates', async ({ world }) => ({
  personIds: [await world.newPerson()],
}));
const seat: PressedAction = inRoom('workshop.manage', 'facilitates', async ({ world }) => ({
  seat: 'lawyer',
  personId: await world.newPerson(),
}));

const ON_ITS_PAGE: PressedActions = ofRoute('/(app)/workshop/[id]', {
  metric: inRoom('workshop.steer', 'steers', async ({ world }) => ({
    insightId: (await world.published()).insightIds[0],
    version: '0',
  })),
  programme: inRoom('workshop.steer', 'steers', () => ({
    change: 'add',
    after: '',
    kind: 'whys',
    title: 'Once more',
    minutes: '10',
  })),
});

const AMONG_ITS_PEOPLE: PressedActions = ofRoute('/(app)/workshop/[id]/people', {
  appoint: inRoom('workshop.steer', 'facilitates', async (room) => ({
    personId: await inviteSomebody(room),
  })),
  dismiss: inRoom('workshop.steer', 'facilitates', async (room) => ({
    personId: await appointSomebody(room),
  })),
  handOver: inRoom('workshop.steer', 'facilitates', async (room) => ({
    personId: await appointSomebody(room),
  })),
  reclaim: inRoom('workshop.steer', 'made it', () => ({})),
  invite,
  seat,
  renewCode: inRoom('workshop.manage', 'facilitates', () => ({})),
  removeGuest: inRoom('workshop.steer', 'steers', async (room) => ({ guestId: await guestOf(room) })),
});

const IN_ITS_PREPARATION: PressedActions = ofRoute('/(app)/workshop/[id]/prepare', {
  brief: inRoom('workshop.manage', 'facilitates', () => ({ goal: 'Nobody waits', version: '0' })),
  session: inRoom('workshop.manage', 'facilitates', () => SESSION),
  cancelSession: inRoom('workshop.manage', 'facilitates', async (room) => ({
    id: await planSession(room),
    version: '1',
  })),
  seat,
  invite,
  pack: inRoom('workshop.manage', 'facilitates', async ({ world }) => ({
    insightId: (await world.published()).insightIds[0],
  })),
  movePacked: inRoom('workshop.manage', 'facilitates', async (room) => ({
    id: (await pack(room))[0] ?? '',
    to: 'down',
  })),
  unpack: inRoom('workshop.manage', 'facilitates', async (room) => ({ id: (await pack(room))[0] ?? '' })),
  mail: inRoom(
    'workshop.manage',
    'facilitates',
    async (room) => {
      await planSession(room);
      await inviteSomebody(room);
      return { to: 'outdated' };
    },
    { settled: mailsSettled },
  ),
});

const NEW_WORKSHOP: PressedAction = {
  needs: 'workshop.manage',
  place: 'anybody',
  make: async (world) => ({
    fields: { title: world.fresh(), problem: 'Waiting', template: '5m', language: 'en' },
  }),
};

export const WORKSHOP_PAGES: PressedActions = {
  '/(app)/workshop/new?/default': NEW_WORKSHOP,
  ...ON_ITS_PAGE,
  ...AMONG_ITS_PEOPLE,
  ...IN_ITS_PREPARATION,
};

function planSession({ world, id: workshopId }: Room): Promise<string> {
  return world.app.workshop.saveSession(SYSTEM, { workshopId, ...SESSION });
}

/** Packs two figures; gives the ids of what is in the pack. */
async function pack({ world, id: workshopId }: Room): Promise<string[]> {
  for (const insightId of (await world.published()).insightIds)
    await world.app.workshop.packInsight(SYSTEM, { workshopId, insightId });
  const rows = await world.app.database.db
    .selectFrom('workshop_insight')
    .select('id')
    .where('workshop_id', '=', workshopId)
    .orderBy('position')
    .execute();
  return rows.map(({ id }) => id);
}

/** A mail is on its way after the answer, and writes down how it went. */
async function mailsSettled({ world, id }: Room): Promise<void> {
  const mailings = () =>
    world.app.database.db
      .selectFrom('workshop_mailing')
      .select('state')
      .where('workshop_id', '=', id)
      .execute();
  await expect.poll(async () => (await mailings()).filter(({ state }) => state === 'waiting')).toEqual([]);
}

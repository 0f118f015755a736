import { expect } from 'vitest';
import { programmeMark, type Position } from '#lib/workshop/programme/programme.ts';
import type { Fields, PressedAction, PressedActions } from './press.ts';
import {
  addPoint,
  appointSomebody,
  inRoom,
  inviteSomebody,
  newWorkshop,
  ofRoute,
  type Room,
} from './room.ts';
import { guestOf } from './steering.ts';
import { SYSTEM, type World } from './world.ts';

const SESSION = { startsOn: '2099-01-05', startsAt: '09:00', minutes: '60', timeZone: 'UTC' };

const invite: PressedAction = inRoom('workshop.manage', 'facilitates', async ({ world }) => ({
  personIds: [await world.newPerson()],
}));
const seat: PressedAction = inRoom('workshop.manage', 'facilitates', async ({ world }) => ({
  seat: 'lawyer',
  personId: await world.newPerson(),
}));

const ON_ITS_PAGE: PressedActions = ofRoute('/(app)/workshop/[id]', {
  fillAgenda: inRoom('workshop.steer', 'steers', () => ({})),
  // Its page is for those with an account.
  agendaLine: inRoom('workshop.list', 'takes part', () => ({ text: 'One more point' })),
  markItem: inRoom('workshop.steer', 'steers', async (room) => ({
    itemId: await addPoint(room),
    state: 'out',
  })),
  series: inRoom('workshop.manage', 'facilitates', () => ({ everyWeeks: '2' })),
  next: inRoom(
    'workshop.manage',
    'facilitates',
    async ({ world, id: workshopId }) => {
      await world.app.workshop.setSeries(SYSTEM, { workshopId, everyWeeks: 2 });
      return {};
    },
    { stage: 'closed' },
  ),
  metric: inRoom('workshop.steer', 'steers', async ({ world }) => ({
    insightId: (await world.published()).insightIds[0],
    version: '0',
  })),
  template: inRoom('workshop.manage', 'facilitates', ({ world }) => ({ name: world.fresh('Template') })),
  scale: inRoom('workshop.steer', 'steers', async (room) => ({ seen: await markOf(room), minutes: '200' })),
  chooseProgramme: inRoom(
    'workshop.manage',
    'facilitates',
    async (room) => ({ seen: await markOf(room), programme: '60' }),
    { stage: 'prepare' },
  ),
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
  leader: inRoom('workshop.manage', 'facilitates', () => ({ point: 'quality', isOn: 'true' })),
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
    { settled: (room) => mailsSettled(room) },
  ),
});

const CANDIDATE = {
  ...{ as: 'each', aim: 'Nobody waits', budget: '100', currency: 'PLN' },
  ...{ startsOn: '2099-01-05', endsOn: '2099-02-05' },
};

const AFTERWARDS: PressedActions = {
  ...ofRoute('/(app)/workshop/[id]/causes', {
    issues: inRoom('issue.manage', 'is in it', ({ causeId }) => ({ causeIds: [causeId], as: 'together' })),
    projects: inRoom('project.propose', 'is in it', async ({ world, causeId }) => ({
      ...CANDIDATE,
      causeIds: [causeId],
      ownerId: await world.newPerson(),
      deputyId: await world.newPerson(),
    })),
  }),
  ...ofRoute('/(app)/workshop/[id]/minutes', {
    mail: inRoom('workshop.manage', 'facilitates', () => ({}), {
      stage: 'closed',
      settled: (room) => mailsSettled(room, 'workshop_minutes_mailing'),
    }),
  }),
  ...ofRoute('/(app)/workshop/[id]/copy', {
    default: inRoom('workshop.manage', 'facilitates', ({ world }) => ({
      title: world.fresh(),
      problem: 'Waiting',
      parts: ['programme', 'people'],
    })),
  }),
};

/** A template of the organisation, which every lead may change. */
const ofTemplate = (fill: (world: World) => Fields): PressedAction => ({
  needs: 'workshop.manage',
  place: 'anybody',
  async make(world) {
    const workshopId = await newWorkshop(world);
    const templateId = await world.app.workshop.saveTemplate(world.maker.actor, {
      workshopId,
      name: world.fresh('Template'),
    });
    return { fields: { templateId, ...fill(world) } };
  },
});

const TEMPLATES: PressedActions = ofRoute('/(app)/workshop/templates', {
  rename: ofTemplate((world) => ({ version: '1', name: world.fresh('Renamed') })),
  remove: ofTemplate(() => ({})),
});

const NEW_WORKSHOP: PressedAction = {
  needs: 'workshop.manage',
  place: 'anybody',
  make: async (world) => ({
    fields: { title: world.fresh(), problem: 'Waiting', goal: 'Know why', template: '5m', language: 'en' },
  }),
};

export const WORKSHOP_PAGES: PressedActions = {
  '/(app)/workshop/new?/default': NEW_WORKSHOP,
  ...ON_ITS_PAGE,
  ...AMONG_ITS_PEOPLE,
  ...IN_ITS_PREPARATION,
  ...AFTERWARDS,
  ...TEMPLATES,
};

function planSession({ world, id: workshopId }: Room): Promise<string> {
  return world.app.workshop.saveSession(SYSTEM, { workshopId, ...SESSION });
}

/** What a page shows of the programme now. */
async function markOf({ world, id }: Room): Promise<string> {
  const { programme, position } = await world.app.database.db
    .selectFrom('workshop')
    .select(['programme', 'position'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return programmeMark(JSON.parse(programme), position as Position);
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
async function mailsSettled(
  { world, id }: Room,
  table: 'workshop_mailing' | 'workshop_minutes_mailing' = 'workshop_mailing',
): Promise<void> {
  const mailings = () =>
    world.app.database.db.selectFrom(table).select('state').where('workshop_id', '=', id).execute();
  await expect.poll(async () => (await mailings()).filter(({ state }) => state === 'waiting')).toEqual([]);
}

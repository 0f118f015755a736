import { doorCookie } from '#lib/outside/door-cookie.ts';
import { tokenOfPress } from '#server/access/secrets.ts';
import { addressToken } from '#server/workshop/address-commands.ts';
import { setDoorCode } from '#server/outside/door-store.ts';
import type { Fields, Press, PressedAction, PressedActions } from './press.ts';
import { inRoom, newWorkshop, ofRoute } from './room.ts';
import { joinAsGuest, type World } from './world.ts';

const CODE = '123456';
const HOLDER = { ownerName: 'Klara', ownerAddress: 'klara@client.example' };

interface Door {
  doorId: string;
  token: string;
  commitmentId: string;
}

/** A door of the maker on an issue of its own, with a commitment of its holder and something to accept. */
async function newDoor(world: World): Promise<Door> {
  const { actor } = world.maker;
  const { app } = world;
  const issueId = await app.issues.addIssue(actor, { title: world.fresh('Issue'), description: '' });
  const { commitmentId } = await app.commitments.makeCommitment(actor, {
    ...{ kind: 'issue', subjectId: issueId, text: world.fresh('Send'), dueOn: '2085-03-02', ...HOLDER },
  });
  const fields = await doorFields(world, issueId);
  const { path } = await app.outside.makeDoor(actor, {
    ...fields,
    commitmentIds: [commitmentId],
    asks: 'Prices',
  });
  const [door] = await app.outside.listDoors(actor, { kind: 'issue', id: issueId });
  return { doorId: door?.id ?? '', token: path.replace('/door/', ''), commitmentId };
}

async function doorFields({ app }: World, subjectId: string): Promise<Record<string, string>> {
  return {
    ...{ kind: 'issue', subjectId, holderName: 'Klara', holderAddress: 'klara@client.example' },
    ...{ locale: 'en', title: 'Door', until: app.today() },
  };
}

/** What its holder presses, who came in. */
function behindDoor(fieldsOf: (door: Door, world: World) => Promise<Fields>): PressedAction {
  return {
    needs: null,
    place: 'anybody',
    async make(world): Promise<Press> {
      const door = await newDoor(world);
      const came = { token: door.token, address: '10.0.0.1', requestKey: '' };
      const { doorId, visit } = await world.app.outside.enterDoor(came);
      const fields = await fieldsOf(door, world);
      return { ids: { id: doorId }, fields, cookie: `${doorCookie(doorId)}=${visit}` };
    },
  };
}

/** An address that a guest left in a workshop of the maker; gives the token of its link, which only letters have. */
async function leftAddress(world: World): Promise<string> {
  const { app, maker } = world;
  const workshopId = await newWorkshop(world, 'wrapup');
  const { actor } = await joinAsGuest(app, maker.actor, workshopId, `10.7.${world.count() % 200}.1`);
  await app.workshop.leaveAddress(actor, { workshopId, email: 'guest@client.example' });
  const { id } = await app.database.db
    .selectFrom('guest_address')
    .select('id')
    .where('workshop_id', '=', workshopId)
    .executeTakeFirstOrThrow();
  return addressToken(app.database.db, id);
}

export const OUTSIDE: PressedActions = {
  '/afterwards/[token]?/forget': {
    needs: null,
    place: 'anybody',
    isSecret: true,
    make: async (world) => ({ ids: { token: await leftAddress(world) }, fields: {} }),
  },
  ...ofRoute('/(room)/workshop/[id]/afterwards', {
    leave: {
      ...inRoom('workshop.takePart', 'is in it', () => ({ email: 'guest@client.example' })),
      onlyFor: ['guest'], // whoever has an account is told in their inbox
    },
    remove: {
      ...inRoom('workshop.takePart', 'is in it', async ({ world, id, by }) => {
        if (by.kind === 'guest')
          await world.app.workshop.leaveAddress(by, { workshopId: id, email: 'guest@client.example' });
        return {};
      }),
      onlyFor: ['guest'],
    },
  }),
  '/door/[token]?/default': {
    needs: null,
    place: 'anybody',
    make: async (world) => ({ ids: { token: (await newDoor(world)).token }, fields: {} }),
  },
  ...ofRoute('/door/in/[id]', {
    keep: behindDoor(async ({ commitmentId }) => ({ commitmentId, version: '1' })),
    reopen: behindDoor(async ({ commitmentId }, { app, maker }) => {
      await app.commitments.keepCommitment(maker.actor, { commitmentId, version: 1 });
      return { commitmentId, version: '2' };
    }),
    answer: behindDoor(async ({ commitmentId }) => ({ commitmentId, version: '1', text: 'Half of it' })),
    comment: behindDoor(async () => ({ text: 'Hello' })),
    askCode: behindDoor(async () => ({})),
    settle: behindDoor(async ({ doorId }, { app }) => {
      const { db } = app.database;
      const hash = await tokenOfPress(db, ['door-code', doorId, CODE]);
      await setDoorCode(db, doorId, { hash, expiresAtMs: app.clock() + 60_000 });
      return { outcome: 'refused', remarks: 'Too dear', code: CODE };
    }),
  }),
  ...ofRoute('/(app)/outside', {
    revoke: {
      needs: 'outside.make',
      place: 'anybody',
      make: async (world) => ({ fields: { doorId: (await newDoor(world)).doorId } }),
    },
  }),
  '/(app)/outside/new?/default': {
    needs: 'outside.make',
    place: 'anybody',
    isSecret: true,
    async make(world) {
      const issue = { title: world.fresh('Issue'), description: '' };
      const issueId = await world.app.issues.addIssue(world.maker.actor, issue);
      return { fields: await doorFields(world, issueId) };
    },
  },
};

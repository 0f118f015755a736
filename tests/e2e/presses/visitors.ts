import { PASSWORD } from '../harness.ts';
import type { PressedActions } from './press.ts';
import { newWorkshop } from './room.ts';
import { emailOf, invitationMailed, SYSTEM, type PersonVisitor, type World } from './world.ts';

/** What is pressed before anybody knows who one is. */
export const VISITORS: PressedActions = {
  '/setup?/default': {
    needs: null,
    place: 'anybody',
    isSecret: true,
    // Where nothing is set up nobody is anybody.
    onlyFor: ['nobody'],
    async make(world) {
      const at = await world.openAnother();
      const token = await at.app.access.renewSetUpToken();
      const email = 'first@example.org';
      return {
        at,
        fields: { token, organisation: 'Press', name: 'First', email, password: PASSWORD },
      };
    },
  },
  '/sign-in?/default': {
    needs: null,
    place: 'anybody',
    isSecret: true,
    isReading: true, // a session is no record
    make: async () => ({ fields: { email: emailOf('employee'), password: PASSWORD } }),
  },
  '/invite/[token]?/default': {
    needs: null,
    place: 'anybody',
    isSecret: true,
    async make(world) {
      const personId = await world.newPerson();
      const token = await world.app.access.invite(SYSTEM, personId);
      await invitationMailed(world.app, personId); // what is noted of its letter is none of the press
      return { ids: { token }, fields: { password: PASSWORD } };
    },
  },
  '/password?/default': {
    needs: null,
    place: 'anybody',
    isReading: true, // what becomes of it is the same for everybody who asks, and comes after the answer
    make: async (world) => ({ fields: { email: `nobody${world.count()}@example.org` } }),
  },
  '/password/[token]?/default': {
    needs: null,
    place: 'anybody',
    isSecret: true,
    async make(world) {
      const { email } = (await world.newAccount()).actor;
      await world.app.account.askForPassword({ email }, { address: `198.51.100.${world.count()}` });
      return { ids: { token: await world.linkTo(email, '/password/') }, fields: { password: PASSWORD } };
    },
  },
  '/email/[token]?/default': {
    needs: null,
    place: 'anybody',
    isSecret: true,
    async make(world) {
      const newEmail = `new${world.count()}@example.org`;
      await askForEmail(world, await world.newAccount(), newEmail);
      return { ids: { token: await world.linkTo(newEmail, '/email/') }, fields: {} };
    },
  },
  '/join?/default': {
    needs: null,
    place: 'anybody',
    isReading: true,
    make: async (world) => ({ fields: { code: await newJoinCode(world) } }),
  },
  '/join/[code]?/guest': {
    needs: null,
    place: 'anybody',
    make: async (world) => ({
      ids: { code: await newJoinCode(world) },
      fields: { name: world.fresh('Guest'), department: 'IT' },
    }),
  },
  // Whoever has the code comes in, as long as the door is open.
  '/join/[code]?/person': {
    needs: 'workshop.list',
    place: 'anybody',
    make: async (world) => ({ ids: { code: await newJoinCode(world) }, fields: {} }),
  },
};

/** Somebody asks for another e-mail. */
export function askForEmail(
  world: World,
  { actor }: Pick<PersonVisitor, 'actor'>,
  email: string,
): Promise<void> {
  return world.app.account.askForEmail(actor, { email, password: PASSWORD });
}

async function newJoinCode(world: World): Promise<string> {
  const id = await newWorkshop(world, 'whys');
  return (await world.app.workshop.getWorkshop(world.maker.actor, id)).workshop.joinCode;
}

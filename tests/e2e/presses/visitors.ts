import { PASSWORD } from '../harness.ts';
import type { PressedActions } from './press.ts';
import { newWorkshop } from './room.ts';
import { emailOf, SYSTEM, type World } from './world.ts';

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
      const token = await world.app.access.invite(SYSTEM, await world.newPerson());
      return { ids: { token }, fields: { password: PASSWORD } };
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

async function newJoinCode(world: World): Promise<string> {
  const id = await newWorkshop(world, 'whys');
  return (await world.app.workshop.getWorkshop(world.maker.actor, id)).workshop.joinCode;
}

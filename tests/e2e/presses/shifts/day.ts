import type { Permission } from '#lib/people/permissions.ts';
import type { PersonActor } from '../../../test-app.ts';
import type { Fields, Place, PressedAction, PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';
import { confirmInForce } from './programme.ts';

const HOUR_MS = 60 * 60_000;

/** A tour that goes on at this moment, with a guest and a mentor. */
interface OnTour {
  id: string;
  tourId: string;
  mentor: PersonActor;
  guest: PersonActor;
}

/** Plans a tour far ahead, puts the guest on it, and lets it be now: nobody signs up for a tour that has begun. */
export async function tourOfNow(
  world: World,
  { guest, mentor }: Pick<OnTour, 'guest' | 'mentor'>,
  hasStarted = true,
): Promise<OnTour> {
  const { app, maker } = world;
  const day = world.freshMonday();
  const id = await app.shifts.planRound(maker.actor, {
    ...{
      title: world.fresh('Round'),
      startsOn: day,
      endsOn: day,
      startsAt: '08:00',
      endsAt: '16:00',
      places: '2',
    },
    ...{ mentorsNeeded: '1', onDaysOff: 'on', inSeasons: 'on', mentorIds: [mentor.id] },
  });
  const tourId = (await app.shifts.getRound(maker.actor, id)).tours[0]?.id ?? '';
  await app.shifts.signUp(guest, { tourId, scopes: ['chat'] });
  const moments = { starts_at_ms: Date.now() - HOUR_MS, ends_at_ms: Date.now() + HOUR_MS };
  const today = { day: app.today(), last_day: app.today(), ...moments };
  await app.database.db.updateTable('shift').set(today).where('id', '=', tourId).execute();
  const { last_day: _, ...dayOfToday } = today;
  await app.database.db.updateTable('shift_day').set(dayOfToday).where('shift_id', '=', tourId).execute();
  for (const person of [mentor, guest]) await confirmInForce(world, person);
  if (hasStarted) await app.shifts.sayPresence(mentor, { tourId, isThere: 'true' });
  return { id, tourId, guest, mentor };
}

/** Something pressed on a tour of now, by whoever stands so on it. */
function onTour(
  { needs = 'shift.signUp', place, hasStarted }: { needs?: Permission; place: Place; hasStarted?: boolean },
  prepare: (world: World, scene: OnTour) => Promise<Fields> | Fields,
): PressedAction {
  return {
    needs,
    place,
    async make(world, { actor }, standpoint) {
      const visitor = standpoint === place && actor.kind === 'person' ? actor : null;
      const { actor: other } = await world.newAccount();
      const { actor: mentor } = await world.newAccount(['mentor']);
      const people = {
        guest: place === 'is signed up' ? (visitor ?? other) : other,
        mentor: place === 'looks after it' ? (visitor ?? mentor) : mentor,
      };
      const scene = await tourOfNow(world, people, hasStarted);
      return { ids: { id: scene.id, tourId: scene.tourId }, fields: await prepare(world, scene) };
    },
  };
}

/** A new item of the leaving list. */
async function newItem(world: World): Promise<string> {
  const text = world.fresh('Item');
  await world.app.shifts.addChecklistItem(world.maker.actor, { part: 'end', text });
  const items = await world.app.shifts.getChecklists(world.maker.actor);
  return items.find((item) => item.text === text)?.id ?? '';
}

/** A ticket that the guest leaves open. */
async function newTicket({ app }: World, { tourId, guest }: OnTour): Promise<string> {
  await app.shifts.addTicket(guest, { tourId, personId: guest.id, text: 'HB-1 Invoice' });
  const { guests } = await app.shifts.getTourDay(guest, tourId);
  return guests.find(({ personId }) => personId === guest.id)?.shift?.tickets[0]?.id ?? '';
}

/** What the guest asks the mentors. */
async function newQuestion({ app }: World, { tourId, guest }: OnTour): Promise<string> {
  await app.shifts.askMentors(guest, { tourId, text: 'Where is the tariff?' });
  return (await app.shifts.getTourQuestions(guest, tourId))?.questions.at(-1)?.id ?? '';
}

const signedUp = { place: 'is signed up' } as const;
const planner = { needs: 'shift.manage', place: 'anybody' } as const;

export const SHIFT_DAY_PRESSES: PressedActions = {
  ...ofRoute('/(app)/shifts/[id]/tours/[tourId]/day', {
    presence: onTour({ place: 'looks after it', hasStarted: false }, () => ({ isThere: 'true' })),
    stepIn: onTour(planner, async (world) => ({ personId: await world.newPerson(['mentor']) })),
    cannotCome: onTour(signedUp, () => ({})),
    sayCannotCome: onTour(planner, (_world, { guest }) => ({ personId: guest.id })),
    propose: onTour(planner, async (world) => ({ personId: await world.newPerson() })),
    tick: onTour(signedUp, async (world, { guest }) => {
      await removeItems(world);
      return { personId: guest.id, itemId: await newItem(world), isDone: 'true' };
    }),
    addTicket: onTour(signedUp, (_world, { guest }) => ({ personId: guest.id, text: 'HB-2 Refund' })),
    handTicket: onTour(signedUp, async (world, scene) => ({
      ticketId: await newTicket(world, scene),
      toId: await world.newPerson(),
    })),
    removeTicket: onTour(signedUp, async (world, scene) => ({ ticketId: await newTicket(world, scene) })),
    close: onTour(signedUp, async (world) => {
      await removeItems(world);
      return { isClosed: 'true' };
    }),
    promise: onTour(signedUp, () => ({ text: 'Call back' })),
    ask: onTour(signedUp, () => ({ text: 'Where is the tariff?', scope: 'chat' })),
    answer: onTour({ place: 'looks after it' }, async (world, scene) => ({
      questionId: await newQuestion(world, scene),
      text: 'In the drawer',
    })),
    gap: onTour({ needs: 'finding.report', ...signedUp }, async (world, scene) => {
      const questionId = await newQuestion(world, scene);
      const { tourId } = scene;
      await world.app.shifts.answerTourQuestion(scene.mentor, { tourId, questionId, text: 'In the drawer' });
      return { questionId };
    }),
    attendance: onTour(signedUp, (_world, { guest }) => ({ personId: guest.id, attendance: 'served' })),
    settleAttendance: onTour(planner, async ({ app }, { tourId, guest, mentor }) => {
      await app.shifts.sayAttendance(guest, { tourId, personId: guest.id, attendance: 'served' });
      await app.shifts.sayAttendance(mentor, { tourId, personId: guest.id, attendance: 'not' });
      return { personId: guest.id, attendance: 'partly' };
    }),
  }),
  ...ofRoute('/(app)/shifts/checklists', {
    add: {
      ...planner,
      make: async (world) => {
        await removeItems(world);
        return { fields: { part: 'start', scope: '', text: world.fresh('Item') } };
      },
    },
    remove: {
      ...planner,
      make: async (world) => {
        await removeItems(world);
        return { fields: { itemId: await newItem(world) } };
      },
    },
  }),
};

/** A list that earlier presses filled would be full, and keep a shift from closing. */
async function removeItems({ app, maker }: World): Promise<void> {
  for (const { id } of await app.shifts.getChecklists(maker.actor))
    await app.shifts.removeChecklistItem(maker.actor, id);
}

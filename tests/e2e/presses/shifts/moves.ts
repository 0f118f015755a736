import { dayAfter } from '#lib/base/days.ts';
import type { Fields, PressedAction, PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';
import { aboutSeat, newRound, roundFields } from './rounds.ts';

/** On a new round, by whoever plans rounds. */
function onRound(prepare: (world: World, id: string) => Promise<Fields>): PressedAction {
  return {
    needs: 'shift.manage',
    place: 'anybody',
    async make(world) {
      const { id } = await newRound(world);
      return { ids: { id }, fields: await prepare(world, id) };
    },
  };
}

/** Calls a round off, and gives the version that it has then. */
async function calledOff(world: World, roundId: string): Promise<string> {
  await world.app.shifts.cancelRound(world.maker.actor, { roundId, version: '1', reason: 'Nobody can' });
  return '2';
}

/** On the first day of a tour of two. */
function onTourOfTwoDays({ hasOther = false }): PressedAction {
  return {
    needs: 'shift.manage',
    place: 'anybody',
    async make(world) {
      const id = await world.app.shifts.planRound(world.maker.actor, {
        ...{ ...(await roundFields(world)), spanDays: '2' },
      });
      const [tour] = (await world.app.shifts.getRound(world.maker.actor, id)).tours;
      const day = tour?.days[0]?.day ?? '';
      const other: Fields = hasOther ? { to: dayAfter(day, 2) } : {};
      return { ids: { id, tourId: tour?.id ?? '' }, fields: { day, ...other, version: '1' } };
    },
  };
}

/** Presses about plans that change: other days, called off, and whether they fit. */
export const MOVES: PressedActions = {
  ...ofRoute('/(app)/shifts/[id]/edit', {
    change: onRound(async (world) => ({ title: world.fresh('Round'), version: '1' })),
    move: onRound(async (world) => ({ startsOn: world.freshMonday(), version: '1', onDaysOff: 'true' })),
    cancel: onRound(async () => ({ reason: 'Nobody can', version: '1' })),
    reopen: onRound(async (world, id) => ({ version: await calledOff(world, id) })),
  }),
  ...ofRoute('/(app)/shifts/[id]/tours/[tourId]', {
    dropDay: onTourOfTwoDays({}),
    moveDay: onTourOfTwoDays({ hasOther: true }),
  }),
  '/(app)/shifts/[id]?/answerMove': aboutSeat(
    { place: 'is asked' },
    async (world, { id, tourId, visitor, other }) => {
      const { shifts } = world.app;
      await shifts.signUp(visitor ?? other, { tourId, scopes: ['chat'] });
      await shifts.moveRound(world.maker.actor, {
        ...{ roundId: id, startsOn: world.freshMonday(), version: '1', onDaysOff: 'true' },
      });
      return { tourId, answer: 'fits' };
    },
  ),
};

import { dayAfter } from '#lib/base/days.ts';
import { newId } from '#lib/base/ids.ts';
import { COUNTS_FROM_VOTES } from '#lib/base/urn.ts';
import type { PressedActions, Visitor } from './press.ts';
import { ofRoute } from './room.ts';
import type { World } from './world.ts';

const WORDS = { questions: 'I know enough', unit: 'week', every: '2', startsOn: '2085-03-05' } as const;

/** Of each pulse people of its own: two that ask nearly the same are refused. Those of earlier presses go on no more. */
async function makeAsked(world: World): Promise<string[]> {
  const { db } = world.app.database;
  await db.updateTable('team_pulse').set({ ended_at_ms: 1 }).where('ended_at_ms', 'is', null).execute();
  const ids: string[] = [];
  for (let i = 0; i < COUNTS_FROM_VOTES; i++) ids.push(await world.newPerson());
  return ids;
}

/** A pulse of these people, made by the maker of the world. */
export async function makePulse(world: World, askedIds: readonly string[]): Promise<string> {
  const { pulseId } = await world.app.rhythms.makeTeamPulse(world.maker.actor, {
    ...WORDS,
    title: world.fresh('Pulse'),
    askedIds,
  });
  return pulseId;
}

/** As on its day: today may be none. */
async function openToday(world: World, pulseId: string, personId: string): Promise<string> {
  const { db } = world.app.database;
  const id = newId<'pulse-ask'>();
  const today = world.app.today();
  await db
    .insertInto('team_pulse_ask')
    .values({
      ...{ id, pulse_id: pulseId, opened_on: today, ends_on: dayAfter(today, 3), state: 'open', asked: 1 },
      ...{ answered: null, counts: null, comments: null },
    })
    .execute();
  await db.insertInto('team_pulse_person').values({ pulse_id: pulseId, person_id: personId }).execute();
  await db
    .insertInto('team_pulse_turnout')
    .values({ ask_id: id, person_id: personId, has_answered: 0 })
    .execute();
  return id;
}

export const PULSES: PressedActions = {
  ...ofRoute('/(app)/people/team/pulses/new', {
    default: {
      needs: 'rhythm.manage',
      place: 'anybody',
      make: async (world) => ({
        fields: { ...WORDS, title: world.fresh('Pulse'), openDays: '3', askedIds: await makeAsked(world) },
      }),
    },
  }),
  ...ofRoute('/(app)/people/team/pulses/[pulseId]', {
    end: {
      needs: 'rhythm.manage',
      place: 'anybody',
      make: async (world) => {
        const id = await makePulse(world, await makeAsked(world));
        return { ids: { pulseId: id }, fields: { version: '1' } };
      },
    },
    /** Of whom it asks, and of nobody else. */
    answer: {
      needs: 'rhythm.answer',
      place: 'anybody',
      make: async (world, { actor }: Visitor) => {
        const personId = actor.kind === 'person' ? actor.id : world.maker.actor.id;
        const id = await makePulse(world, await makeAsked(world));
        const askId = await openToday(world, id, personId);
        return { ids: { pulseId: id }, fields: { askId, ballot0: '4' } };
      },
    },
  }),
};

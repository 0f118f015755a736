import { newId } from '#lib/base/ids.ts';
import type { Permission } from '#lib/people/permissions.ts';
import type { PersonActor } from '../../../test-app.ts';
import type { Fields, Place, PressedAction, PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import { SYSTEM, type World } from '../world.ts';

/** A round of two days and two seats, in a week of its own, whatever the calendar of that year says. */
export async function roundFields(world: World): Promise<Record<string, string | string[]>> {
  const startsOn = world.freshMonday();
  return {
    title: world.fresh('Round'),
    startsOn,
    endsOn: Temporal.PlainDate.from(startsOn).add({ days: 1 }).toString(),
    startsAt: '08:00',
    endsAt: '16:00',
    places: '2',
    mentorIds: [await world.newPerson(['mentor'])],
    onDaysOff: 'true',
    inSeasons: 'true',
  };
}

/** On the first tour of a new round with one seat, which is somebody else's or has just come free. */
function inLine(place: 'waits for it' | 'is offered it', fields: Fields): PressedAction {
  return {
    needs: 'shift.signUp',
    place,
    async make(world, { actor }, standpoint) {
      const { shifts } = world.app;
      const fieldsOfRound = { ...(await roundFields(world)), places: '1' };
      const id = await shifts.planRound(world.maker.actor, fieldsOfRound);
      const tourId = (await shifts.getRound(world.maker.actor, id)).tours[0]?.id ?? '';
      const { actor: other } = await world.newAccount();
      await shifts.signUp(other, { tourId, scopes: ['chat'] });
      if (standpoint === place && actor.kind === 'person')
        await shifts.signUp(actor, { tourId, scopes: ['chat'] });
      if (place === 'is offered it') await shifts.leaveTour(other, tourId);
      return { ids: { id }, fields: { ...fields, tourId } };
    },
  };
}

/** About the seat of somebody on a new tour: what they offer, what is proposed, what is said against it. */
export function aboutSeat(
  { needs = 'shift.signUp', place }: { needs?: Permission; place: Place },
  prepare: (
    world: World,
    scene: { id: string; tourId: string; visitor: PersonActor | null; other: PersonActor },
  ) => Promise<Fields>,
): PressedAction {
  return {
    needs,
    place,
    async make(world, { actor }, standpoint) {
      const { id, tourId } = await newRound(world);
      const { actor: other } = await world.newAccount();
      const visitor = standpoint === place && actor.kind === 'person' ? actor : null;
      return { ids: { id, tourId }, fields: await prepare(world, { id, tourId, visitor, other }) };
    },
  };
}

/** The swap that somebody offers on a tour. */
async function offeredSwap(world: World, giver: PersonActor, { id, tourId }: { id: string; tourId: string }) {
  const { shifts } = world.app;
  await shifts.signUp(giver, { tourId, scopes: ['chat'] });
  await shifts.offerSwap(giver, tourId);
  return (await shifts.getRound(giver, id)).swaps[0]?.id ?? '';
}

const SWAPS: PressedActions = {
  ...ofRoute('/(app)/shifts/[id]', {
    offerSwap: onShift('shift.signUp', 'is signed up', {}),
    takeSwap: aboutSeat({ place: 'anybody' }, async (world, scene) => ({
      swapId: await offeredSwap(world, scene.other, scene),
      scopes: ['chat'],
    })),
    withdrawSwap: aboutSeat({ place: 'is signed up' }, async (world, scene) => ({
      swapId: await offeredSwap(world, scene.visitor ?? scene.other, scene),
    })),
    agreeSwap: aboutSeat({ place: 'is signed up' }, async (world, scene) => {
      const swapId = await offeredSwap(world, scene.visitor ?? scene.other, scene);
      const { actor: taker } = await world.newAccount();
      await world.app.shifts.takeSwap(taker, { swapId, scopes: ['chat'] });
      return { swapId };
    }),
    answerProposal: aboutSeat({ place: 'is asked' }, async (world, { tourId, visitor, other }) => {
      await world.app.shifts.proposeSeat(world.maker.actor, { tourId, personId: (visitor ?? other).id });
      return { tourId, answer: 'agree' };
    }),
    withdrawProposal: aboutSeat({ needs: 'shift.manage', place: 'anybody' }, async (world, scene) => {
      const { tourId, other } = scene;
      await world.app.shifts.proposeSeat(world.maker.actor, { tourId, personId: other.id });
      return { tourId, personId: other.id };
    }),
    answerObjection: aboutSeat({ place: 'is signed up' }, async (world, { tourId, visitor, other }) => {
      const { app } = world;
      const person = visitor ?? other;
      await app.shifts.signUp(person, { tourId, scopes: ['chat'] });
      const { actor: manager } = await world.newAccount();
      await app.people.changePeople(SYSTEM, { ids: [person.id], field: 'manager', value: manager.id });
      await app.shifts.objectToShift(manager, {
        tourId,
        personId: person.id,
        reason: 'Closing of the month',
      });
      return { tourId, personId: person.id, answer: 'stands' };
    }),
  }),
  '/(app)/shifts/[id]/tours/[tourId]?/propose': aboutSeat(
    { needs: 'shift.manage', place: 'anybody' },
    async (_world, { other }) => ({ personId: other.id, fromTourId: '' }),
  ),
  '/(app)/shifts/team?/object': aboutSeat(
    { needs: 'shift.view', place: 'leads them' },
    async (world, scene) => {
      const { tourId, visitor, other } = scene;
      await world.app.shifts.signUp(other, { tourId, scopes: ['chat'] });
      const value = (visitor ?? world.maker.actor).id;
      await world.app.people.changePeople(SYSTEM, { ids: [other.id], field: 'manager', value });
      return { tourId, personId: other.id, reason: 'Closing of the month' };
    },
  ),
};

/** A new round, and its first tour. */
export async function newRound(world: World): Promise<{ id: string; tourId: string }> {
  const id = await world.app.shifts.planRound(world.maker.actor, await roundFields(world));
  return { id, tourId: (await world.app.shifts.getRound(world.maker.actor, id)).tours[0]?.id ?? '' };
}

/** On the first shift of a new round. */
function onShift(needs: Permission, place: 'anybody' | 'is signed up', fields: Fields): PressedAction {
  return {
    needs,
    place,
    async make(world, { actor }, standpoint) {
      const { shifts } = world.app;
      const { id, tourId } = await newRound(world);
      if (standpoint === 'is signed up' && actor.kind === 'person')
        await shifts.signUp(actor, { tourId, scopes: ['chat'] });
      return { ids: { id }, fields: { ...fields, tourId } };
    },
  };
}

/** On an entry of one's own, or of nobody where the visitor is no author. */
function onEntry(isPublished: boolean): PressedAction {
  const signedUp = onShift('shift.writeDiary', 'is signed up', {});
  return {
    ...signedUp,
    async make(world, by, standpoint) {
      const press = await signedUp.make(world, by, standpoint);
      const entryId = newId<'diary-entry'>();
      const personId = by.actor.kind === 'person' ? by.actor.id : world.maker.actor.id;
      await world.app.database.db
        .insertInto('diary_entry')
        .values({
          ...{ id: entryId, round_id: press.ids?.id ?? '', person_id: personId, day: '2026-01-05' },
          ...{ text: 'Seen', written_at_ms: 1, published_at_ms: isPublished ? 1 : null },
        })
        .execute();
      return { ...press, fields: { entryId, version: '1' } };
    },
  };
}

/** On a finding of somebody else in a new round. */
function onFinding(kind: 'question' | 'docs'): PressedAction {
  const signedUp = onShift('finding.report', 'is signed up', {});
  return {
    ...signedUp,
    async make(world, by, standpoint) {
      const press = await signedUp.make(world, by, standpoint);
      const findingId = newId<'finding'>();
      await world.app.database.db
        .insertInto('finding')
        .values({
          ...{ id: findingId, round_id: press.ids?.id ?? '', kind, text: 'Where is it?', reported_at_ms: 1 },
          person_id: await world.newPerson(),
        })
        .execute();
      return { ...press, fields: { findingId } };
    },
  };
}

const SHIFTS: PressedActions = {
  '/(app)/shifts/new?/default': {
    needs: 'shift.manage',
    place: 'anybody',
    make: async (world) => ({ fields: await roundFields(world) }),
  },
  ...ofRoute('/(app)/shifts/[id]', {
    signUp: onShift('shift.signUp', 'anybody', { scopes: ['chat'] }),
    scopes: onShift('shift.signUp', 'is signed up', { scopes: ['tickets'] }),
    leave: onShift('shift.signUp', 'is signed up', {}),
    offer: inLine('is offered it', { answer: 'take' }),
    stopWaiting: inLine('waits for it', {}),
  }),
  '/(app)/shifts?/ahead': {
    needs: 'shift.signUp',
    place: 'anybody',
    make: async (world, by) => {
      await world.app.shifts.registerAhead(by.actor, { wants: 'false' });
      return { fields: { wants: 'true' } };
    },
  },
  '/(app)/shifts/[id]/tours/new?/default': {
    needs: 'shift.manage',
    place: 'anybody',
    make: async (world) => ({
      ids: { id: (await newRound(world)).id },
      fields: await roundFields(world),
    }),
  },
  ...ofRoute('/(app)/shifts/[id]/tours/[tourId]', {
    change: {
      needs: 'shift.manage',
      place: 'anybody',
      make: async (world) => ({
        ids: await newRound(world),
        fields: { ...(await roundFields(world)), version: '1' },
      }),
    },
    cancel: {
      needs: 'shift.manage',
      place: 'anybody',
      make: async (world) => ({ ids: await newRound(world), fields: {} }),
    },
  }),
  ...ofRoute('/(app)/shifts/[id]/diary', {
    save: onShift('shift.writeDiary', 'is signed up', { text: 'Seen', day: '2026-01-05', version: '0' }),
    takeAway: onShift('shift.writeDiary', 'is signed up', { text: 'Ask twice' }),
    publish: onEntry(false),
    unpublish: onEntry(true),
    remove: onEntry(false),
  }),
  ...ofRoute('/(app)/shifts/[id]/findings', {
    report: onShift('finding.report', 'is signed up', { kind: 'question', text: 'Where is it?' }),
    again: onFinding('question'),
    makeIssue: onFinding('docs'),
  }),
};

export const SHIFT_PRESSES: PressedActions = { ...SHIFTS, ...SWAPS };

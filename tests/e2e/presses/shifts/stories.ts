import type { PersonActor } from '../../../test-app.ts';
import type { PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';
import { newRound } from './rounds.ts';

/** A draft of one entry of a new round, by somebody who is on a tour of it. */
async function newStory(
  world: World,
  author?: PersonActor,
): Promise<{ id: string; storyId: string; author: PersonActor }> {
  const { shifts } = world.app;
  const { id, tourId } = await newRound(world);
  const guest = author ?? (await world.newAccount()).actor;
  await shifts.signUp(guest, { tourId, scopes: ['chat'] });
  const entry = await shifts.saveDiary(guest, {
    ...{ roundId: id, day: world.app.today(), version: 0, text: 'A customer waited for an hour.' },
  });
  await shifts.publishDiary(guest, { roundId: id, ...entry });
  const { storyId } = await shifts.addStory(world.maker.actor, {
    ...{ roundId: id, title: world.fresh('Story'), entryIds: [entry.entryId] },
  });
  return { id, storyId, author: guest };
}

async function draftStory(world: World): Promise<{ id: string; storyId: string }> {
  const { id, storyId } = await newStory(world);
  return { id, storyId };
}

/** One that its author agreed to, published or not. */
async function agreedStory(world: World, isPublished: boolean): Promise<{ id: string; storyId: string }> {
  const { shifts } = world.app;
  const { id, storyId, author } = await newStory(world);
  await shifts.askStory(world.maker.actor, { roundId: id, storyId, version: 1 });
  await shifts.answerStory(author, { roundId: id, storyId, version: 2, answer: 'yes' });
  if (isPublished) await shifts.publishStory(world.maker.actor, { roundId: id, storyId, version: 2 });
  return { id, storyId };
}

const byLead = { needs: 'shift.report', place: 'anybody' } as const;

export const STORY_PRESSES: PressedActions = {
  '/(app)/shifts/[id]/stories/new?/default': {
    ...byLead,
    make: async (world) => {
      const { id } = await newStory(world);
      const { entries } = await world.app.shifts.getStoryStart(world.maker.actor, id);
      return {
        ids: { id },
        fields: { title: world.fresh('Story'), entryIds: entries.map((entry) => entry.id) },
      };
    },
  },
  '/(app)/shifts/[id]/stories/[storyId]/edit?/rewrite': {
    ...byLead,
    make: async (world) => ({
      ids: await draftStory(world),
      fields: { title: world.fresh('Story'), text: 'Other words', version: '1' },
    }),
  },
  '/(app)/shifts/[id]/report?/removeStory': {
    ...byLead,
    make: async (world) => {
      const { id, storyId } = await draftStory(world);
      return { ids: { id }, fields: { storyId, version: '1' } };
    },
  },
  ...ofRoute('/(app)/shifts/[id]/stories/[storyId]', {
    askConsent: {
      ...byLead,
      make: async (world) => ({ ids: await draftStory(world), fields: { version: '1' } }),
    },
    publishStory: {
      ...byLead,
      make: async (world) => ({ ids: await agreedStory(world, false), fields: { version: '2' } }),
    },
    unpublishStory: {
      ...byLead,
      make: async (world) => ({ ids: await agreedStory(world, true), fields: { version: '3' } }),
    },
    consent: {
      ...{ needs: 'shift.view', place: 'is asked' },
      async make(world, { actor }, standpoint) {
        const isAsked = standpoint === 'is asked' && actor.kind === 'person';
        const { id, storyId } = await newStory(world, isAsked ? actor : undefined);
        await world.app.shifts.askStory(world.maker.actor, { roundId: id, storyId, version: 1 });
        return { ids: { id, storyId }, fields: { version: '2', answer: 'yes' } };
      },
    },
  }),
};

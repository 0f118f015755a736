import type { Fields, PressedAction, PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';
import { newRound } from './rounds.ts';

const wordsOf = (world: World) => ({
  ...{ title: world.fresh('Article'), text: 'Within a day.', scopes: ['chat'] },
  ...{ ownerId: '', reviewOn: '2080-01-01' },
});

/** An article that everybody reads. */
export async function makeArticle(world: World): Promise<string> {
  return (await world.app.shifts.addArticle(world.maker.actor, wordsOf(world))).articleId;
}

/** What was not found, by whoever is on a tour of a new round. */
function missing(isOfRound: boolean): PressedAction {
  return {
    needs: 'finding.report',
    place: 'is signed up',
    async make(world, { actor }, standpoint) {
      const { shifts } = world.app;
      const { id, tourId } = await newRound(world);
      if (standpoint === 'is signed up' && actor.kind === 'person')
        await shifts.signUp(actor, { tourId, scopes: ['chat'] });
      const fields: Fields = { lookedFor: 'How a refund is entered' };
      // Who was on another shift before says it there, unless the round is named.
      return isOfRound ? { ids: { id }, fields } : { fields: { ...fields, roundId: id } };
    },
  };
}

const volumeFields = (world: World) => ({
  ...{ fileName: world.fresh('Contacts'), firstDay: '2026-10-05', lastDay: '2026-10-11', refused: '0' },
  counts: JSON.stringify([
    { scope: '', grid: Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 1)) },
  ]),
});

const writing = { needs: 'article.write', place: 'anybody' } as const;

export const ARTICLES: PressedActions = {
  '/(app)/shifts/volumes?/set': {
    ...{ needs: 'shift.manage', place: 'anybody' },
    // In place of what is there already.
    make: async (world) => {
      await world.app.shifts.setVolume(world.maker.actor, volumeFields(world));
      return { fields: volumeFields(world) };
    },
  },
  ...ofRoute('/(app)/shifts/articles', {
    missing: missing(false),
    link: {
      ...writing,
      make: async (world) => ({
        fields: { title: world.fresh('Tariffs'), url: 'https://docs.example/tariffs', scopes: ['phone'] },
      }),
    },
    unlink: {
      ...writing,
      make: async (world) => {
        const { shifts } = world.app;
        const title = world.fresh('Procedure');
        await shifts.addDocument(world.maker.actor, { title, url: 'https://docs.example', scopes: ['chat'] });
        const { documents } = await shifts.getLibrary(world.maker.actor);
        return { fields: { documentId: documents.find((document) => document.title === title)?.id ?? '' } };
      },
    },
  }),
  '/(app)/shifts/[id]/diary?/missing': missing(true),
  '/(app)/shifts/articles/new?/default': {
    ...writing,
    make: async (world) => ({ fields: { ...wordsOf(world), findingId: '' } }),
  },
  '/(app)/shifts/articles/[articleId]/edit?/default': {
    ...writing,
    make: async (world) => ({
      ids: { articleId: await makeArticle(world) },
      fields: { ...wordsOf(world), version: '1' },
    }),
  },
  ...ofRoute('/(app)/shifts/articles/[articleId]', {
    withdraw: {
      ...writing,
      make: async (world) => ({ ids: { articleId: await makeArticle(world) }, fields: { version: '1' } }),
    },
    putBack: {
      ...writing,
      make: async (world) => {
        const articleId = await makeArticle(world);
        await world.app.shifts.withdrawArticle(world.maker.actor, { articleId, version: '1' });
        return { ids: { articleId }, fields: { version: '2' } };
      },
    },
  }),
};

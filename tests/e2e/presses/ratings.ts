import { FEWEST_RATERS } from '#lib/issues/standing.ts';
import { pinTestInsight } from '../../test-insight.ts';
import type { PressedActions, Visitor } from './press.ts';
import { ofRoute } from './room.ts';
import type { World } from './world.ts';

/** What a session needs: people, and an issue. Those of earlier presses go on no more. */
async function makeAskable(world: World): Promise<{ raterIds: string[]; issueIds: string[] }> {
  await world.app.database.db.updateTable('rating_session').set({ state: 'cancelled' }).execute();
  const issueId = await world.app.issues.addIssue(world.maker.actor, { title: world.fresh('Issue') });
  const raterIds: string[] = [];
  for (let i = 0; i < FEWEST_RATERS; i++) raterIds.push(await world.newPerson());
  return { raterIds, issueIds: [issueId] };
}

/** A session of three people and an issue, made by the maker of the world; these others rate in it, too. */
export async function makeRatedSession(
  world: World,
  others: readonly string[] = [],
): Promise<{ id: string; raterIds: string[]; issueId: string }> {
  const { raterIds, issueIds } = await makeAskable(world);
  const { sessionId } = await world.app.issues.makeRatingSession(world.maker.actor, {
    ...{ title: world.fresh('Session'), kind: 'live', endsOn: '', issueIds },
    raterIds: [...raterIds, ...others],
  });
  return { id: sessionId, raterIds, issueId: issueIds[0] ?? '' };
}

/** A session whose raters disagreed, and which was revealed. */
async function makeDisputed(world: World): Promise<string> {
  const { id, raterIds, issueId } = await makeRatedSession(world);
  await world.app.database.db
    .insertInto('issue_rating')
    .values(
      raterIds.map((personId, at) => ({
        ...{ session_id: id, round: 1, issue_id: issueId, person_id: personId },
        ...{ importance: 1 + 2 * at, urgency: 3, rated_at_ms: at },
      })),
    )
    .execute();
  await world.app.issues.revealRatings(world.maker.actor, { sessionId: id, version: 1 });
  return id;
}

/** An issue with evidence, and what a browser would have computed of its wave. */
async function measuredPress(world: World): Promise<{ ids: { id: string }; fields: { measured: string } }> {
  const { app, maker } = world;
  const insightId = await pinTestInsight(app, maker.actor);
  const { insight } = await app.survey.getInsight(maker.actor, insightId);
  const { waveId, question } = insight;
  const content = {
    ...{ kind: 'nps', target: 'a', scale: null, driver: 'b', level: { kind: 'value', value: 4 } },
    ...{ from: 3, base: 12, slope: 5, change: 5, interval: [2, 8], n: 40, rSquared: 0.3, held: [] },
    ...{ survey: 'Test', wave: 'Spring', waveId, waveVersion: 1, seed: 1, samples: 2000 },
  };
  return {
    ids: { id: await app.issues.addIssue(maker.actor, { title: world.fresh('Issue'), insightId }) },
    fields: { measured: JSON.stringify({ content, groups: [{ waveId, question, value: 12.5, n: 40 }] }) },
  };
}

export const RATINGS: PressedActions = {
  ...ofRoute('/(app)/issues/years', {
    plan: {
      needs: 'issue.manage',
      place: 'anybody',
      make: async (world) => ({
        fields: {
          issueId: await world.app.issues.addIssue(world.maker.actor, { title: world.fresh('Issue') }),
          year: world.app.today().slice(0, 4),
          beforeId: '',
        },
      }),
    },
  }),
  '/(app)/issues/[id]/measure?/default': {
    needs: 'issue.measure',
    place: 'anybody',
    make: async (world) => measuredPress(world),
  },
  ...ofRoute('/(app)/issues/ratings/new', {
    default: {
      needs: 'ratings.manage',
      place: 'anybody',
      make: async (world) => ({
        fields: { title: world.fresh('Session'), kind: 'live', ...(await makeAskable(world)) },
      }),
    },
  }),
  ...ofRoute('/(app)/issues/ratings/[sessionId]', {
    reveal: {
      needs: 'ratings.manage',
      place: 'anybody',
      make: async (world) => ({
        ids: { sessionId: (await makeRatedSession(world)).id },
        fields: { version: '1' },
      }),
    },
    cancel: {
      needs: 'ratings.manage',
      place: 'anybody',
      make: async (world) => ({
        ids: { sessionId: (await makeRatedSession(world)).id },
        fields: { version: '1' },
      }),
    },
    again: {
      needs: 'ratings.manage',
      place: 'anybody',
      make: async (world) => ({ ids: { sessionId: await makeDisputed(world) }, fields: { version: '2' } }),
    },
  }),
  ...ofRoute('/(app)/issues/ratings/[sessionId]/rate', {
    /** Of whom it asks, and of nobody else. */
    rate: {
      needs: 'issue.rate',
      place: 'anybody',
      make: async (world, { actor }: Visitor) => {
        const { id, issueId } = await makeRatedSession(world, actor.kind === 'person' ? [actor.id] : []);
        return { ids: { sessionId: id }, fields: { issueId, importance: '5', urgency: '4' } };
      },
    },
  }),
};

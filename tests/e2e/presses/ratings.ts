import { FEWEST_RATERS } from '#lib/issues/standing.ts';
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

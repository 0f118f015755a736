import type { Subject } from '#lib/base/subject.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../../context.ts';
import { seesStory } from './story-commands.ts';
import { listStoriesById } from './story-store.ts';

/** Stories as subjects, for whoever reads them; whoever made one is asked about it. */
export async function listStorySubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  return (await listStoriesById(db, ids))
    .filter((row) => seesStory(actor, row))
    .map(({ id, roundId, title, madeBy }) => ({
      ...{ kind: 'story', id, title, href: `/shifts/${roundId}/stories/${id}` },
      ...{ ownerId: null, deputyId: null, askedId: madeBy },
    }));
}

import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Subject } from '#lib/base/subject.ts';
import type { Context } from '../context.ts';
import { namesOf } from './store.ts';

/** People as subjects: for those who may see people's pages, and each for themselves. */
export async function listPersonSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  const mayView = isPermitted(standingsOf(actor), 'people.view');
  const own = 'id' in actor ? actor.id : null;
  const seen = ids.filter((id) => mayView || id === own);
  if (seen.length === 0) return [];
  return [...(await namesOf(db, seen))].map(([id, name]) => ({
    kind: 'person',
    id,
    title: name,
    href: mayView ? `/people/${id}` : '/profile',
    ownerId: id,
    deputyId: null,
  }));
}

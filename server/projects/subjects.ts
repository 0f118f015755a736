import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Subject } from '#lib/base/subject.ts';
import type { Context } from '../context.ts';
import { listProjectNames } from './store.ts';

/** Projects as subjects: whoever may read projects sees each of them. */
export async function listProjectSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  if (!isPermitted(standingsOf(actor), 'project.view')) return [];
  return (await listProjectNames(db, ids)).map(({ id, number, title, ownerId, deputyId, state }) => ({
    kind: 'project',
    id,
    title,
    href: `/projects/${number}`,
    ownerId,
    deputyId,
    isResting: state !== 'running',
  }));
}

import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Subject } from '#lib/base/subject.ts';
import type { Context } from '../context.ts';
import { listCarriers, listIssueNames } from './store.ts';

/**
 * Issues as subjects: whoever may read issues sees each of them; nobody answers for one by name yet. Asked about one
 * is who owns its project, else who brought it in.
 */
export async function listIssueSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  if (!isPermitted(standingsOf(actor), 'issue.view')) return [];
  const carriers = await listCarriers(db, ids);
  return (await listIssueNames(db, ids)).map(({ id, number, title, createdBy, ownerId }) => ({
    kind: 'issue',
    id,
    title,
    href: `/issues/${number}`,
    ownerId,
    deputyId: null,
    askedId: carriers.get(id) ?? createdBy,
  }));
}

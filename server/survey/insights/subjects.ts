import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Subject } from '#lib/base/subject.ts';
import type { Context } from '../../context.ts';
import { listInsightsById } from './insight-store.ts';

/** Insights as subjects, by their titles alone: their figures are shown by their own page. */
export async function listInsightSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  if (!isPermitted(standingsOf(actor), 'insight.view')) return [];
  return (await listInsightsById(db, ids)).map(({ id, title }) => ({
    kind: 'insight',
    id,
    title,
    href: `/survey/insights/${id}`,
    ownerId: null,
    deputyId: null,
  }));
}

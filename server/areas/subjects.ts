import type { Subject } from '#lib/base/subject.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { listAreasById } from './area-store.ts';
import { listSeriesById } from './series-store.ts';

/** Areas as subjects: whoever works here sees each of them; its owner answers for it. */
export async function listAreaSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  if (!isPermitted(standingsOf(actor), 'area.view')) return [];
  return (await listAreasById(db, ids)).map(({ id, name, ownerId, madeBy }) => ({
    ...{ kind: 'area', id, title: name, href: `/survey/areas/${id}` },
    ...{ ownerId, deputyId: null, askedId: madeBy },
  }));
}

/** What is measured as subjects: the owner of its area answers for it. */
export async function listSeriesSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  if (!isPermitted(standingsOf(actor), 'area.view')) return [];
  return (await listSeriesById(db, ids)).map(({ id, name, areaOwnerId, madeBy, isEnded }) => ({
    ...{ kind: 'series', id, title: name, href: `/survey/areas/series/${id}` },
    ...{ ownerId: areaOwnerId, deputyId: null, askedId: madeBy, isResting: isEnded },
  }));
}

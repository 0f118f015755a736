import type { Actor } from '#lib/people/person.ts';
import type { Subject } from '#lib/base/subject.ts';
import type { Context } from '../context.ts';
import { participationsOf } from './participation.ts';
import { listTraced } from './store.ts';

/** Workshops as subjects: those that a person is in [WS5]. */
export async function listWorkshopSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  if (actor.kind !== 'person') return [];
  const participation = await participationsOf(db, actor.id);
  return (await listTraced(db, { ids }))
    .filter((workshop) => participation(workshop) !== 'none')
    .map(({ id, title, facilitatorId }) => ({
      kind: 'workshop',
      id,
      title,
      href: `/workshop/${id}`,
      ownerId: facilitatorId,
      deputyId: null,
    }));
}

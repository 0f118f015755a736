import type { SubjectRef } from '#lib/base/subject.ts';
import type { Queries } from '../../database/engine.ts';

/**
 * When the last meeting about each thing of a kind was held with each person who was in it, as `thing person`, in
 * milliseconds: its minutes name them.
 */
export async function listHeldWith(
  db: Queries,
  kind: SubjectRef['kind'],
  id?: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('workshop')
    .innerJoin('workshop_member', 'workshop_member.workshop_id', 'workshop.id')
    .select(['about_id', 'workshop_member.person_id', (eb) => eb.fn.max('moved_at_ms').as('at_ms')])
    .where('about_kind', '=', kind)
    .where('stage', '=', 'closed')
    .where('entered_at_ms', 'is not', null)
    .$if(id !== undefined, (query) => query.where('about_id', '=', id ?? ''))
    .groupBy(['about_id', 'workshop_member.person_id'])
    .execute();
  return new Map(rows.map(({ about_id, person_id, at_ms }) => [`${about_id} ${person_id}`, Number(at_ms)]));
}

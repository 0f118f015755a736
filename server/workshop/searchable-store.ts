import { asId } from '#lib/base/ids.ts';
import { STAGES } from '#lib/workshop/step.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';
import type { WorkshopRow } from './store.ts';

export async function listWorkshopIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('workshop').select('id').execute()).map(({ id }) => id);
}

/** Every workshop in which `participationOf` gives a person a place. */
export async function listWorkshopIdsOf(db: Queries, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('workshop')
    .select('id')
    .where((eb) => eb.or([eb('facilitator_id', '=', personId), eb('owner_id', '=', personId)]))
    .union(db.selectFrom('workshop_member').select('workshop_id as id').where('person_id', '=', personId))
    .union(
      db.selectFrom('workshop_facilitator').select('workshop_id as id').where('person_id', '=', personId),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** What people wrote of these workshops. */
export async function listWorkshopTexts(
  db: Queries,
  ids: readonly string[],
): Promise<Pick<WorkshopRow, 'id' | 'title' | 'goal' | 'problem' | 'stage' | 'createdAtMs'>[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('workshop')
    .select(['id', 'title', 'goal', 'problem', 'stage', 'created_at_ms as createdAtMs'])
    .where('id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    ...row,
    id: asId<'workshop'>(row.id),
    stage: oneOf(STAGES, row.stage, 'workshop.stage', row.id),
  }));
}

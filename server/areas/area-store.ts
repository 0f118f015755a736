import { asId } from '#lib/base/ids.ts';
import type { ContactArea, AreaId } from '#lib/areas/series.ts';
import type { Queries } from '../database/engine.ts';

function selectAreas(db: Queries) {
  return db
    .selectFrom('area')
    .leftJoin('person', 'person.id', 'area.owner_id')
    .select(['area.id', 'area.name', 'area.note', 'area.owner_id', 'area.version', 'area.made_by'])
    .select('person.name as owner_name');
}
type SelectedArea = Awaited<ReturnType<ReturnType<typeof selectAreas>['execute']>>[number];

function toArea({ id, name, note, owner_id, owner_name, version, made_by }: SelectedArea): StoredArea {
  return { id: asId(id), name, note, ownerId: owner_id, ownerName: owner_name, version, madeBy: made_by };
}

export type StoredArea = ContactArea & { madeBy: string };

/** Every area, by name. */
export async function listAreaRows(db: Queries): Promise<StoredArea[]> {
  return (await selectAreas(db).orderBy('area.name').execute()).map(toArea);
}

export async function listAreasById(db: Queries, ids: readonly string[]): Promise<StoredArea[]> {
  return (await selectAreas(db).where('area.id', 'in', ids).execute()).map(toArea);
}

export async function findArea(db: Queries, id: string): Promise<StoredArea | undefined> {
  const row = await selectAreas(db).where('area.id', '=', id).executeTakeFirst();
  return row && toArea(row);
}

export async function insertArea(
  trx: Queries,
  area: Pick<ContactArea, 'id' | 'name' | 'note' | 'ownerId'> & { madeBy: string; madeAtMs: number },
): Promise<void> {
  await trx
    .insertInto('area')
    .values({
      ...{ id: area.id, name: area.name, note: area.note, owner_id: area.ownerId },
      ...{ made_by: area.madeBy, made_at_ms: area.madeAtMs },
    })
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateArea(
  trx: Queries,
  id: string,
  version: number,
  change: Pick<ContactArea, 'name' | 'note' | 'ownerId'>,
): Promise<boolean> {
  const result = await trx
    .updateTable('area')
    .set({ name: change.name, note: change.note, owner_id: change.ownerId, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The areas that somebody answers for. */
export async function listAreasOf(db: Queries, ownerId: string): Promise<{ id: AreaId; name: string }[]> {
  const rows = await db
    .selectFrom('area')
    .select(['id', 'name'])
    .where('owner_id', '=', ownerId)
    .orderBy('name')
    .execute();
  return rows.map(({ id, name }) => ({ id: asId<'area'>(id), name }));
}

export async function giveAreas(trx: Queries, ids: readonly string[], ownerId: string | null): Promise<void> {
  await trx
    .updateTable('area')
    .set((eb) => ({ owner_id: ownerId, version: eb('version', '+', 1) }))
    .where('id', 'in', ids)
    .execute();
}

export async function listAreaIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('area').select('id').execute()).map(({ id }) => id);
}

/** What search holds of areas. */
export async function listAreaTexts(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; name: string; note: string; madeAtMs: number }[]> {
  return db
    .selectFrom('area')
    .select(['id', 'name', 'note', 'made_at_ms as madeAtMs'])
    .where('id', 'in', ids)
    .execute();
}

import { asId, type Id } from '#lib/base/ids.ts';
import {
  VIEWED_LISTS,
  type ListView,
  type ListViewForm,
  type ViewedList,
} from '#lib/patterns/table/list-view.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

/** The views of a list that somebody may choose: their own, and those that are for everybody, by name. */
export async function listViewsFor(db: Queries, list: ViewedList, personId: string): Promise<ListView[]> {
  const rows = await db
    .selectFrom('list_view')
    .innerJoin('person', 'person.id', 'list_view.owner_id')
    .selectAll('list_view')
    .select('person.name as owner_name')
    .where('list', '=', list)
    .where((eb) => eb.or([eb('owner_id', '=', personId), eb('is_shared', '=', 1)]))
    .orderBy('list_view.name')
    .orderBy('list_view.id')
    .execute();
  return rows.map((row) => ({
    id: asId<'listView'>(row.id),
    name: row.name,
    query: row.query,
    isShared: row.is_shared === 1,
    isMine: row.owner_id === personId,
    ownerName: row.owner_name,
  }));
}

export async function insertListView(
  trx: Queries,
  view: ListViewForm & { id: Id<'listView'>; ownerId: string; createdAtMs: number },
): Promise<void> {
  await trx
    .insertInto('list_view')
    .values({
      id: view.id,
      list: view.list,
      name: view.name,
      query: view.query,
      owner_id: view.ownerId,
      is_shared: Number(view.isShared),
      created_at_ms: view.createdAtMs,
    })
    .execute();
}

/** Takes a view away; returns what was there, and whose. */
export async function deleteListView(
  trx: Queries,
  id: string,
): Promise<(ListViewForm & { id: Id<'listView'>; ownerId: string; createdAtMs: number }) | undefined> {
  const row = await trx.deleteFrom('list_view').where('id', '=', id).returningAll().executeTakeFirst();
  return (
    row && {
      id: asId<'listView'>(row.id),
      list: oneOf(VIEWED_LISTS, row.list, 'list_view.list', row.id),
      name: row.name,
      query: row.query,
      isShared: row.is_shared === 1,
      ownerId: row.owner_id,
      createdAtMs: row.created_at_ms,
    }
  );
}

/** How many views somebody keeps of a list, and whether one of theirs has this name. */
export async function countOwnViews(
  trx: Queries,
  list: ViewedList,
  ownerId: string,
  name: string,
): Promise<{ count: number; isNameTaken: boolean }> {
  const rows = await trx
    .selectFrom('list_view')
    .select('name')
    .where('list', '=', list)
    .where('owner_id', '=', ownerId)
    .execute();
  return { count: rows.length, isNameTaken: rows.some((row) => row.name === name) };
}

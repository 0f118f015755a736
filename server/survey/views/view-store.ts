import { asId } from '#lib/base/ids.ts';
import type { Selectable } from 'kysely';
import { WaveView, type SavedView } from '#lib/survey/wave/view.ts';
import type { Queries } from '#server/database/engine.ts';
import { readJson } from '#server/database/stored.ts';
import type { Tables } from '#server/database/tables.ts';

function selectViews(db: Queries) {
  return db
    .selectFrom('saved_view')
    .leftJoin('person', 'person.id', 'saved_view.author_id')
    .selectAll('saved_view')
    .select('person.name as author_name')
    .orderBy('saved_view.name');
}

type SelectedView = Awaited<ReturnType<ReturnType<typeof selectViews>['execute']>>[number];

function toView(row: SelectedView): SavedView {
  return {
    id: asId<'view'>(row.id),
    waveId: row.wave_id,
    name: row.name,
    view: readJson(WaveView, row.view, 'saved_view.view', row.id),
    authorName: row.author_name ?? '',
    createdAtMs: row.created_at_ms,
    version: row.version,
  };
}

export async function listViews(db: Queries, waveId: string): Promise<SavedView[]> {
  return (await selectViews(db).where('wave_id', '=', waveId).execute()).map(toView);
}

export async function findView(db: Queries, id: string): Promise<SavedView | undefined> {
  const row = await selectViews(db).where('saved_view.id', '=', id).executeTakeFirst();
  return row && toView(row);
}

export async function insertView(
  trx: Queries,
  view: Pick<SavedView, 'id' | 'waveId' | 'name' | 'view' | 'createdAtMs'> & { authorId: string },
): Promise<void> {
  await trx
    .insertInto('saved_view')
    .values({
      id: view.id,
      wave_id: view.waveId,
      name: view.name,
      view: JSON.stringify(view.view),
      author_id: view.authorId,
      created_at_ms: view.createdAtMs,
      version: 1,
    })
    .execute();
}

/** Renames the view when it still has this version; false when somebody was faster. */
export async function renameView(
  trx: Queries,
  view: { id: string; version: number; name: string },
): Promise<boolean> {
  const result = await trx
    .updateTable('saved_view')
    .set({ name: view.name, version: view.version + 1 })
    .where('id', '=', view.id)
    .where('version', '=', view.version)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Takes a view away and returns its row, as it is put back. */
export async function deleteView(
  trx: Queries,
  id: string,
): Promise<Selectable<Tables['saved_view']> | undefined> {
  return trx.deleteFrom('saved_view').where('id', '=', id).returningAll().executeTakeFirst();
}

/** Puts a row back that was taken away. */
export async function putViewBack(trx: Queries, row: Selectable<Tables['saved_view']>): Promise<void> {
  await trx.insertInto('saved_view').values(row).execute();
}

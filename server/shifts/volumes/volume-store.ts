import { VolumeCounts, type ContactVolume } from '#lib/shifts/volumes/volume.ts';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';

/** There is one, the newest: an older file says nothing that the newer one does not. */
const ID = 'main';

export async function findVolume(db: Queries): Promise<ContactVolume | null> {
  const row = await db.selectFrom('contact_volume').selectAll().where('id', '=', ID).executeTakeFirst();
  return row
    ? {
        ...{ fileName: row.file_name, firstDay: row.first_day, lastDay: row.last_day },
        counts: readJson(VolumeCounts, row.counts, 'contact_volume.counts', ID),
        ...{ refused: row.refused, setBy: row.set_by, setAtMs: Number(row.set_at_ms) },
      }
    : null;
}

/** Puts what was counted in the place of what was counted before; null for nothing. */
export async function replaceVolume(trx: Queries, volume: ContactVolume | null): Promise<void> {
  await trx.deleteFrom('contact_volume').where('id', '=', ID).execute();
  if (volume === null) return;
  await trx
    .insertInto('contact_volume')
    .values({
      ...{ id: ID, file_name: volume.fileName, first_day: volume.firstDay, last_day: volume.lastDay },
      ...{ counts: JSON.stringify(volume.counts), refused: volume.refused },
      ...{ set_by: volume.setBy, set_at_ms: volume.setAtMs },
    })
    .execute();
}

import type { Queries } from '#server/database/engine.ts';

/** Blobs on which no wave and no earlier version of one stands. */
function selectUnused(db: Queries) {
  return db
    .selectFrom('blob')
    .select('blob.id')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('wave').select('wave.id').whereRef('wave.blob_id', '=', 'blob.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('wave_version')
            .select('wave_version.wave_id')
            .whereRef('wave_version.blob_id', '=', 'blob.id'),
        ),
      ),
    );
}

/** The upload that this person began, or finished without making a wave of it, with these bytes. */
export async function findUpload(db: Queries, ownerId: string, sha256: string): Promise<string | undefined> {
  const row = await selectUnused(db)
    .where('owner_id', '=', ownerId)
    .where('sha256', '=', sha256)
    .orderBy('created_at_ms', 'desc')
    .executeTakeFirst();
  return row?.id;
}

/** Uploads from before a moment that nobody made a wave of. */
export async function listStaleUploads(db: Queries, beforeMs: number): Promise<string[]> {
  const rows = await selectUnused(db)
    .where('owner_id', 'is not', null)
    .where('created_at_ms', '<', beforeMs)
    .execute();
  return rows.map((row) => row.id);
}

/** Uploads of a person of which no wave was made yet, the newest first. */
export async function listUploadsOf(db: Queries, ownerId: string): Promise<{ createdAtMs: number }[]> {
  const rows = await selectUnused(db)
    .select('blob.created_at_ms')
    .where('owner_id', '=', ownerId)
    .orderBy('created_at_ms', 'desc')
    .execute();
  return rows.map((row) => ({ createdAtMs: row.created_at_ms }));
}

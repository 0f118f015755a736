import type { Queries } from '#server/database/engine.ts';

/** Where the bytes of a file of evidence are. */
export interface EvidenceFile {
  evidenceId: string;
  workshopId: string;
  causeId: string;
  blobId: string;
  byteSize: number;
}

export async function insertFile(trx: Queries, file: EvidenceFile): Promise<void> {
  await trx
    .insertInto('evidence_file')
    .values({
      evidence_id: file.evidenceId,
      workshop_id: file.workshopId,
      cause_id: file.causeId,
      blob_id: file.blobId,
      byte_size: file.byteSize,
    })
    .execute();
}

/** How much a cause and its workshop hold already. */
export async function countFiles(
  db: Queries,
  workshopId: string,
  causeId: string,
): Promise<{ filesOfCause: number; bytesOfWorkshop: number }> {
  const rows = await db
    .selectFrom('evidence_file')
    .select(['cause_id', 'byte_size'])
    .where('workshop_id', '=', workshopId)
    .execute();
  return {
    filesOfCause: rows.filter((row) => row.cause_id === causeId).length,
    bytesOfWorkshop: rows.reduce((sum, row) => sum + row.byte_size, 0),
  };
}

/** The blob of a piece of evidence, if it is a file. */
export async function findFileBlob(
  db: Queries,
  workshopId: string,
  evidenceId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('evidence_file')
    .select('blob_id')
    .where('workshop_id', '=', workshopId)
    .where('evidence_id', '=', evidenceId)
    .executeTakeFirst();
  return row?.blob_id;
}

export async function deleteFile(trx: Queries, evidenceId: string): Promise<void> {
  await trx.deleteFrom('evidence_file').where('evidence_id', '=', evidenceId).execute();
}

/** Uploads without an owner that a stop of the server cut off before they hung on anything. */
export async function listLostFiles(db: Queries, beforeMs: number): Promise<string[]> {
  const rows = await db
    .selectFrom('blob')
    .select('blob.id')
    .where('owner_id', 'is', null)
    .where('is_complete', '=', 0)
    .where('created_at_ms', '<', beforeMs)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('evidence_file')
            .select('evidence_file.evidence_id')
            .whereRef('evidence_file.blob_id', '=', 'blob.id'),
        ),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}

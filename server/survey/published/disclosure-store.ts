import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { DisclosureRefusal } from '#lib/survey/published/disclose-wave.ts';
import { newId } from '#lib/base/ids.ts';
import type { WaveFigure } from '#lib/survey/wave/wave.ts';
import {
  CHUNK_BYTES,
  deleteBlob,
  finishBlob,
  putChunk,
  readBlob,
  startBlob,
} from '#server/database/blobs.ts';
import type { Queries } from '#server/database/engine.ts';
import { oneOf, readJson } from '#server/database/stored.ts';
import type { WaveRow } from '../store.ts';
import { StoredFigures, StoredRows } from '../stored-wave.ts';

const DISCLOSURE_STATES = ['pending', 'shown', 'withheld', 'unreadable'] as const;

const StoredRefusal = v.variant('kind', [
  v.object({ kind: v.literal('near'), columns: v.array(v.string()) }),
  v.object({ kind: v.literal('unknown-rows') }),
]);

/** What readers without rows see of a wave, and whether its newest version may follow. */
export interface Disclosure {
  waveId: string;
  key: string;
  state: (typeof DISCLOSURE_STATES)[number];
  shownVersion: number;
  figures: WaveFigure[];
  rows: WaveRow['rows'];
  refusal: DisclosureRefusal | null;
  revision: number;
}

function selectDisclosures(db: Queries) {
  return db.selectFrom('disclosure').selectAll();
}

type SelectedDisclosure = Awaited<ReturnType<ReturnType<typeof selectDisclosures>['execute']>>[number];

function toDisclosure(row: SelectedDisclosure): Disclosure {
  return {
    waveId: row.wave_id,
    key: row.key,
    state: oneOf(DISCLOSURE_STATES, row.state, 'disclosure.state', row.wave_id),
    shownVersion: row.shown_version,
    figures: readJson(StoredFigures, row.figures, 'disclosure.figures', row.wave_id),
    rows: readJson(StoredRows, row.rows, 'disclosure.rows', row.wave_id),
    refusal:
      row.refusal === null ? null : readJson(StoredRefusal, row.refusal, 'disclosure.refusal', row.wave_id),
    revision: row.revision,
  };
}

export async function listDisclosures(db: Queries): Promise<Map<string, Disclosure>> {
  const rows = await selectDisclosures(db).execute();
  return new Map(rows.map((row) => [row.wave_id, toDisclosure(row)]));
}

/** What readers without rows see of these waves, by wave. */
export async function listDisclosuresOf(
  db: Queries,
  waveIds: readonly string[],
): Promise<Map<string, Disclosure>> {
  if (waveIds.length === 0) return new Map();
  const rows = await selectDisclosures(db).where('wave_id', 'in', waveIds).execute();
  return new Map(rows.map((row) => [row.wave_id, toDisclosure(row)]));
}

export async function findDisclosure(db: Queries, waveId: string): Promise<Disclosure | undefined> {
  const row = await selectDisclosures(db).where('wave_id', '=', waveId).executeTakeFirst();
  return row && toDisclosure(row);
}

/** The first version of a wave: nothing of it was shown before, so that its figures can be. */
export async function startDisclosure(
  trx: Queries,
  first: Pick<Disclosure, 'waveId' | 'key' | 'figures' | 'rows'>,
): Promise<void> {
  await trx
    .insertInto('disclosure')
    .values({
      wave_id: first.waveId,
      key: first.key,
      state: 'pending',
      shown_version: 1,
      figures: JSON.stringify(first.figures),
      rows: JSON.stringify(first.rows),
      refusal: null,
      revision: 1,
    })
    .execute();
}

/** A wave has got other content: what readers see stays, until it was decided about. */
export async function reopenDisclosure(trx: Queries, waveId: string): Promise<void> {
  await trx
    .updateTable('disclosure')
    .set((eb) => ({ state: 'pending', refusal: null, revision: eb('revision', '+', 1) }))
    .where('wave_id', '=', waveId)
    .execute();
}

/** Writes a decision; false when another one was made since this one began. */
export async function writeDisclosure(trx: Queries, next: Disclosure): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('disclosure')
    .set({
      state: next.state,
      shown_version: next.shownVersion,
      figures: JSON.stringify(next.figures),
      rows: JSON.stringify(next.rows),
      refusal: next.refusal === null ? null : JSON.stringify(next.refusal),
      revision: next.revision + 1,
    })
    .where('wave_id', '=', next.waveId)
    .where('revision', '=', next.revision)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows) === 1;
}

/** Waves whose newest version nobody has decided about. */
export async function listPendingDisclosures(db: Queries): Promise<string[]> {
  const rows = await db.selectFrom('disclosure').select('wave_id').where('state', '=', 'pending').execute();
  return rows.map((row) => row.wave_id);
}

/** What was shown of the other versions of a wave, as packed bytes, the oldest first. */
export async function readLedger(db: Queries, waveId: string, exceptVersion: number): Promise<Uint8Array[]> {
  const rows = await db
    .selectFrom('disclosed_version')
    .select('blob_id')
    .where('wave_id', '=', waveId)
    .where('version', '<', exceptVersion)
    .orderBy('version')
    .execute();
  return Promise.all(
    rows.map(async ({ blob_id }) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of readBlob(db, blob_id)) chunks.push(chunk);
      return Buffer.concat(chunks);
    }),
  );
}

/** Versions of which the ledger tells; an unreadable first version is not among them. */
export async function listLedgerVersions(db: Queries, waveId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('disclosed_version')
    .select('version')
    .where('wave_id', '=', waveId)
    .execute();
  return rows.map(({ version }) => version);
}

/** Keeps what was shown of a version, in the place of what was kept of it before. */
export async function writeLedger(
  trx: Queries,
  of: { waveId: string; version: number; atMs: number },
  packed: Uint8Array,
): Promise<void> {
  const blobId = newId<'blob'>();
  await startBlob(trx, {
    id: blobId,
    ownerId: null,
    byteSize: packed.byteLength,
    sha256: createHash('sha256').update(packed).digest('hex'),
    createdAtMs: of.atMs,
  });
  for (let position = 0; position * CHUNK_BYTES < packed.byteLength; position++) {
    const chunk = packed.subarray(position * CHUNK_BYTES, (position + 1) * CHUNK_BYTES);
    await putChunk(trx, blobId, position, chunk);
  }
  await finishBlob(trx, blobId);
  const before = await trx
    .selectFrom('disclosed_version')
    .select('blob_id')
    .where('wave_id', '=', of.waveId)
    .where('version', '=', of.version)
    .executeTakeFirst();
  await trx
    .insertInto('disclosed_version')
    .values({ wave_id: of.waveId, version: of.version, blob_id: blobId, at_ms: of.atMs })
    .onConflict((conflict) =>
      conflict.columns(['wave_id', 'version']).doUpdateSet({ blob_id: blobId, at_ms: of.atMs }),
    )
    .execute();
  if (before) await deleteBlob(trx, before.blob_id);
}

/** The blobs of a wave's ledger, which nothing else removes. */
export async function listLedgerBlobs(db: Queries, waveId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('disclosed_version')
    .select('blob_id')
    .where('wave_id', '=', waveId)
    .execute();
  return rows.map((row) => row.blob_id);
}

import type { Selectable } from 'kysely';
import { PublicationForm, type PublishedTables } from '#lib/survey/published/published-tables.ts';
import type { Queries } from '#server/database/engine.ts';
import { oneOf, readJson } from '#server/database/stored.ts';
import type { Tables } from '#server/database/tables.ts';
import { StoredTables } from './stored-tables.ts';

const PUBLICATION_STATES = ['pending', 'ready', 'failed'] as const;
export type PublicationState = (typeof PUBLICATION_STATES)[number];

/** The fixed tables of a wave, or how far they are. */
export interface Publication {
  waveId: string;
  declaration: PublicationForm;
  state: PublicationState;
  tables: PublishedTables | undefined;
}

function toPublication(row: Selectable<Tables['publication']>): Publication {
  return {
    waveId: row.wave_id,
    // A declaration of before words were published lacks their threshold; the form fills it in.
    declaration: readJson(PublicationForm, row.declaration, 'publication.declaration', row.wave_id),
    state: oneOf(PUBLICATION_STATES, row.state, 'publication.state', row.wave_id),
    tables:
      row.tables === null ? undefined : readJson(StoredTables, row.tables, 'publication.tables', row.wave_id),
  };
}

export async function findPublication(db: Queries, waveId: string): Promise<Publication | undefined> {
  const row = await db.selectFrom('publication').selectAll().where('wave_id', '=', waveId).executeTakeFirst();
  return row && toPublication(row);
}

/** The publications of these waves, by wave. */
export async function listPublicationsOf(
  db: Queries,
  waveIds: readonly string[],
): Promise<ReadonlyMap<string, Publication>> {
  if (waveIds.length === 0) return new Map();
  const rows = await db.selectFrom('publication').selectAll().where('wave_id', 'in', waveIds).execute();
  return new Map(rows.map((row) => [row.wave_id, toPublication(row)]));
}

/** Waves whose tables are still to be computed, the oldest first. */
export async function listPendingPublications(db: Queries): Promise<string[]> {
  const rows = await db
    .selectFrom('publication')
    .select('wave_id')
    .where('state', '=', 'pending')
    .orderBy('created_at_ms')
    .execute();
  return rows.map((row) => row.wave_id);
}

/** Starts a publication, or starts a failed one again; false when there is one that stands. */
export async function startPublication(
  trx: Queries,
  declaration: PublicationForm,
  by: { personId: string; atMs: number },
): Promise<boolean> {
  await trx
    .deleteFrom('publication')
    .where('wave_id', '=', declaration.waveId)
    .where('state', '=', 'failed')
    .execute();
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('publication')
    .values({
      wave_id: declaration.waveId,
      declaration: JSON.stringify(declaration),
      state: 'pending',
      tables: null,
      created_by: by.personId,
      created_at_ms: by.atMs,
    })
    .onConflict((conflict) => conflict.column('wave_id').doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows) === 1;
}

/**
 * Writes the tables that readers see. Without any a pending publication has failed, and one that stands
 * stays; one that was removed with its wave stays away.
 */
export async function writeTables(
  db: Queries,
  waveId: string,
  tables: PublishedTables | undefined,
): Promise<void> {
  await db
    .updateTable('publication')
    .set(tables ? { state: 'ready', tables: JSON.stringify(tables) } : { state: 'failed', tables: null })
    .where('wave_id', '=', waveId)
    .where('state', 'in', tables ? ['pending', 'ready'] : ['pending'])
    .execute();
}

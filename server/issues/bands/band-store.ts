import { BAND_CHANGE_WHYS, type BandChangeWhy } from '#lib/issues/bands/band-change.ts';
import { BANDS, type Band } from '#lib/issues/prioritise.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

export interface BandChangeRow {
  id: string;
  issueId: string;
  atMs: number;
  from: Band | null;
  to: Band | null;
  why: BandChangeWhy;
  reason: string;
  byName: string;
  /** Whether a band rests on totals that only those see who rated themselves. */
  isFromSecret: boolean;
  isToSecret: boolean;
}

const placeOf = (band: Band | null): number | null => (band === null ? null : BANDS.indexOf(band));

/** Notes changes of bands, as many as one statement takes. */
export async function insertBandChanges(trx: Queries, changes: readonly BandChangeRow[]): Promise<void> {
  if (changes.length === 0) return;
  await trx
    .insertInto('issue_band_change')
    .values(
      changes.map((change) => ({
        id: change.id,
        issue_id: change.issueId,
        at_ms: change.atMs,
        from_band: placeOf(change.from),
        to_band: placeOf(change.to),
        why: change.why,
        reason: change.reason,
        by_name: change.byName,
        is_from_secret: Number(change.isFromSecret),
        is_to_secret: Number(change.isToSecret),
      })),
    )
    .execute();
}

/** The newest changes of an issue's band. */
export async function listBandChanges(db: Queries, issueId: string, limit: number): Promise<BandChangeRow[]> {
  const rows = await db
    .selectFrom('issue_band_change')
    .selectAll()
    .where('issue_id', '=', issueId)
    .orderBy('at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    issueId: row.issue_id,
    atMs: row.at_ms,
    from: BANDS[row.from_band ?? -1] ?? null,
    to: BANDS[row.to_band ?? -1] ?? null,
    why: oneOf(BAND_CHANGE_WHYS, row.why, 'issue_band_change.why', row.id),
    reason: row.reason,
    byName: row.by_name,
    isFromSecret: row.is_from_secret === 1,
    isToSecret: row.is_to_secret === 1,
  }));
}

/** Moves an issue into a band by hand, or gives it back to its ratings; false when the version is not the newest. */
export async function writeMove(
  trx: Queries,
  { id, version }: { id: string; version: number },
  move: { band: Band; reason: string; byName: string; atMs: number } | null,
): Promise<boolean> {
  const result = await trx
    .updateTable('issue')
    .set({
      moved_band: move && BANDS.indexOf(move.band),
      moved_reason: move?.reason ?? null,
      moved_by_name: move?.byName ?? null,
      moved_at_ms: move?.atMs ?? null,
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** An issue with what its ratings say, for working out its band anew. */
export interface PlacedRow {
  id: string;
  importance: number;
  urgency: number;
  ratedBand: Band;
  band: Band | null;
  isMoved: boolean;
  isSecret: boolean;
}

/** Every issue that ratings have placed. */
export async function listPlaced(trx: Queries): Promise<PlacedRow[]> {
  const rows = await trx
    .selectFrom('issue')
    .select(['id', 'importance', 'urgency', 'rated_band', 'band', 'moved_band', 'standing'])
    .where('rated_band', 'is not', null)
    .where('importance', 'is not', null)
    .execute();
  return rows.flatMap((row) => {
    const ratedBand = BANDS[row.rated_band ?? -1];
    if (row.importance === null || row.urgency === null || !ratedBand) return [];
    return [
      {
        id: row.id,
        importance: row.importance,
        urgency: row.urgency,
        ratedBand,
        band: BANDS[row.band ?? -1] ?? null,
        isMoved: row.moved_band !== null,
        isSecret: row.standing === 'list',
      },
    ];
  });
}

/** What ratings say of these issues from now on; those that somebody moved stay where they are. */
export async function setRatedBand(trx: Queries, ids: readonly string[], band: Band): Promise<void> {
  const place = BANDS.indexOf(band);
  await trx
    .updateTable('issue')
    .set((eb) => ({ rated_band: place, band: eb.fn.coalesce('moved_band', eb.val(place)) }))
    .where('id', 'in', ids)
    .execute();
}

import { StoredResult, type DraftPair, type RotaResult } from '#lib/shifts/wishes/rota-draft.ts';
import { LOCK_KINDS, type LockKind } from '#lib/shifts/wishes/wish.ts';
import type { SignUpWindow } from '#lib/shifts/sign-up-window.ts';
import type { TourHours } from '#lib/shifts/tour.ts';
import { servedShare } from '#lib/shifts/day/attendance.ts';
import { listPastShifts } from '../day/attendance-store.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf, readJson } from '../../database/stored.ts';

/** A rota that is proposed and not published. */
export interface DraftRow {
  result: RotaResult;
  version: number;
  pairs: (DraftPair & { name: string })[];
  locks: (DraftPair & { name: string; kind: LockKind })[];
}

export async function findDraft(db: Queries, roundId: string): Promise<DraftRow | undefined> {
  const row = await db
    .selectFrom('shift_rota')
    .selectAll()
    .where('round_id', '=', roundId)
    .executeTakeFirst();
  if (!row) return undefined;
  const pairs = await db
    .selectFrom('shift_rota_pair')
    .innerJoin('person', 'person.id', 'shift_rota_pair.person_id')
    .select(['shift_rota_pair.shift_id as tourId', 'person.id as personId', 'person.name'])
    .where('shift_rota_pair.round_id', '=', roundId)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
  const locks = await db
    .selectFrom('shift_rota_lock')
    .innerJoin('person', 'person.id', 'shift_rota_lock.person_id')
    .select([
      'shift_rota_lock.shift_id as tourId',
      'shift_rota_lock.kind',
      'person.id as personId',
      'person.name',
    ])
    .where('shift_rota_lock.round_id', '=', roundId)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
  return {
    result: readJson(StoredResult, row.result, 'shift_rota.result', roundId),
    version: row.version,
    pairs,
    locks: locks.map((lock) => ({
      ...lock,
      kind: oneOf(LOCK_KINDS, lock.kind, 'shift_rota_lock.kind', `${lock.tourId}/${lock.personId}`),
    })),
  };
}

/** Writes the head of a draft; false where somebody else did since this version (0: there was none). */
export async function writeDraft(
  trx: Queries,
  roundId: string,
  result: RotaResult,
  version: number,
): Promise<boolean> {
  const columns = { result: JSON.stringify(result), version: version + 1 };
  if (version === 0) {
    const inserted = await trx
      .insertInto('shift_rota')
      .values({ round_id: roundId, ...columns })
      .onConflict((conflict) => conflict.column('round_id').doNothing())
      .executeTakeFirst();
    return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const updated = await trx
    .updateTable('shift_rota')
    .set(columns)
    .where('round_id', '=', roundId)
    .where('version', '=', version)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

export async function replacePairs(
  trx: Queries,
  roundId: string,
  pairs: readonly DraftPair[],
): Promise<void> {
  await trx.deleteFrom('shift_rota_pair').where('round_id', '=', roundId).execute();
  if (pairs.length === 0) return;
  await trx
    .insertInto('shift_rota_pair')
    .values(
      pairs.map(({ tourId, personId }) => ({ round_id: roundId, shift_id: tourId, person_id: personId })),
    )
    .execute();
}

/** Holds somebody fast on a tour, keeps them off it, or neither. */
export async function setLock(
  trx: Queries,
  roundId: string,
  { tourId, personId }: DraftPair,
  kind: LockKind | null,
): Promise<void> {
  await trx
    .deleteFrom('shift_rota_lock')
    .where('shift_id', '=', tourId)
    .where('person_id', '=', personId)
    .execute();
  if (kind === null) return;
  await trx
    .insertInto('shift_rota_lock')
    .values({ round_id: roundId, shift_id: tourId, person_id: personId, kind })
    .execute();
}

/** Takes a draft out with its pairs and locks; false where there was none. */
export async function deleteDraft(trx: Queries, roundId: string): Promise<boolean> {
  const result = await trx.deleteFrom('shift_rota').where('round_id', '=', roundId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function deleteDraftRowsOf(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('shift_rota_pair').where('person_id', '=', personId).execute();
  await trx.deleteFrom('shift_rota_lock').where('person_id', '=', personId).execute();
}

/**
 * How many shifts people served, as rotas count it: what was said of those that are over [SH65], to the nearest whole
 * shift, and those of this round that have begun; these apart as well.
 */
export async function countServed(
  db: Queries,
  { roundId, nowMs }: { roundId: string; nowMs: number },
): Promise<ReadonlyMap<string, { served: number; here: number }>> {
  const begun = (await listPastShifts(db)).filter(
    (shift) => shift.startsAtMs <= nowMs && (shift.roundId === roundId || shift.endsAtMs <= nowMs),
  );
  return new Map(
    [...Map.groupBy(begun, ({ personId }) => personId)].map(([personId, shifts]) => {
      const shares = shifts.map((shift) => (shift.endsAtMs <= nowMs ? servedShare(shift, true) : 1));
      const served = Math.round(shares.reduce((sum, share) => sum + share, 0));
      return [personId, { served, here: shifts.filter((shift) => shift.roundId === roundId).length }];
    }),
  );
}

/** When people are on shifts within some time besides the coming tours of a round, or look after a tour, of whatever round. */
export async function listHeldElsewhere(
  db: Queries,
  { roundId, nowMs, fromMs, toMs }: { roundId: string; nowMs: number; fromMs: number; toMs: number },
): Promise<({ personId: string } & TourHours)[]> {
  const days = db
    .selectFrom('shift_day')
    .innerJoin('shift', 'shift.id', 'shift_day.shift_id')
    .where('shift_day.ends_at_ms', '>', fromMs)
    .where('shift_day.starts_at_ms', '<', toMs);
  const served = await days
    .innerJoin('shift_signup', 'shift_signup.shift_id', 'shift.id')
    .select([
      'shift_signup.person_id as personId',
      'shift_day.starts_at_ms as startsAtMs',
      'shift_day.ends_at_ms as endsAtMs',
    ])
    .where((eb) => eb.or([eb('shift.round_id', '!=', roundId), eb('shift.starts_at_ms', '<=', nowMs)]))
    .execute();
  const mentored = await days
    .innerJoin('shift_mentor', 'shift_mentor.shift_id', 'shift.id')
    .select([
      'shift_mentor.person_id as personId',
      'shift_day.starts_at_ms as startsAtMs',
      'shift_day.ends_at_ms as endsAtMs',
    ])
    .execute();
  return [...served, ...mentored];
}

/** Rounds with a rota that is not published and a tour that has not begun, the newest first. */
export async function listUnpublishedRounds(
  db: Queries,
  nowMs: number,
): Promise<(SignUpWindow & { id: string; title: string })[]> {
  return db
    .selectFrom('shift_round')
    .select(['id', 'title', 'opens_on as opensOn', 'closes_on as closesOn'])
    .where('mode', '=', 'rota')
    .where('rota_published_at_ms', 'is', null)
    .where('id', 'in', (eb) =>
      eb.selectFrom('shift').select('shift.round_id').where('shift.starts_at_ms', '>', nowMs),
    )
    .orderBy('created_at_ms', 'desc')
    .execute();
}

/** From this moment on everybody knows the rota of a round; the first publication stays. */
export async function markRotaPublished(trx: Queries, id: string, atMs: number): Promise<void> {
  await trx
    .updateTable('shift_round')
    .set({ rota_published_at_ms: atMs })
    .where('id', '=', id)
    .where('rota_published_at_ms', 'is', null)
    .execute();
}

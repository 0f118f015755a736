import { asId } from '#lib/base/ids.ts';
import type { GuestId, Locale } from '#lib/people/person.ts';
import type { WorkshopId } from '#lib/workshop/workshop.ts';
import type { Queries } from '../database/engine.ts';

export interface GuestRow {
  id: GuestId;
  workshopId: WorkshopId;
  name: string;
  department: string;
  locale: Locale;
  isObserver: boolean;
  /** In the lobby: named to those who steer, and nobody to everything else. */
  isWaiting: boolean;
}

export async function insertGuest(
  trx: Queries,
  guest: GuestRow & { tokenHash: string; joinedAtMs: number },
): Promise<void> {
  await trx
    .insertInto('guest')
    .values({
      id: guest.id,
      workshop_id: guest.workshopId,
      name: guest.name,
      department: guest.department,
      locale: guest.locale,
      token_hash: guest.tokenHash,
      joined_at_ms: guest.joinedAtMs,
      admitted_at_ms: guest.isWaiting ? null : guest.joinedAtMs,
      is_observer: Number(guest.isObserver),
      removed_at_ms: null,
    })
    .execute();
}

function selectGuests(db: Queries) {
  return db.selectFrom('guest').selectAll().where('removed_at_ms', 'is', null);
}

function toGuest(row: Awaited<ReturnType<ReturnType<typeof selectGuests>['execute']>>[number]): GuestRow {
  return {
    id: asId<'guest'>(row.id),
    workshopId: asId<'workshop'>(row.workshop_id),
    name: row.name,
    department: row.department,
    locale: row.locale === 'pl' ? 'pl' : 'en',
    isObserver: row.is_observer !== 0,
    isWaiting: row.admitted_at_ms === null,
  };
}

/** Whoever is shown out is not found any more. */
export async function findGuest(
  db: Queries,
  by: { tokenHash: string } | { id: string },
): Promise<GuestRow | undefined> {
  const query = selectGuests(db);
  const row = await (
    'id' in by ? query.where('id', '=', by.id) : query.where('token_hash', '=', by.tokenHash)
  ).executeTakeFirst();
  return row && toGuest(row);
}

/** In the order in which they came, those in the lobby among them. */
export async function listGuests(db: Queries, workshopId: string): Promise<GuestRow[]> {
  const rows = await selectGuests(db)
    .where('workshop_id', '=', workshopId)
    .orderBy('joined_at_ms')
    .orderBy('id')
    .execute();
  return rows.map(toGuest);
}

export async function countWaiting(db: Queries, workshopId: string): Promise<number> {
  const { waiting } = await db
    .selectFrom('guest')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('workshop_id', '=', workshopId)
    .where('removed_at_ms', 'is', null)
    .where('admitted_at_ms', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(waiting);
}

/** Gives a guest a place in the room, or another one. */
export async function placeGuest(
  trx: Queries,
  guestId: string,
  place: { isObserver: boolean; admittedAtMs: number },
): Promise<void> {
  await trx
    .updateTable('guest')
    .set({ is_observer: Number(place.isObserver), admitted_at_ms: place.admittedAtMs })
    .where('id', '=', guestId)
    .execute();
}

export async function removeGuest(
  trx: Queries,
  workshopId: string,
  guestId: string,
  removedAtMs: number,
): Promise<boolean> {
  const result = await trx
    .updateTable('guest')
    .set({ removed_at_ms: removedAtMs })
    .where('id', '=', guestId)
    .where('workshop_id', '=', workshopId)
    .where('removed_at_ms', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

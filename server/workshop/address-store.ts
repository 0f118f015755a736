import type { Locale } from '#lib/base/locale.ts';
import type { Queries } from '../database/engine.ts';

/** A guest's address with what a letter and its page are written from. */
export interface GuestAddressRow {
  id: string;
  workshopId: string;
  guestId: string;
  name: string;
  email: string;
  locale: Locale;
  leftAtMs: number;
}

function selectAddresses(db: Queries) {
  return db
    .selectFrom('guest_address')
    .innerJoin('guest', 'guest.id', 'guest_address.guest_id')
    .select([
      'guest_address.id',
      'guest_address.workshop_id',
      'guest_id',
      'guest_address.email',
      'left_at_ms',
      'guest.name',
      'guest.locale',
    ]);
}

type AddressFields = Awaited<ReturnType<ReturnType<typeof selectAddresses>['execute']>>[number];

function toAddress(row: AddressFields): GuestAddressRow {
  return {
    id: row.id,
    workshopId: row.workshop_id,
    guestId: row.guest_id,
    name: row.name,
    email: row.email,
    locale: row.locale === 'pl' ? 'pl' : 'en',
    leftAtMs: row.left_at_ms,
  };
}

export async function findAddress(
  db: Queries,
  by: { id: string } | { guestId: string } | { tokenHash: string },
): Promise<GuestAddressRow | undefined> {
  const query = selectAddresses(db);
  const row = await (
    'id' in by
      ? query.where('guest_address.id', '=', by.id)
      : 'guestId' in by
        ? query.where('guest_id', '=', by.guestId)
        : query.where('guest_address.token_hash', '=', by.tokenHash)
  ).executeTakeFirst();
  return row && toAddress(row);
}

/** In the order of the ids of their rows. */
export async function listAddresses(db: Queries, workshopIds: readonly string[]): Promise<GuestAddressRow[]> {
  if (workshopIds.length === 0) return [];
  const rows = await selectAddresses(db)
    .where('guest_address.workshop_id', 'in', workshopIds)
    .orderBy('guest_address.id')
    .execute();
  return rows.map(toAddress);
}

/** Writes down where a guest is told; what they had left before has to be gone. */
export async function insertAddress(
  trx: Queries,
  address: {
    id: string;
    workshopId: string;
    guestId: string;
    email: string;
    tokenHash: string;
    leftAtMs: number;
  },
): Promise<void> {
  await trx
    .insertInto('guest_address')
    .values({
      id: address.id,
      workshop_id: address.workshopId,
      guest_id: address.guestId,
      email: address.email,
      token_hash: address.tokenHash,
      left_at_ms: address.leftAtMs,
    })
    .execute();
}

/** Deletes the address of a guest, with the letters that wait for it; false where there was none. */
export async function deleteAddressOf(trx: Queries, guestId: string): Promise<boolean> {
  const result = await trx.deleteFrom('guest_address').where('guest_id', '=', guestId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Deletes an address from a workshop, whichever of its guests wrote it down. */
export async function deleteAddressFrom(
  trx: Queries,
  { workshopId, email }: Pick<GuestAddressRow, 'workshopId' | 'email'>,
): Promise<void> {
  await trx
    .deleteFrom('guest_address')
    .where('workshop_id', '=', workshopId)
    .where('email', '=', email)
    .execute();
}

export async function deleteOldAddresses(trx: Queries, beforeMs: number): Promise<void> {
  await trx.deleteFrom('guest_address').where('left_at_ms', '<', beforeMs).execute();
}

import type { Queries } from '../../database/engine.ts';

/** Keeps the link of a person who forgot their password, in place of an older one [AC3]. */
export async function replacePasswordLink(
  trx: Queries,
  link: { personId: string; tokenHash: string; expiresAtMs: number },
): Promise<void> {
  await deletePasswordLink(trx, link.personId);
  await trx
    .insertInto('password_link')
    .values({ person_id: link.personId, token_hash: link.tokenHash, expires_at_ms: link.expiresAtMs })
    .execute();
}

/** Whose link this is, as long as it works. */
export async function findPasswordLink(
  db: Queries,
  tokenHash: string,
  nowMs: number,
): Promise<{ personId: string } | undefined> {
  const row = await db
    .selectFrom('password_link')
    .select('person_id')
    .where('token_hash', '=', tokenHash)
    .where('expires_at_ms', '>', nowMs)
    .executeTakeFirst();
  return row && { personId: row.person_id };
}

/** Uses a link up; false when it was used or replaced meanwhile. */
export async function usePasswordLink(trx: Queries, tokenHash: string): Promise<boolean> {
  const used = await trx.deleteFrom('password_link').where('token_hash', '=', tokenHash).executeTakeFirst();
  return used.numDeletedRows > 0n;
}

/** Ends the link of a person, where there is one. */
export async function deletePasswordLink(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('password_link').where('person_id', '=', personId).execute();
}

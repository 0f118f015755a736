import type { Queries } from '../../database/engine.ts';

/** An e-mail that a person asked for and nobody confirmed yet. */
export interface EmailChangeRow {
  personId: string;
  email: string;
  askedAtMs: number;
  expiresAtMs: number;
}

/** Keeps the e-mail that a person asked for, in place of one before; its link replaces the older one [AC5]. */
export async function replaceEmailChange(
  trx: Queries,
  change: EmailChangeRow & { tokenHash: string },
): Promise<void> {
  await deleteEmailChange(trx, change.personId);
  await trx
    .insertInto('email_change')
    .values({
      person_id: change.personId,
      email: change.email,
      token_hash: change.tokenHash,
      asked_at_ms: change.askedAtMs,
      expires_at_ms: change.expiresAtMs,
    })
    .execute();
}

/** What a person asked for, or what a link stands for, as long as it waits. */
export async function findEmailChange(
  db: Queries,
  by: { personId: string } | { tokenHash: string },
  nowMs: number,
): Promise<EmailChangeRow | undefined> {
  let query = db.selectFrom('email_change').selectAll().where('expires_at_ms', '>', nowMs);
  if ('personId' in by) query = query.where('person_id', '=', by.personId);
  else query = query.where('token_hash', '=', by.tokenHash);
  const row = await query.executeTakeFirst();
  return (
    row && {
      personId: row.person_id,
      email: row.email,
      askedAtMs: row.asked_at_ms,
      expiresAtMs: row.expires_at_ms,
    }
  );
}

/** Who asked for another e-mail, and which. */
export interface AskedEmailRow {
  personId: string;
  name: string;
  email: string;
  newEmail: string;
}

/** What waits to be confirmed, by the names of those who asked. */
export async function listEmailChanges(db: Queries, nowMs: number): Promise<AskedEmailRow[]> {
  return db
    .selectFrom('email_change')
    .innerJoin('person', 'person.id', 'email_change.person_id')
    .select(['person.id as personId', 'person.name', 'person.email', 'email_change.email as newEmail'])
    .where('email_change.expires_at_ms', '>', nowMs)
    .where('person.active', '=', 1)
    .orderBy('person.name')
    .execute();
}

/** Ends what a person asked for; false when there was nothing. */
export async function deleteEmailChange(trx: Queries, personId: string): Promise<boolean> {
  const gone = await trx.deleteFrom('email_change').where('person_id', '=', personId).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

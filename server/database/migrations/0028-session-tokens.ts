import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';

interface OldTables {
  login_session: { id: string; token: string };
}

/** Tokens of sessions are kept as their SHA-256 from now on. Who is signed in stays signed in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const old = db as Kysely<OldTables>;
  for (const { id, token } of await old.selectFrom('login_session').select(['id', 'token']).execute()) {
    await old
      .updateTable('login_session')
      .set({ token: createHash('sha256').update(token).digest('hex') })
      .where('id', '=', id)
      .execute();
  }
}

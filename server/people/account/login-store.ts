import type { Queries } from '../../database/engine.ts';

/**
 * Gives a login another e-mail. One of that e-mail that belongs to nobody (its person was never connected) goes
 * first: it could not be signed in with, and would be in the way.
 */
export async function moveLogin(trx: Queries, loginUserId: string | null, email: string): Promise<void> {
  await trx
    .deleteFrom('login_user')
    .where('email', '=', email)
    .where('id', 'not in', (eb) =>
      eb
        .selectFrom('person')
        .select('login_user_id')
        .where('login_user_id', 'is not', null)
        .$castTo<{ login_user_id: string }>(),
    )
    .execute();
  if (loginUserId === null) return;
  await trx.updateTable('login_user').set({ email }).where('id', '=', loginUserId).execute();
}

/** Ends one session of a login, or all but one, and none of anybody else; returns how many. */
export async function deleteSessions(
  trx: Queries,
  loginUserId: string,
  which: { only: string } | { allBut: string | null },
): Promise<number> {
  let query = trx.deleteFrom('login_session').where('userId', '=', loginUserId);
  if ('only' in which) query = query.where('id', '=', which.only);
  else if (which.allBut !== null) query = query.where('id', '!=', which.allBut);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

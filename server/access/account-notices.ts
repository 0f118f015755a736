import { newId } from '#lib/base/ids.ts';
import { SIGNING_PAUSE_HOURS } from '#lib/people/account-limits.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { requirePerson } from './require-permission.ts';

/** How long nobody signs after somebody else made the link that set their password [PR12]. */
export const SIGNING_PAUSE_MS = SIGNING_PAUSE_HOURS * 60 * 60_000;

/** What somebody else did to a person's account, as its person reads it [PE13]. */
export interface AccountNotice {
  id: string;
  kind: 'link-made' | 'password-set';
  byName: string;
  atMs: number;
  /** Whether its person can put it away: not before a day has passed. */
  isSettled: boolean;
}

/** Writes down what its person must be told; belongs into the transaction of what happened. */
export async function insertNotice(
  trx: Queries,
  notice: Omit<AccountNotice, 'id' | 'isSettled'> & { personId: string },
): Promise<void> {
  await trx
    .insertInto('account_notice')
    .values({
      id: newId(),
      person_id: notice.personId,
      kind: notice.kind,
      by_name: notice.byName,
      at_ms: notice.atMs,
      seen_at_ms: null,
    })
    .execute();
}

/** What this person has not confirmed to have read, newest first [PE13]. */
export async function listAccountNotices(context: Context, actor: Actor): Promise<AccountNotice[]> {
  if (actor.kind !== 'person') return [];
  const rows = await context.db
    .selectFrom('account_notice')
    .selectAll()
    .where('person_id', '=', actor.id)
    .where('seen_at_ms', 'is', null)
    .orderBy('at_ms', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind === 'link-made' ? 'link-made' : 'password-set',
    byName: row.by_name,
    atMs: row.at_ms,
    isSettled: row.at_ms <= context.clock() - SIGNING_PAUSE_MS,
  }));
}

/**
 * "I have read it" [PE13]. What is younger than a day stays: whoever came in with somebody else's
 * link must not be able to hide it from its person.
 */
export async function dismissAccountNotices(context: Context, actor: Actor): Promise<void> {
  requirePerson(actor, 'profile.edit');
  const atMs = context.clock();
  await context.db
    .updateTable('account_notice')
    .set({ seen_at_ms: atMs })
    .where('person_id', '=', actor.id)
    .where('seen_at_ms', 'is', null)
    .where('at_ms', '<=', atMs - SIGNING_PAUSE_MS)
    .execute();
}

import { SIGNING_PAUSE_HOURS } from '#lib/people/account-limits.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { listUnseenNotices, markNoticesSeen, type NoticeRow } from './notice-store.ts';
import { requirePerson } from './require-permission.ts';

/** How long nobody signs after somebody else made the link that set their password [PR12]. */
export const SIGNING_PAUSE_MS = SIGNING_PAUSE_HOURS * 60 * 60_000;

/** What somebody else did to a person's account, as its person reads it [PE13]. */
export interface AccountNotice extends NoticeRow {
  /** Whether its person can put it away: not before a day has passed. */
  isSettled: boolean;
}

/** What this person has not confirmed to have read, newest first [PE13]. */
export async function listAccountNotices(context: Context, actor: Actor): Promise<AccountNotice[]> {
  if (actor.kind !== 'person') return [];
  const settledBeforeMs = context.clock() - SIGNING_PAUSE_MS;
  const notices = await listUnseenNotices(context.db, actor.id);
  return notices.map((notice) => ({ ...notice, isSettled: notice.atMs <= settledBeforeMs }));
}

/**
 * "I have read it" [PE13]. What is younger than a day stays: whoever came in with somebody else's
 * link must not be able to hide it from its person.
 */
export async function dismissAccountNotices(context: Context, actor: Actor): Promise<void> {
  requirePerson(actor, 'profile.edit');
  const atMs = context.clock();
  await markNoticesSeen(context.db, actor.id, { atMs, madeBeforeMs: atMs - SIGNING_PAUSE_MS });
}

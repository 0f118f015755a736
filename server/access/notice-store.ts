import { newId } from '#lib/base/ids.ts';
import { NOTICE_KINDS, type AccountNoticeKind } from '#lib/people/account/notice-kinds.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

/** What was done to a person's account, by somebody else or with its password. */
export interface NoticeRow {
  id: string;
  kind: AccountNoticeKind;
  byName: string;
  atMs: number;
}

/** Writes down what its person must be told; belongs into the transaction of what happened. */
export async function insertNotice(
  trx: Queries,
  notice: Omit<NoticeRow, 'id'> & { personId: string },
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

/** What a person has not confirmed to have read, newest first. */
export async function listUnseenNotices(db: Queries, personId: string): Promise<NoticeRow[]> {
  const rows = await db
    .selectFrom('account_notice')
    .selectAll()
    .where('person_id', '=', personId)
    .where('seen_at_ms', 'is', null)
    .orderBy('at_ms', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: oneOf(NOTICE_KINDS, row.kind, 'account_notice.kind', row.id),
    byName: row.by_name,
    atMs: row.at_ms,
  }));
}

/** Puts away what was made up to a moment. */
export async function markNoticesSeen(
  db: Queries,
  personId: string,
  seen: { atMs: number; madeBeforeMs: number },
): Promise<void> {
  await db
    .updateTable('account_notice')
    .set({ seen_at_ms: seen.atMs })
    .where('person_id', '=', personId)
    .where('seen_at_ms', 'is', null)
    .where('at_ms', '<=', seen.madeBeforeMs)
    .execute();
}

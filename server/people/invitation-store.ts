import type { SentInvitation } from '#lib/people/account-state.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

/** Keeps an invitation; an older one of the same person stops working [PE4]. */
export async function insertInvitation(
  trx: Queries,
  invitation: {
    id: string;
    personId: string;
    tokenHash: string;
    createdBy: string;
    createdByName: string;
    createdAtMs: number;
    expiresAtMs: number;
  },
): Promise<void> {
  await deleteInvitations(trx, invitation.personId);
  await trx
    .insertInto('invitation')
    .values({
      id: invitation.id,
      person_id: invitation.personId,
      token_hash: invitation.tokenHash,
      created_by: invitation.createdBy,
      created_by_name: invitation.createdByName,
      created_at_ms: invitation.createdAtMs,
      expires_at_ms: invitation.expiresAtMs,
      used_at_ms: null,
    })
    .execute();
}

export interface InvitationRow {
  id: string;
  personId: string;
  /** The id of a person, or 'system'. */
  createdBy: string;
  createdByName: string;
  expiresAtMs: number;
  usedAtMs: number | null;
}

export async function findInvitation(db: Queries, tokenHash: string): Promise<InvitationRow | undefined> {
  const row = await db
    .selectFrom('invitation')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      personId: row.person_id,
      createdBy: row.created_by,
      createdByName: row.created_by_name ?? '',
      expiresAtMs: row.expires_at_ms,
      usedAtMs: row.used_at_ms,
    }
  );
}

/** Uses an invitation up; false when somebody else was faster. */
export async function useInvitation(trx: Queries, id: string, atMs: number): Promise<boolean> {
  const used = await trx
    .updateTable('invitation')
    .set({ used_at_ms: atMs })
    .where('id', '=', id)
    .where('used_at_ms', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

/** Whether a person has an invitation that still works. */
export async function hasOpenInvitation(db: Queries, personId: string, nowMs: number): Promise<boolean> {
  const open = await db
    .selectFrom('invitation')
    .select('id')
    .where('person_id', '=', personId)
    .where('used_at_ms', 'is', null)
    .where('expires_at_ms', '>', nowMs)
    .executeTakeFirst();
  return open !== undefined;
}

/** Notes what became of the mail of an invitation; one that was replaced meanwhile is gone. */
export async function setMailState(db: Queries, id: string, state: 'sent' | 'failed'): Promise<void> {
  await db.updateTable('invitation').set({ mail_state: state }).where('id', '=', id).execute();
}

const MAIL_STATES = ['sent', 'failed'] as const;

/** The newest invitation of everybody who has one, by person. */
export async function listSentInvitations(db: Queries): Promise<ReadonlyMap<string, SentInvitation>> {
  const rows = await db.selectFrom('invitation').selectAll().execute();
  return new Map(
    rows.map((row) => [
      row.person_id,
      {
        sentAtMs: row.created_at_ms ?? row.expires_at_ms,
        expiresAtMs: row.expires_at_ms,
        isUsed: row.used_at_ms !== null,
        mail:
          row.mail_state === null
            ? null
            : oneOf(MAIL_STATES, row.mail_state, 'invitation.mail_state', row.id),
      },
    ]),
  );
}

export async function deleteInvitations(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('invitation').where('person_id', '=', personId).execute();
}

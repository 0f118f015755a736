import {
  MAILING_STATES,
  type MailedSession,
  type MailingState,
} from '#lib/workshop/prepare/invitation-mail.ts';
import { sql } from 'kysely';
import type { Queries } from '#server/database/engine.ts';
import { oneOf } from '#server/database/stored.ts';
import { holdWorkshop } from '../store.ts';

/** Which version of which session each invited person was mailed. */
export async function listMailed(db: Queries, workshopId: string): Promise<MailedSession[]> {
  const rows = await db
    .selectFrom('workshop_mailed')
    .selectAll()
    .where('workshop_id', '=', workshopId)
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    sessionId: row.session_id,
    version: row.session_version,
    atMs: row.mailed_at_ms,
  }));
}

/** Mails of one kind to the people of a workshop: who was invited, or who gets the minutes. */
export type MailingTable = 'workshop_mailing' | 'workshop_minutes_mailing';

/** Both have the same columns: one is read and written like the other. */
const asOne = (table: MailingTable) => table as 'workshop_mailing';

/** How the last mail to somebody went, and when. */
export interface MailingRow {
  personId: string;
  state: MailingState;
  atMs: number;
}

export async function listMailings(
  db: Queries,
  workshopId: string,
  table: MailingTable = 'workshop_mailing',
): Promise<MailingRow[]> {
  const rows = await db.selectFrom(asOne(table)).selectAll().where('workshop_id', '=', workshopId).execute();
  return rows.map((row) => ({
    personId: row.person_id,
    state: oneOf(MAILING_STATES, row.state, `${table}.state`, `${workshopId}/${row.person_id}`),
    atMs: row.at_ms,
  }));
}

/**
 * Notes that a mail to each of these people is on its way, and returns those for whom none was yet: two
 * presses at once send one mail. What has waited since before `staleBeforeMs` was lost with its process.
 */
export async function claimMailings(
  trx: Queries,
  workshopId: string,
  personIds: readonly string[],
  times: { atMs: number; staleBeforeMs: number },
  table: MailingTable = 'workshop_mailing',
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await trx
    .insertInto(asOne(table))
    .values(
      personIds.map((id) => ({
        workshop_id: workshopId,
        person_id: id,
        state: 'waiting',
        at_ms: times.atMs,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['workshop_id', 'person_id'])
        .doUpdateSet({ state: 'waiting', at_ms: times.atMs })
        .where((eb) =>
          eb.or([
            eb(sql.ref(`${table}.state`), '<>', 'waiting'),
            eb(sql.ref(`${table}.at_ms`), '<', times.staleBeforeMs),
          ]),
        ),
    )
    .returning('person_id')
    .execute();
  return new Set(rows.map((row) => row.person_id));
}

/**
 * Writes down how a mail went; one that was sent tells of these sessions. It holds the workshop, as who claims does:
 * between what a second press read and what it claims no mail turns from waiting to sent.
 */
export async function settleMailing(
  trx: Queries,
  mail: { workshopId: string; personId: string; isSent: boolean; atMs: number },
  sessions: readonly { id: string; version: number }[],
  table: MailingTable = 'workshop_mailing',
): Promise<void> {
  await holdWorkshop(trx, mail.workshopId);
  await trx
    .updateTable(asOne(table))
    .set({ state: mail.isSent ? 'sent' : 'failed', at_ms: mail.atMs })
    .where('workshop_id', '=', mail.workshopId)
    .where('person_id', '=', mail.personId)
    .execute();
  if (!mail.isSent || sessions.length === 0) return;
  await trx
    .insertInto('workshop_mailed')
    .values(
      sessions.map(({ id, version }) => ({
        workshop_id: mail.workshopId,
        person_id: mail.personId,
        session_id: id,
        session_version: version,
        mailed_at_ms: mail.atMs,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['workshop_id', 'person_id', 'session_id']).doUpdateSet((eb) => ({
        session_version: eb.ref('excluded.session_version'),
        mailed_at_ms: eb.ref('excluded.mailed_at_ms'),
      })),
    )
    .execute();
}

import { asId } from '#lib/base/ids.ts';
import type { RoundId } from '#lib/shifts/shift.ts';
import { ROUND_MODES, type RoundMode } from '#lib/shifts/wishes/wish.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

export interface RoundRow {
  id: RoundId;
  title: string;
  goal: string;
  /** ISO days between which one signs up; null opens it at once, and leaves it open until each tour begins. */
  opensOn: string | null;
  closesOn: string | null;
  /** From how many hours before a tour on nobody leaves it by themselves. */
  leaveHours: number;
  mode: RoundMode;
  /** When its rota was published; null until then, and where there is none. */
  rotaPublishedAtMs: number | null;
  /** Whether somebody's first tour is for looking on [SH67]. */
  hasLadder: boolean;
  /** How many of its tours one mentor looks after at most; null as many as there are [SH68]. */
  mentorCap: number | null;
  /** So many minutes of a tour's hours a mentor has a question before the next one gets it [SH93]. */
  answerMinutes: number;
  createdAtMs: number;
  version: number;
  /** When and why it was called off, and which days it had; null while it was not. */
  calledOff: { atMs: number; reason: string; firstDay: string; lastDay: string } | null;
}

export async function insertRound(
  trx: Queries,
  round: Omit<RoundRow, 'version' | 'calledOff' | 'rotaPublishedAtMs'> & { createdBy: string },
): Promise<void> {
  await trx
    .insertInto('shift_round')
    .values({
      id: round.id,
      title: round.title,
      goal: round.goal,
      opens_on: round.opensOn,
      closes_on: round.closesOn,
      leave_hours: round.leaveHours,
      has_ladder: round.hasLadder ? 1 : 0,
      mentor_cap: round.mentorCap,
      answer_minutes: round.answerMinutes,
      is_told: 0,
      mode: round.mode,
      created_by: round.createdBy,
      created_at_ms: round.createdAtMs,
      version: 1,
    })
    .execute();
}

/** Writes a round anew; false where somebody else did since this version. */
export async function updateRound(
  trx: Queries,
  round: Omit<RoundRow, 'createdAtMs' | 'calledOff' | 'rotaPublishedAtMs'>,
): Promise<boolean> {
  const result = await trx
    .updateTable('shift_round')
    .set({
      title: round.title,
      goal: round.goal,
      opens_on: round.opensOn,
      closes_on: round.closesOn,
      leave_hours: round.leaveHours,
      mode: round.mode,
      has_ladder: round.hasLadder ? 1 : 0,
      mentor_cap: round.mentorCap,
      answer_minutes: round.answerMinutes,
      version: round.version + 1,
    })
    .where('id', '=', round.id)
    .where('version', '=', round.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function toRound(row: {
  id: string;
  title: string;
  goal: string;
  opens_on: string | null;
  closes_on: string | null;
  leave_hours: number;
  mode: string;
  rota_published_at_ms: number | null;
  has_ladder: number;
  mentor_cap: number | null;
  answer_minutes: number;
  created_at_ms: number;
  version: number;
  cancelled_at_ms: number | null;
  cancel_reason: string | null;
  cancelled_first_day: string | null;
  cancelled_last_day: string | null;
}): RoundRow {
  return {
    id: asId<'round'>(row.id),
    title: row.title,
    goal: row.goal,
    opensOn: row.opens_on,
    closesOn: row.closes_on,
    leaveHours: row.leave_hours,
    mode: oneOf(ROUND_MODES, row.mode, 'shift_round.mode', row.id),
    rotaPublishedAtMs: row.rota_published_at_ms,
    hasLadder: row.has_ladder === 1,
    mentorCap: row.mentor_cap,
    answerMinutes: row.answer_minutes,
    createdAtMs: row.created_at_ms,
    version: row.version,
    calledOff:
      row.cancelled_at_ms === null
        ? null
        : {
            atMs: row.cancelled_at_ms,
            reason: row.cancel_reason ?? '',
            firstDay: row.cancelled_first_day ?? '',
            lastDay: row.cancelled_last_day ?? '',
          },
  };
}

export async function listRoundRows(db: Queries): Promise<RoundRow[]> {
  return (await db.selectFrom('shift_round').selectAll().orderBy('created_at_ms', 'desc').execute()).map(
    toRound,
  );
}

export async function findRound(db: Queries, id: string): Promise<RoundRow | undefined> {
  const row = await db.selectFrom('shift_round').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toRound(row);
}

/** Waits for who changes this round, and keeps others from it until the end of the transaction. */
export async function holdRound(trx: Queries, id: string): Promise<RoundRow | undefined> {
  await trx
    .updateTable('shift_round')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
  return findRound(trx, id);
}

/** A page of before knows that the round is another by now. */
export async function raiseVersion(trx: Queries, { id, version }: RoundRow): Promise<void> {
  await trx
    .updateTable('shift_round')
    .set({ version: version + 1 })
    .where('id', '=', id)
    .execute();
}

/** Calls a round off, or takes that back with null. */
export async function setCalledOff(
  trx: Queries,
  { id, version }: RoundRow,
  calledOff: RoundRow['calledOff'],
): Promise<void> {
  await trx
    .updateTable('shift_round')
    .set({
      cancelled_at_ms: calledOff?.atMs ?? null,
      cancel_reason: calledOff?.reason ?? null,
      cancelled_first_day: calledOff?.firstDay ?? null,
      cancelled_last_day: calledOff?.lastDay ?? null,
      version: version + 1,
    })
    .where('id', '=', id)
    .execute();
}

/** From when to when a round goes. */
export async function findRoundSpan(
  db: Queries,
  roundId: string,
): Promise<{ firstDay: string; lastDay: string }> {
  const row = await db
    .selectFrom('shift')
    .select((eb) => [eb.fn.min('day').as('firstDay'), eb.fn.max('last_day').as('lastDay')])
    .where('round_id', '=', roundId)
    .executeTakeFirst();
  return { firstDay: row?.firstDay ?? '', lastDay: row?.lastDay ?? '' };
}

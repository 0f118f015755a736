import {
  FEEDBACK_PARTS,
  FeedbackResult,
  OpenFeedback,
  type FeedbackPart,
  type OwnTours,
} from '#lib/shifts/feedback/feedback.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf, readJson } from '../../database/stored.ts';

/** A part of a round that was answered, or is over. */
export interface FeedbackRow {
  roundId: string;
  part: FeedbackPart;
  /** Null as soon as it is over. */
  open: OpenFeedback | null;
  result: FeedbackResult | null;
}

function toFeedback(row: {
  round_id: string;
  part: string;
  content: string | null;
  result: string | null;
}): FeedbackRow {
  const key = `${row.round_id}/${row.part}`;
  return {
    roundId: row.round_id,
    part: oneOf(FEEDBACK_PARTS, row.part, 'shift_feedback.part', key),
    open: row.content === null ? null : readJson(OpenFeedback, row.content, 'shift_feedback.content', key),
    result: row.result === null ? null : readJson(FeedbackResult, row.result, 'shift_feedback.result', key),
  };
}

/** The parts of these rounds of which something is stored. */
export async function listFeedback(db: Queries, roundIds: readonly string[]): Promise<FeedbackRow[]> {
  if (roundIds.length === 0) return [];
  const rows = await db.selectFrom('shift_feedback').selectAll().where('round_id', 'in', roundIds).execute();
  return rows.map(toFeedback);
}

/** A part, held for the rest of the transaction; made where nobody answered yet. */
export async function holdFeedback(
  trx: Queries,
  roundId: string,
  part: FeedbackPart,
  empty: OpenFeedback,
): Promise<FeedbackRow> {
  await trx
    .insertInto('shift_feedback')
    .values({ round_id: roundId, part, content: JSON.stringify(empty), result: null, closed_at_ms: null })
    .onConflict((conflict) => conflict.columns(['round_id', 'part']).doNothing())
    .execute();
  const row = await trx
    .updateTable('shift_feedback')
    .set((eb) => ({ part: eb.ref('part') }))
    .where('round_id', '=', roundId)
    .where('part', '=', part)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toFeedback(row);
}

export async function writeFeedback(
  trx: Queries,
  { roundId, part }: Pick<FeedbackRow, 'roundId' | 'part'>,
  open: OpenFeedback,
): Promise<void> {
  await trx
    .updateTable('shift_feedback')
    .set({ content: JSON.stringify(open) })
    .where('round_id', '=', roundId)
    .where('part', '=', part)
    .execute();
}

/** Ends a part: what may be shown stays, what was said and who said something is gone. */
export async function closeFeedbackPart(
  trx: Queries,
  { roundId, part }: Pick<FeedbackRow, 'roundId' | 'part'>,
  result: FeedbackResult,
  nowMs: number,
): Promise<void> {
  await trx
    .updateTable('shift_feedback')
    .set({ content: null, result: JSON.stringify(result), closed_at_ms: nowMs })
    .where('round_id', '=', roundId)
    .where('part', '=', part)
    .execute();
}

/** Open parts with the last day (ISO) of their round; null where no tour is left in it. */
export async function listOpenFeedback(
  db: Queries,
): Promise<(Pick<FeedbackRow, 'roundId' | 'part'> & { lastDay: string | null })[]> {
  const rows = await db
    .selectFrom('shift_feedback')
    .leftJoin('shift', 'shift.round_id', 'shift_feedback.round_id')
    .select(({ fn }) => [
      'shift_feedback.round_id',
      'shift_feedback.part',
      fn.max('shift.last_day').as('lastDay'),
    ])
    .where('shift_feedback.closed_at_ms', 'is', null)
    .groupBy(['shift_feedback.round_id', 'shift_feedback.part'])
    .execute();
  return rows.map((row) => ({
    roundId: row.round_id,
    part: oneOf(FEEDBACK_PARTS, row.part, 'shift_feedback.part', row.round_id),
    lastDay: row.lastDay,
  }));
}

/** A round whose last tour is not over for long, with somebody's own tours in it. */
export interface OwnRound extends OwnTours {
  roundId: string;
  title: string;
  lastDay: string;
  guests: number;
  mentors: number;
}

/** The rounds that end on this day (ISO) or later in which somebody serves, or looks after tours. */
export async function listOwnRounds(
  db: Queries,
  personId: string,
  { lastFrom, roundId }: { lastFrom: string; roundId?: string },
): Promise<OwnRound[]> {
  const tables = [
    { table: 'shift_signup' as const, kind: 'served' as const },
    { table: 'shift_mentor' as const, kind: 'mentored' as const },
  ];
  const own = new Map<string, { served: TourMoments[]; mentored: TourMoments[] }>();
  for (const { table, kind } of tables) {
    let query = db
      .selectFrom(table)
      .innerJoin('shift', 'shift.id', `${table}.shift_id`)
      .select(['shift.round_id', 'shift.starts_at_ms', 'shift.ends_at_ms'])
      .where(`${table}.person_id`, '=', personId);
    if (roundId !== undefined) query = query.where('shift.round_id', '=', roundId);
    for (const row of await query.execute()) {
      const tours = own.get(row.round_id) ?? { served: [], mentored: [] };
      tours[kind].push({ startsAtMs: row.starts_at_ms, endsAtMs: row.ends_at_ms });
      own.set(row.round_id, tours);
    }
  }
  const ids = [...own.keys()];
  if (ids.length === 0) return [];
  const rounds = await db
    .selectFrom('shift_round')
    .innerJoin('shift', 'shift.round_id', 'shift_round.id')
    .leftJoin('shift_signup', 'shift_signup.shift_id', 'shift.id')
    .leftJoin('shift_mentor', 'shift_mentor.shift_id', 'shift.id')
    .select(({ fn }) => [
      'shift_round.id',
      'shift_round.title',
      fn.max('shift.last_day').as('lastDay'),
      fn.count('shift_signup.person_id').distinct().as('guests'),
      fn.count('shift_mentor.person_id').distinct().as('mentors'),
    ])
    .where('shift_round.id', 'in', ids)
    .groupBy(['shift_round.id', 'shift_round.title'])
    .having(({ fn }) => fn.max('shift.last_day'), '>=', lastFrom)
    .orderBy('shift_round.id')
    .execute();
  return rounds.map((round) => ({
    ...{ roundId: round.id, title: round.title, lastDay: round.lastDay ?? lastFrom },
    ...{ guests: Number(round.guests), mentors: Number(round.mentors) },
    ...(own.get(round.id) ?? { served: [], mentored: [] }),
  }));
}

interface TourMoments {
  startsAtMs: number;
  endsAtMs: number;
}

import { asId } from '#lib/base/ids.ts';
import type { SubjectRef } from '#lib/base/subject.ts';
import { ASK_STATES, ASKS_SHOWN, type AskId, type AskState, type RhythmId } from '#lib/rhythms/rhythm.ts';
import { UNANSWERED_STEPS, type UnansweredStep } from '#lib/rhythms/timing.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

/** An ask as it is kept. */
export interface AskRow {
  id: AskId;
  rhythmId: RhythmId;
  dueOn: string;
  askedId: string;
  askedName: string;
  state: AskState;
  told: UnansweredStep;
  answer: { text: string; isNothingNew: boolean; byId: string; byName: string; day: string } | null;
}

function selectAsks(db: Queries) {
  return db
    .selectFrom('rhythm_ask')
    .innerJoin('person', 'person.id', 'rhythm_ask.asked_id')
    .selectAll('rhythm_ask')
    .select('person.name as asked_name');
}

type SelectedAsk = Awaited<ReturnType<ReturnType<typeof selectAsks>['execute']>>[number];

function toAsk(row: SelectedAsk): AskRow {
  const { answered_by, answered_on } = row;
  return {
    id: asId<'ask'>(row.id),
    rhythmId: asId<'rhythm'>(row.rhythm_id),
    dueOn: row.due_on,
    askedId: row.asked_id,
    askedName: row.asked_name,
    state: oneOf(ASK_STATES, row.state, 'rhythm_ask.state', row.id),
    told: oneOf(UNANSWERED_STEPS, row.told, 'rhythm_ask.told', row.id),
    answer:
      answered_by === null || answered_on === null
        ? null
        : {
            text: row.text,
            isNothingNew: row.nothing_new === 1,
            byId: answered_by,
            byName: row.answered_by_name,
            day: answered_on,
          },
  };
}

export async function findAsk(db: Queries, id: string): Promise<AskRow | undefined> {
  const row = await selectAsks(db).where('rhythm_ask.id', '=', id).executeTakeFirst();
  return row && toAsk(row);
}

/** The last asks of each rhythm, the newest first. */
export async function listLastAsks(
  db: Queries,
  rhythmIds: readonly string[],
): Promise<ReadonlyMap<string, AskRow[]>> {
  if (rhythmIds.length === 0) return new Map();
  const rows = await selectAsks(db)
    .where('rhythm_ask.rhythm_id', 'in', rhythmIds)
    .where((eb) =>
      eb(
        eb
          .selectFrom('rhythm_ask as newer')
          .select((inner) => inner.fn.countAll<number>().as('count'))
          .whereRef('newer.rhythm_id', '=', 'rhythm_ask.rhythm_id')
          .whereRef('newer.due_on', '>', 'rhythm_ask.due_on'),
        '<',
        ASKS_SHOWN,
      ),
    )
    .orderBy('rhythm_ask.due_on', 'desc')
    .execute();
  return Map.groupBy(rows.map(toAsk), ({ rhythmId }) => rhythmId);
}

/** Those of rhythms that go on and wait for an answer, the first due first. */
export async function listOpenAsks(db: Queries): Promise<AskRow[]> {
  const rows = await selectAsks(db)
    .innerJoin('rhythm', 'rhythm.id', 'rhythm_ask.rhythm_id')
    .where('rhythm_ask.state', '=', 'open')
    .where('rhythm.ended_at_ms', 'is', null)
    .orderBy('rhythm_ask.due_on')
    .orderBy('rhythm_ask.id')
    .execute();
  return rows.map(toAsk);
}

/**
 * Whose status a rhythm asks for, of the subjects of one kind, with the day (ISO) of the oldest question that nobody
 * has answered; null where none waits.
 */
export async function listStatusAsks(
  db: Queries,
  kind: SubjectRef['kind'],
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await db
    .selectFrom('rhythm')
    .leftJoin('rhythm_ask', (join) =>
      join.onRef('rhythm_ask.rhythm_id', '=', 'rhythm.id').on('rhythm_ask.state', '=', 'open'),
    )
    .select(['rhythm.subject_id', (eb) => eb.fn.min('rhythm_ask.due_on').as('due_on')])
    .where('rhythm.subject_kind', '=', kind)
    .where('rhythm.purpose', '=', 'status')
    .where('rhythm.ended_at_ms', 'is', null)
    .groupBy('rhythm.subject_id')
    .execute();
  return new Map(rows.map(({ subject_id, due_on }) => [subject_id, due_on]));
}

/** The open asks of one rhythm. */
export async function listOpenAsksOf(trx: Queries, rhythmId: string): Promise<AskRow[]> {
  const rows = await selectAsks(trx)
    .where('rhythm_ask.rhythm_id', '=', rhythmId)
    .where('rhythm_ask.state', '=', 'open')
    .execute();
  return rows.map(toAsk);
}

/** What was not answered before the next one came is missed. */
export async function missOpenAsks(trx: Queries, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('rhythm_ask')
    .set({ state: 'missed' })
    .where('id', 'in', ids)
    .where('state', '=', 'open')
    .execute();
}

/** False where this day was asked about already. */
export async function insertAsk(
  trx: Queries,
  ask: Pick<AskRow, 'id' | 'rhythmId' | 'dueOn' | 'askedId'>,
): Promise<boolean> {
  const row = await trx
    .insertInto('rhythm_ask')
    .values({
      id: ask.id,
      rhythm_id: ask.rhythmId,
      due_on: ask.dueOn,
      asked_id: ask.askedId,
      state: 'open',
      told: 'none',
      text: '',
      nothing_new: 0,
      answered_by: null,
      answered_by_name: '',
      answered_on: null,
    })
    .onConflict((conflict) => conflict.columns(['rhythm_id', 'due_on']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes an answer, or takes it away; what was missed meanwhile takes none, and answers false. */
export async function writeAskAnswer(trx: Queries, id: string, answer: AskRow['answer']): Promise<boolean> {
  const result = await trx
    .updateTable('rhythm_ask')
    .set({
      state: answer === null ? 'open' : 'answered',
      text: answer?.text ?? '',
      nothing_new: answer?.isNothingNew ? 1 : 0,
      answered_by: answer?.byId ?? null,
      answered_by_name: answer?.byName ?? '',
      answered_on: answer?.day ?? null,
    })
    .where('id', '=', id)
    .where('state', '!=', 'missed')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Notes how far its silence was told; false where it was told so far already, or was answered. */
export async function noteStep(
  trx: Queries,
  { id, told }: Pick<AskRow, 'id' | 'told'>,
  step: UnansweredStep,
): Promise<boolean> {
  const result = await trx
    .updateTable('rhythm_ask')
    .set({ told: step })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('told', '=', told)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Gives what waits for a person's answer to somebody else. */
export async function handOverAsks(trx: Queries, personId: string, successorId: string): Promise<void> {
  await trx
    .updateTable('rhythm_ask')
    .set({ asked_id: successorId })
    .where('asked_id', '=', personId)
    .where('state', '=', 'open')
    .execute();
}

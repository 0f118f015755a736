import {
  STAGE_ASK_STATES,
  type StageAskState,
  type StageOutcome,
} from '#lib/projects/running/stage-course.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

/** That somebody was asked to accept a stage, and what they said. */
export interface StageAskRow {
  id: string;
  projectId: string;
  stageId: string;
  /** Null where somebody without an account is asked. */
  acceptorId: string | null;
  doorId: string | null;
  /** The acceptor by name, inside or outside. */
  acceptorName: string;
  askedById: string;
  askedAtMs: number;
  state: StageAskState;
  text: string;
  settledAtMs: number | null;
}

function selectAsks(db: Queries) {
  return db
    .selectFrom('project_stage_ask')
    .leftJoin('person', 'person.id', 'project_stage_ask.acceptor_id')
    .selectAll('project_stage_ask')
    .select('person.name')
    .orderBy('asked_at_ms')
    .orderBy('project_stage_ask.id');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectAsks>['execute']>>[number];

function toAsk(row: Selected): StageAskRow {
  return {
    id: row.id,
    projectId: row.project_id,
    stageId: row.stage_id,
    acceptorId: row.acceptor_id,
    doorId: row.door_id,
    acceptorName: row.name ?? row.outsider_name,
    askedById: row.asked_by,
    askedAtMs: row.asked_at_ms,
    state: oneOf(STAGE_ASK_STATES, row.state, 'project_stage_ask.state', row.id),
    text: row.text,
    settledAtMs: row.settled_at_ms,
  };
}

/** Everything that was asked about the stages of a project, the oldest first. */
export async function listStageAsks(db: Queries, projectId: string): Promise<StageAskRow[]> {
  return (await selectAsks(db).where('project_id', '=', projectId).execute()).map(toAsk);
}

/** The open question that a door carries. */
export async function findAskOfDoor(db: Queries, doorId: string): Promise<StageAskRow | undefined> {
  const row = await selectAsks(db)
    .where('door_id', '=', doorId)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  return row && toAsk(row);
}

/** The stages that wait for this person. */
export async function listAsksOfAcceptor(db: Queries, acceptorId: string): Promise<StageAskRow[]> {
  const rows = await selectAsks(db)
    .where('acceptor_id', '=', acceptorId)
    .where('state', '=', 'asked')
    .execute();
  return rows.map(toAsk);
}

export async function insertStageAsk(
  trx: Queries,
  ask: Pick<
    StageAskRow,
    'id' | 'projectId' | 'stageId' | 'acceptorId' | 'doorId' | 'askedById' | 'askedAtMs'
  > & {
    outsiderName: string;
  },
): Promise<void> {
  await trx
    .insertInto('project_stage_ask')
    .values({
      id: ask.id,
      project_id: ask.projectId,
      stage_id: ask.stageId,
      acceptor_id: ask.acceptorId,
      door_id: ask.doorId,
      outsider_name: ask.outsiderName,
      asked_by: ask.askedById,
      asked_at_ms: ask.askedAtMs,
      state: 'asked',
      settled_at_ms: null,
    })
    .execute();
}

/** Writes what became of a question, once; false where somebody was faster. */
export async function settleStageAsk(
  trx: Queries,
  id: string,
  settled: { state: StageOutcome | 'withdrawn'; text: string; atMs: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('project_stage_ask')
    .set({ state: settled.state, text: settled.text, settled_at_ms: settled.atMs })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Opens a question again that was settled or taken back; false where it is open. */
export async function reopenStageAsk(trx: Queries, id: string): Promise<boolean> {
  const result = await trx
    .updateTable('project_stage_ask')
    .set({ state: 'asked', text: '', settled_at_ms: null })
    .where('id', '=', id)
    .where('state', '!=', 'asked')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes back every open question to one person: they left. */
export async function withdrawAsksTo(trx: Queries, acceptorId: string, atMs: number): Promise<void> {
  await trx
    .updateTable('project_stage_ask')
    .set({ state: 'withdrawn', settled_at_ms: atMs })
    .where('acceptor_id', '=', acceptorId)
    .where('state', '=', 'asked')
    .execute();
}

/** One move of a stage's last day; days are ISO days. */
export interface StageMoveRow {
  id: string;
  projectId: string;
  stageId: string;
  fromOn: string;
  toOn: string;
  why: string;
  byId: string;
  byName: string;
  atMs: number;
}

/** Every move of the days of a project's stages, the oldest first. */
export async function listStageMoves(db: Queries, projectId: string): Promise<StageMoveRow[]> {
  const rows = await db
    .selectFrom('project_stage_move')
    .innerJoin('person', 'person.id', 'project_stage_move.by_id')
    .selectAll('project_stage_move')
    .select('person.name')
    .where('project_id', '=', projectId)
    .orderBy('at_ms')
    .orderBy('project_stage_move.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    stageId: row.stage_id,
    fromOn: row.from_on,
    toOn: row.to_on,
    why: row.why,
    byId: row.by_id,
    byName: row.name,
    atMs: row.at_ms,
  }));
}

export async function insertStageMove(trx: Queries, move: Omit<StageMoveRow, 'byName'>): Promise<void> {
  await trx
    .insertInto('project_stage_move')
    .values({
      id: move.id,
      project_id: move.projectId,
      stage_id: move.stageId,
      from_on: move.fromOn,
      to_on: move.toOn,
      why: move.why,
      by_id: move.byId,
      at_ms: move.atMs,
    })
    .execute();
}

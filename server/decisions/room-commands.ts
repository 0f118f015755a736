import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import type { SubjectRef } from '#lib/base/subject.ts';
import {
  MOST_ON_SUBJECT,
  outcomeText,
  type DecisionId,
  type DecisionState,
} from '#lib/decisions/decision.ts';
import { EMPTY_GRID } from '#lib/decisions/option-grid.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { takeNumber } from '../database/number-store.ts';
import { auditDecision, decisionDay, requireActive, requireComing, stateChange } from './change-decision.ts';
import * as store from './decision-store.ts';
import { seeDecisions } from './see-decisions.ts';

/*
 * What a meeting decides is a decision on it [DE17]. The meeting says who may do what in its room, and calls these
 * inside its own transaction; the same rows are read, looked at again and superseded everywhere else.
 */

/** A decision of a meeting as its room reads it. */
export interface RoomDecision {
  id: DecisionId;
  number: number;
  text: string;
  owner: string;
  lookAgainOn: string | null;
  state: DecisionState;
}

/** Of these, those that there are, in the order in which they were decided. */
export async function listRoomDecisions(db: Queries, ids: readonly string[]): Promise<RoomDecision[]> {
  const rows = await store.listDecisionsById(db, ids);
  return rows
    .toSorted((one, other) => one.number - other.number)
    .map((row) => ({
      id: row.id,
      number: row.number,
      text: outcomeText(row) || row.question,
      owner: row.decidedByName,
      lookAgainOn: row.lookAgainOn,
      state: row.state,
    }));
}

/** Writes down what a meeting decided, in the name of the one who answers for it. */
export async function addRoomDecision(
  context: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  decided: {
    id: DecisionId;
    workshopId: string;
    /** The point that it answers; its own words where it answers none. */
    question: string;
    text: string;
    why: string;
    owner: { id: string; name: string };
    lookAgainOn: string;
  },
): Promise<void> {
  const { id, owner, lookAgainOn } = decided;
  const subject = { kind: 'workshop', id: decided.workshopId } as const;
  requireComing(lookAgainOn, decisionDay(context), 'lookAgainOn');
  await requireActive(trx, [owner.id], 'owner');
  const number = await takeNumber(trx, 'decision');
  if ((await store.countDecisionsOn(trx, subject)) >= MOST_ON_SUBJECT)
    throw new AppError('conflict', { reason: 'decisions.full', values: { limit: MOST_ON_SUBJECT } });
  await store.writeDecision(trx, {
    id,
    number,
    subject,
    question: decided.question,
    context: '',
    comparison: EMPTY_GRID,
    replacesId: null,
    proposerId: actor.id,
    madeAtMs: context.clock(),
  });
  await store.insertPeople(trx, id, 'decides', [owner.id]);
  await store.updateDecision(
    trx,
    { id, version: 1 },
    {
      state: 'decided',
      outcome: decided.text,
      why: decided.why,
      decided_by: owner.id,
      decided_by_name: owner.name,
      decided_at_ms: context.clock(),
      look_again_on: lookAgainOn || null,
    },
  );
  await auditDecision(context, trx, actor, id, 'make');
  const changes = [...stateChange('open', 'decided'), ...auditedChanges({}, { owner: owner.name })];
  await auditDecision(context, trx, actor, id, 'decide', changes);
}

/** Takes back what a meeting wrote down a moment ago: it stands as withdrawn, unless somebody went on with it since. */
export async function withdrawRoomDecision(
  context: Context,
  trx: Queries,
  actor: Actor,
  { id, version, reason }: { id: string; version: number; reason: string },
): Promise<void> {
  const row = await store.holdDecision(trx, id);
  if (!row) throw new AppError('not-found');
  if (row.version !== version || row.state !== 'decided') throw new AppError('stale', { current: row });
  await store.updateDecision(trx, row, { state: 'withdrawn', reason });
  await auditDecision(context, trx, actor, id, 'undo', stateChange('decided', 'withdrawn'));
}

/** The version that one has once it was written down. */
export const ROOM_DECISION_VERSION = 2;

/** An undecided question, or what was decided, on one of some subjects. */
export interface DecisionOnAgenda {
  id: DecisionId;
  text: string;
  owner: string;
  isDecided: boolean;
}

/** What is to be decided on these subjects, and what was decided since a moment, as far as the actor sees it. */
export async function listDecisionsForAgenda(
  context: Context,
  actor: Actor,
  refs: readonly SubjectRef[],
  sinceMs: number,
): Promise<DecisionOnAgenda[]> {
  const rows: store.KeptDecision[] = [];
  for (const ref of refs) {
    if (ref.kind !== 'decision') rows.push(...(await store.listDecisionRowsOn(context.db, ref)));
    else rows.push(...(await store.listDecisionsById(context.db, [ref.id])));
  }
  const seen = (await seeDecisions(context, actor, rows)).map(({ row }) => row);
  const news = seen.filter(
    ({ state, decidedAtMs }) =>
      state === 'open' ||
      state === 'poll' ||
      (state === 'decided' && decidedAtMs !== null && decidedAtMs >= sinceMs),
  );
  const people = await store.listDecisionPeople(
    context.db,
    news.map(({ id }) => id),
  );
  return news.map((row) => ({
    id: row.id,
    text: row.state === 'decided' ? outcomeText(row) || row.question : row.question,
    owner: people
      .filter(({ decisionId, part }) => decisionId === row.id && part === 'decides')
      .map(({ name }) => name)
      .join(', '),
    isDecided: row.state === 'decided',
  }));
}

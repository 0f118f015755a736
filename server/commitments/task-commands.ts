import * as v from 'valibot';
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { CommitmentId, CommitmentState } from '#lib/commitments/commitment.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { askAtOnce } from './ask-commands.ts';
import {
  auditCommitment,
  commitmentDay,
  moveDay,
  requireRoomOn,
  tellCommitments,
  writeAction,
} from './change-commitment.ts';
import { finishAsking, tellOwner, type Afterwards } from './commitment-notices.ts';
import * as store from './commitment-store.ts';

/*
 * A task of a workshop is a commitment on it [CM10]. The workshop says who may do what in its room, and calls these
 * inside its own transaction; the same rows are moved, kept and asked for everywhere else.
 */

export type { Afterwards } from './commitment-notices.ts';

/** A task as its room reads it. */
export interface RoomTask {
  id: CommitmentId;
  text: string;
  causeId: string | null;
  owner: string;
  ownerId: string | null;
  dueOn: string | null;
  firstDueOn: string | null;
  moves: number;
  state: CommitmentState;
  byId: string;
  byName: string;
  atMs: number;
}

/** Who keeps a task: a person by id, somebody by name, or nobody. */
export interface TaskOwner {
  id: string | null;
  name: string;
}

/** The tasks of a workshop, in the order in which they were written down. */
export async function listRoomTasks(db: Queries, workshopId: string): Promise<RoomTask[]> {
  const rows = await store.listCommitmentsOn(db, { kind: 'workshop', id: workshopId });
  const moves = await store.listMoves(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toTask(row, moves.get(row.id)?.length ?? 0));
}

export async function findRoomTask(
  db: Queries,
  workshopId: string,
  id: string,
): Promise<RoomTask | undefined> {
  const row = await store.findCommitment(db, id);
  if (row?.subject.kind !== 'workshop' || row.subject.id !== workshopId) return undefined;
  return toTask(row, (await store.listMoves(db, [id])).get(id)?.length ?? 0);
}

function toTask(row: store.CommitmentRow, moves: number): RoomTask {
  return {
    id: row.id,
    text: row.text,
    causeId: row.cause?.id ?? null,
    owner: row.owner?.name ?? '',
    ownerId: row.owner?.kind === 'person' ? row.owner.id : null,
    dueOn: row.dueOn,
    firstDueOn: row.firstDueOn,
    moves,
    state: row.state,
    byId: row.makerId,
    byName: row.makerName,
    atMs: row.madeAtMs,
  };
}

/** Writes a task down. */
export async function addRoomTask(
  context: Context,
  trx: Queries,
  actor: Actor,
  task: {
    id: CommitmentId;
    workshopId: string;
    text: string;
    cause: { id: string; text: string } | null;
    owner: TaskOwner;
    dueOn: string | null;
    by: { id: string; name: string };
  },
  after: Afterwards,
): Promise<void> {
  const subject = { kind: 'workshop', id: task.workshopId } as const;
  await requireRoomOn(trx, subject);
  await store.insertCommitment(trx, {
    id: task.id,
    subject,
    cause: task.cause,
    text: task.text,
    risk: '',
    side: 'ours',
    ownerId: task.owner.id,
    ownerName: task.owner.id === null ? task.owner.name : '',
    ownerAddress: '',
    dueOn: task.dueOn,
    makerId: task.by.id,
    makerName: task.by.name,
    madeAtMs: context.clock(),
  });
  await auditCommitment(context, trx, actor, subject, 'make', auditedChanges({}, { dueOn: task.dueOn }));
  await followTask(context, trx, task.id, task.by.id, null, after);
}

/** Changes the words, the owner or the day of a task; its day is moved but for the day on which it was written down. */
export async function changeRoomTask(
  context: Context,
  trx: Queries,
  actor: Actor,
  change: { id: string; text: string; owner: TaskOwner; dueOn: string | null; byId: string },
  after: Afterwards,
): Promise<void> {
  const row = await store.findCommitment(trx, change.id);
  if (!row) throw new AppError('not-found');
  const before = row.owner;
  const isOther =
    (before?.kind === 'person' ? before.id : null) !== change.owner.id ||
    (change.owner.id === null && (before?.name ?? '') !== change.owner.name);
  const words = {
    text: change.text,
    ...(isOther && {
      owner_id: change.owner.id,
      owner_name: change.owner.id === null ? change.owner.name : '',
      owner_address: '',
      asked_for: null,
      asked_at_ms: null,
      told_late_for: null,
    }),
  };
  await writeAction(context, trx, row, 'change', words);
  const written = { ...row, version: row.version + 1 };
  if (change.dueOn !== row.dueOn) await finishAsking(context, trx, row, after);
  if (change.dueOn !== row.dueOn) await setDay(context, trx, actor, written, change.dueOn);
  await auditCommitment(context, trx, actor, row.subject, 'change');
  await followTask(context, trx, row.id, change.byId, isOther ? row : null, after);
}

/** On the day on which it was written down the room corrects the day; later it moves it, and takes none away [CM4]. */
async function setDay(
  context: Context,
  trx: Queries,
  actor: Actor,
  row: store.CommitmentRow,
  dueOn: string | null,
): Promise<void> {
  const madeOn = dayAt(row.madeAtMs, context.settings.timeZone);
  const moves = (await store.listMoves(trx, [row.id])).get(row.id) ?? [];
  if (madeOn === commitmentDay(context) && moves.length === 0) {
    const patch = { due_on: dueOn, first_due_on: dueOn, asked_for: null, asked_at_ms: null };
    await writeAction(context, trx, row, 'change', patch);
    return;
  }
  if (dueOn === null) throw new AppError('conflict', { reason: 'commitments.dayStays' });
  await moveDay(context, trx, actor, row, { dueOn, why: '' });
}

/** Says that a task is done, or open again. */
export async function settleRoomTask(
  context: Context,
  trx: Queries,
  actor: Actor,
  id: string,
  isDone: boolean,
  after: Afterwards,
): Promise<void> {
  const row = await store.findCommitment(trx, id);
  if (!row) throw new AppError('not-found');
  if (isDone === (row.state !== 'open')) return;
  await writeAction(context, trx, row, isDone ? 'keep' : 'reopen');
  if (isDone) await finishAsking(context, trx, row, after);
  await auditCommitment(context, trx, actor, row.subject, isDone ? 'keep' : 'reopen');
}

/** Tells whoever shows commitments that those on a workshop changed. */
export function tellRoomTasks(context: Context, workshopId: string, after: Afterwards): void {
  for (const tellInboxes of after) tellInboxes();
  tellCommitments(context, { kind: 'workshop', id: workshopId });
}

/** A task that was taken away, as it is kept for putting it back. */
export const StoredTask = v.object({
  id: v.string(),
  subject_kind: v.string(),
  subject_id: v.string(),
  cause_id: v.nullable(v.string()),
  cause_text: v.string(),
  text: v.string(),
  risk: v.string(),
  side: v.string(),
  owner_id: v.nullable(v.string()),
  owner_name: v.string(),
  owner_address: v.string(),
  due_on: v.nullable(v.string()),
  first_due_on: v.nullable(v.string()),
  state: v.string(),
  reason: v.string(),
  settled_at_ms: v.nullable(v.number()),
  made_by: v.string(),
  made_by_name: v.string(),
  made_at_ms: v.number(),
  asked_for: v.nullable(v.string()),
  asked_at_ms: v.nullable(v.number()),
  told_late_for: v.nullable(v.string()),
  version: v.number(),
});

/** Takes a task away that was neither moved nor answered; what was is withdrawn with a reason [CM10]. */
export async function removeRoomTask(
  context: Context,
  trx: Queries,
  actor: Actor,
  id: string,
): Promise<v.InferOutput<typeof StoredTask>> {
  const moves = await store.listMoves(trx, [id]);
  const answers = await store.listAnswers(trx, [id]);
  if (moves.has(id) || answers.has(id)) throw new AppError('conflict', { reason: 'commitments.hasHistory' });
  const stored = await store.deleteCommitment(trx, id);
  if (!stored) throw new AppError('not-found');
  const subject = { kind: 'workshop', id: stored.subject_id } as const;
  await auditCommitment(context, trx, actor, subject, 'remove');
  return stored;
}

/** Puts a task back as it was. */
export async function restoreRoomTask(
  context: Context,
  trx: Queries,
  actor: Actor,
  stored: v.InferOutput<typeof StoredTask>,
): Promise<RoomTask> {
  const subject = { kind: 'workshop', id: stored.subject_id } as const;
  await requireRoomOn(trx, subject);
  await store.restoreCommitment(trx, stored);
  await auditCommitment(context, trx, actor, subject, 'make');
  const task = await findRoomTask(trx, stored.subject_id, stored.id);
  if (!task) throw new AppError('not-found');
  return task;
}

/** Tells a new owner, and asks at once where the day is near. */
async function followTask(
  context: Context,
  trx: Queries,
  id: string,
  byId: string,
  before: store.CommitmentRow | null,
  after: Afterwards,
): Promise<void> {
  const row = await store.findCommitment(trx, id);
  if (!row) return;
  if (before !== null || row.version === 1) await tellOwner(context, trx, row, byId, after);
  await askAtOnce(context, trx, id, byId, after);
}

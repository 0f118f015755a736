import * as v from 'valibot';
import type { ActionOf } from '#lib/audit/audit-action.ts';
import { auditedChanges, type AuditChange } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { subjectKey, type Subject, type SubjectRef } from '#lib/base/subject.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import {
  MOST_COMMITMENTS,
  MOST_MOVES,
  mayOf,
  stateAfter,
  type CommitmentAction,
} from '#lib/commitments/commitment.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { undoable } from '../undo/undoable.ts';
import { takeBackEnding, type Afterwards } from './commitment-notices.ts';
import * as store from './commitment-store.ts';
import { stanceOf } from './show-commitments.ts';

/** The day on the organisation's calendar. */
export function commitmentDay({ clock, settings }: Context): string {
  return dayAt(clock(), settings.timeZone);
}

/** A line about what a commitment hangs on: its days and its owner, and never its words. */
export async function auditCommitment(
  context: Context,
  trx: Queries,
  actor: Actor,
  subject: SubjectRef,
  action: ActionOf<'commitment'>,
  changes: readonly AuditChange[] = [],
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `commitment.${action}`,
    subject: { kind: subject.kind, id: subject.id },
    details: { changes },
  });
}

/** Tells that commitments on a subject changed, by the id of the subject. */
export function tellCommitments({ bus }: Context, { id }: SubjectRef): void {
  bus.tell({ kind: 'commitment', id, action: 'change' });
}

/** Writes what an action makes of one; refuses what does not fit its state, or was changed meanwhile [CM2] [CM3]. */
export async function writeAction(
  context: Context,
  trx: Queries,
  row: store.CommitmentRow,
  action: CommitmentAction,
  patch: store.CommitmentPatch = {},
): Promise<void> {
  const state = stateAfter(row, action, commitmentDay(context));
  if (state === null) throw new AppError('conflict', { reason: 'commitments.notNow' });
  const ending =
    state === row.state
      ? {}
      : { state, settled_at_ms: state === 'open' ? null : context.clock(), reason: '' };
  if (!(await store.updateCommitment(trx, row, { ...ending, ...patch })))
    throw new AppError('stale', { current: row });
}

/** There is room for one more on a subject [CM1]. */
export async function requireRoomOn(trx: Queries, subject: SubjectRef): Promise<void> {
  if ((await store.countCommitmentsOn(trx, subject)) >= MOST_COMMITMENTS)
    throw new AppError('conflict', { reason: 'commitments.full', values: { limit: MOST_COMMITMENTS } });
}

/** Writes another day, and the move from the day before where there was one; returns the id of the move. */
export async function moveDay(
  context: Context,
  trx: Queries,
  actor: Actor,
  row: store.CommitmentRow,
  { dueOn, why }: { dueOn: string; why: string },
): Promise<string | null> {
  const moves = (await store.listMoves(trx, [row.id])).get(row.id) ?? [];
  if (moves.length >= MOST_MOVES)
    throw new AppError('conflict', { reason: 'commitments.movedOften', values: { limit: MOST_MOVES } });
  const moveId = row.dueOn === null ? null : newId<'move'>();
  if (moveId !== null && row.dueOn !== null)
    await store.insertMove(trx, {
      id: moveId,
      commitmentId: row.id,
      from: row.dueOn,
      to: dueOn,
      why,
      byId: 'id' in actor ? actor.id : '',
      byName: 'name' in actor ? actor.name : '',
      atMs: context.clock(),
    });
  await writeAction(context, trx, row, 'move', {
    due_on: dueOn,
    first_due_on: row.firstDueOn ?? dueOn,
    asked_for: null,
    asked_at_ms: null,
    told_late_for: null,
  });
  const changes = auditedChanges({ dueOn: row.dueOn }, { dueOn });
  await auditCommitment(context, trx, actor, row.subject, 'move', changes);
  return moveId;
}

/** Of two who change one at once the second hears of the first. */
export function requireVersion(row: store.CommitmentRow | undefined, version: number): store.CommitmentRow {
  if (!row) throw new AppError('not-found');
  if (row.version !== version) throw new AppError('stale', { current: row });
  return row;
}

/** One that a person may see, with its subject where they may see that [CM8]. */
export async function requireSeen(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ row: store.CommitmentRow; subject: Subject | undefined }> {
  requirePerson(actor, 'commitment.make');
  const row = await store.findCommitment(context.db, id);
  if (!row) throw new AppError('not-found');
  const subject = (await context.subjects.find(actor, [row.subject])).get(subjectKey(row.subject));
  const { isOwner, isMaker } = stanceOf(actor, row, subject);
  if (!subject && !isOwner && !isMaker) throw new AppError('not-found');
  return { row, subject };
}

type Person = Extract<Actor, { kind: 'person' }>;

/** Does something to one in a transaction, after its reader, its rights and its version were looked at. */
export async function changeCommitmentRow<Result>(
  context: Context,
  actor: Actor,
  pick: { commitmentId: string; version: number },
  action: CommitmentAction,
  work: (
    trx: Queries,
    row: store.CommitmentRow,
    person: Person,
    subject: Subject | undefined,
    after: Afterwards,
  ) => Promise<Result>,
): Promise<Result> {
  requirePerson(actor, 'commitment.make');
  const { row: seen, subject } = await requireSeen(context, actor, pick.commitmentId);
  const after: Afterwards = [];
  const result = await context.database.transaction(async (trx) => {
    const row = requireVersion(await store.findCommitment(trx, pick.commitmentId), pick.version);
    if (!mayOf(action, stanceOf(actor, row, subject))) throw new AppError('forbidden');
    return work(trx, row, actor, subject, after);
  });
  for (const tellInboxes of after) tellInboxes();
  tellCommitments(context, seen.subject);
  return result;
}

const KeptCommitment = v.object({
  id: v.string(),
  /** The version that the press made. */
  version: v.number(),
  state: v.picklist(['open', 'broken']),
  reason: v.string(),
  settledAtMs: v.nullable(v.number()),
  dueOn: v.nullable(v.string()),
  firstDueOn: v.nullable(v.string()),
  askedFor: v.nullable(v.string()),
  askedAtMs: v.nullable(v.number()),
  toldLateFor: v.nullable(v.string()),
  moveId: v.nullable(v.string()),
});

/** How one stood before it was moved or ended, for as long as nobody changed it since. */
export const COMMITMENT_UNDO = undoable(
  'commitment',
  KeptCommitment,
  async (context: Context, trx, actor, kept) => {
    requirePerson(actor, 'commitment.make');
    const row = requireVersion(await store.findCommitment(trx, kept.id), kept.version);
    const isWritten = await store.updateCommitment(trx, row, {
      state: kept.state,
      reason: kept.reason,
      settled_at_ms: kept.settledAtMs,
      due_on: kept.dueOn,
      first_due_on: kept.firstDueOn,
      asked_for: kept.askedFor,
      asked_at_ms: kept.askedAtMs,
      told_late_for: kept.toldLateFor,
    });
    if (!isWritten) throw new AppError('stale', { current: row });
    if (kept.moveId !== null) await store.deleteMove(trx, kept.moveId);
    await auditCommitment(context, trx, actor, row.subject, 'reopen');
    const after: Afterwards = [() => tellCommitments(context, row.subject)];
    await takeBackEnding(context, trx, row, kept.version - 1, after);
    return { after: () => after.forEach((tell) => tell()) };
  },
);

/** Keeps how one stood before a press. */
export function keepBefore(
  context: Context,
  trx: Queries,
  actor: Actor,
  row: store.CommitmentRow,
  moveId: string | null = null,
): Promise<string | null> {
  const { id, version, state, reason, settledAtMs, dueOn, firstDueOn, askedFor, askedAtMs, toldLateFor } =
    row;
  return COMMITMENT_UNDO.keep(context, trx, actor, {
    id,
    version: version + 1,
    state: state === 'broken' ? state : 'open', // nothing else is ended or moved
    reason,
    settledAtMs,
    dueOn,
    firstDueOn,
    askedFor,
    askedAtMs,
    toldLateFor,
    moveId,
  });
}

// Above 300 lines: every press that a commitment knows, a few lines each.
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { dayAfter } from '#lib/base/days.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { SubjectRef } from '#lib/base/subject.ts';
import {
  CommitmentAnswerForm,
  CommitmentChangeForm,
  CommitmentEndForm,
  CommitmentForm,
  CommitmentMoveForm,
  CommitmentPick,
} from '#lib/commitments/commitment-forms.ts';
import { MOST_ANSWERS, type Commitment, type CommitmentId } from '#lib/commitments/commitment.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { listAway } from '../leave/away-commands.ts';
import { areActive, namesOf } from '../people/store.ts';
import { listCoveredBy } from '../projects/follow-commands.ts';
import { maskText } from '../survey/commands.ts';
import { askAtOnce } from './ask-commands.ts';
import {
  auditCommitment,
  changeCommitmentRow,
  commitmentDay,
  keepBefore,
  moveDay,
  requireRoomOn,
  requireSeen,
  tellCommitments,
  writeAction,
} from './change-commitment.ts';
import {
  addCommitmentNotices,
  finishAsking,
  tellKept,
  tellOwner,
  takeBackEnding,
  type Afterwards,
} from './commitment-notices.ts';
import * as store from './commitment-store.ts';
import { showCommitments } from './show-commitments.ts';

/** How far ahead an absent colleague's commitments are shown to who stands in for them. */
const STOOD_IN_DAYS = 7;
/** How long what one kept stands below what one owes. */
const SETTLED_SHOWN_MS = 30 * 24 * 60 * 60_000;

/** What hangs on a subject, for whoever may see that [CM8]. */
export async function listCommitments(
  context: Context,
  actor: Actor,
  subject: SubjectRef,
): Promise<Commitment[]> {
  requirePermission(actor, 'commitment.make');
  await context.subjects.require(actor, subject);
  const rows = await store.listCommitmentsOn(context.db, subject);
  return showCommitments(context, actor, rows, commitmentDay(context));
}

/** What somebody owes, theirs and those of whom they stand in for, and what they settled of late [CM9]. */
export async function getMyCommitments(
  context: Context,
  actor: Actor,
): Promise<{ today: string; open: Commitment[]; settled: Commitment[] }> {
  requirePerson(actor, 'commitment.make');
  const today = commitmentDay(context);
  const settled = await store.listSettledBy(context.db, actor.id, context.clock() - SETTLED_SHOWN_MS);
  return {
    today,
    open: await listOwed(context, actor, today),
    settled: await showCommitments(context, actor, settled, today),
  };
}

/** What somebody waits for, and from whom [CM9]. */
export async function getAwaitedCommitments(
  context: Context,
  actor: Actor,
): Promise<{ today: string; open: Commitment[] }> {
  requirePerson(actor, 'commitment.make');
  const today = commitmentDay(context);
  const rows = await store.listAwaitedBy(context.db, actor.id);
  return { today, open: await showCommitments(context, actor, inOrder(rows), today) };
}

async function listOwed(
  context: Context,
  actor: Extract<Actor, { kind: 'person' }>,
  today: string,
): Promise<Commitment[]> {
  const mine = await store.listOwedBy(context.db, [actor.id]);
  const until = dayAfter(today, STOOD_IN_DAYS);
  const owers = (await store.listOwersUntil(context.db, until)).filter((id) => id !== actor.id);
  const away = await listAway(context.db, owers, { startsOn: today, endsOn: today });
  // Whom somebody stands in for is not asked either, whether they said that they are away or not.
  const covered = await listCoveredBy(context.db, actor.id);
  const absent = [...new Set([...away.keys(), ...covered])].filter((id) => id !== actor.id);
  const others = await store.listOwedBy(context.db, absent, until);
  const shown = await showCommitments(context, actor, inOrder([...mine, ...others]), today);
  const subjects = await context.subjects.find(
    actor,
    others.map(({ subject }) => subject),
  );
  const standsIn = new Set(
    [...subjects.values()]
      .filter(({ ownerId, deputyId }) => [ownerId, deputyId].includes(actor.id))
      .map(({ id }) => id),
  );
  return shown.filter(
    ({ owner, subject }) => (owner?.kind === 'person' && owner.id === actor.id) || standsIn.has(subject.id),
  );
}

/** The first due first; what has no day comes last. */
function inOrder(rows: readonly store.CommitmentRow[]): store.CommitmentRow[] {
  return rows.toSorted((one, other) => (one.dueOn ?? '9').localeCompare(other.dueOn ?? '9'));
}

/** Writes down on a subject who does what by when [CM1]. */
export async function makeCommitment(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ commitmentId: CommitmentId }> {
  requirePerson(actor, 'commitment.make');
  const { kind, subjectId, dueOn, ...form } = parseInput(CommitmentForm, input);
  const ref = { kind, id: subjectId };
  await context.subjects.require(actor, ref);
  if (dueOn !== '') requireToCome(dueOn, commitmentDay(context));
  const id = newId<'commitment'>();
  const after: Afterwards = [];
  await context.database.transaction(async (trx) => {
    await requireRoomOn(trx, ref);
    const owner = await readOwner(trx, form);
    await store.insertCommitment(trx, {
      id,
      subject: ref,
      cause: null,
      text: maskText(form.text),
      risk: maskText(form.risk),
      side: form.side,
      ...owner,
      dueOn: dueOn || null,
      makerId: actor.id,
      makerName: actor.name,
      madeAtMs: context.clock(),
    });
    const fields = { owner: await nameOf(trx, owner), dueOn: dueOn || null };
    await auditCommitment(context, trx, actor, ref, 'make', auditedChanges({}, fields));
    const made = await store.findCommitment(trx, id);
    if (made) await tellOwner(context, trx, made, actor.id, after);
    await askAtOnce(context, trx, id, actor.id, after);
  });
  for (const tellInboxes of after) tellInboxes();
  tellCommitments(context, ref);
  return { commitmentId: id };
}

function requireToCome(dueOn: string, today: string): void {
  if (dueOn < today)
    throw new AppError('invalid', { issues: [{ path: 'dueOn', message: 'commitments.dayOver' }] });
}

interface OwnerColumns {
  ownerId: string | null;
  ownerName: string;
  ownerAddress: string;
}

/** The owner that a form names: somebody active by id, somebody outside by name, or nobody. */
async function readOwner(
  trx: Queries,
  form: { ownerId: string; ownerName: string; ownerAddress: string },
): Promise<OwnerColumns> {
  const { ownerId, ownerName, ownerAddress } = form;
  if (ownerId === '') return { ownerId: null, ownerName, ownerAddress };
  if (!(await areActive(trx, [ownerId])).has(ownerId))
    throw new AppError('invalid', { issues: [{ path: 'ownerId', message: 'commitments.ownerGone' }] });
  return { ownerId, ownerName: '', ownerAddress: '' };
}

/** Names of people stand in the audit log, and those of outsiders do not. */
async function nameOf(trx: Queries, { ownerId }: OwnerColumns): Promise<string | null> {
  if (ownerId === null) return null;
  return (await namesOf(trx, [ownerId])).get(ownerId) ?? null;
}

/** Takes one that nobody has [CM8]. */
export async function takeCommitment(context: Context, actor: Actor, input: unknown): Promise<void> {
  const pick = parseInput(CommitmentPick, input);
  await changeCommitmentRow(context, actor, pick, 'take', async (trx, row, person, _subject, after) => {
    await writeAction(context, trx, row, 'take', {
      owner_id: person.id,
      owner_name: '',
      owner_address: '',
      asked_for: null,
      asked_at_ms: null,
    });
    const changes = auditedChanges({ owner: null }, { owner: person.name });
    await auditCommitment(context, trx, actor, row.subject, 'change', changes);
    await askAtOnce(context, trx, row.id, person.id, after);
  });
}

/** Changes its words, its side or its owner; its day is moved. */
export async function changeCommitment(context: Context, actor: Actor, input: unknown): Promise<void> {
  const form = parseInput(CommitmentChangeForm, input);
  await changeCommitmentRow(context, actor, form, 'change', async (trx, row, person, _subject, after) => {
    const owner = await readOwner(trx, form);
    const before = columnsOf(row);
    const isOther =
      owner.ownerId !== before.ownerId || (owner.ownerId === null && owner.ownerName !== before.ownerName);
    await writeAction(context, trx, row, 'change', {
      text: maskText(form.text),
      risk: maskText(form.risk),
      side: form.side,
      owner_id: owner.ownerId,
      owner_name: owner.ownerName,
      owner_address: owner.ownerAddress,
      ...(isOther && { asked_for: null, asked_at_ms: null, told_late_for: null }),
    });
    const changes = auditedChanges({ owner: await nameOf(trx, before) }, { owner: await nameOf(trx, owner) });
    await auditCommitment(context, trx, actor, row.subject, 'change', changes);
    if (!isOther) return;
    const now = await store.findCommitment(trx, row.id); // with its new owner and version
    if (now) await tellOwner(context, trx, now, person.id, after);
    await askAtOnce(context, trx, row.id, person.id, after);
  });
}

function ownerIdOf({ owner }: store.CommitmentRow): string | null {
  return owner?.kind === 'person' ? owner.id : null;
}

function columnsOf({ owner }: store.CommitmentRow): OwnerColumns {
  if (owner?.kind === 'person') return { ownerId: owner.id, ownerName: '', ownerAddress: '' };
  return { ownerId: null, ownerName: owner?.name ?? '', ownerAddress: owner?.address ?? '' };
}

/** Says that the day holds, or how far it is, to whoever waits [CM6]. */
export async function answerCommitment(context: Context, actor: Actor, input: unknown): Promise<void> {
  const form = parseInput(CommitmentAnswerForm, input);
  await changeCommitmentRow(context, actor, form, 'answer', async (trx, row, person, subject, after) => {
    const given = (await store.listAnswers(trx, [row.id])).get(row.id) ?? [];
    if (given.length >= MOST_ANSWERS)
      throw new AppError('conflict', {
        reason: 'commitments.answeredOften',
        values: { limit: MOST_ANSWERS },
      });
    const id = newId<'answer'>();
    await store.insertAnswer(trx, {
      id,
      commitmentId: row.id,
      kind: form.kind,
      text: maskText(form.text),
      byId: person.id,
      byName: person.name,
      atMs: context.clock(),
    });
    await writeAction(context, trx, row, 'answer');
    await auditCommitment(context, trx, actor, row.subject, 'answer');
    await finishAsking(context, trx, row, after);
    if (form.kind !== 'interim') return;
    const to = [row.makerId, subject?.ownerId];
    const news = {
      kind: 'commitment.answered',
      byId: person.id,
      to,
      occasion: id,
      dueOn: row.dueOn,
    } as const;
    await addCommitmentNotices(context, trx, row, news, after);
  });
}

/** Agrees on another day; how it was before stays beside it [CM4]. */
export async function moveCommitment(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  const form = parseInput(CommitmentMoveForm, input);
  requireToCome(form.dueOn, commitmentDay(context));
  return changeCommitmentRow(context, actor, form, 'move', async (trx, row, person, subject, after) => {
    if (form.dueOn === row.dueOn)
      throw new AppError('invalid', { issues: [{ path: 'dueOn', message: 'commitments.sameDay' }] });
    const moveId = await moveDay(context, trx, actor, row, { dueOn: form.dueOn, why: maskText(form.why) });
    await finishAsking(context, trx, row, after);
    const news = {
      kind: 'commitment.answered',
      byId: person.id,
      to: [row.makerId, subject?.ownerId, ownerIdOf(row)],
      occasion: `${row.version}`,
      dueOn: form.dueOn,
    } as const;
    await addCommitmentNotices(context, trx, row, news, after);
    await askAtOnce(context, trx, row.id, person.id, after);
    return { undoId: await keepBefore(context, trx, actor, row, moveId) };
  });
}

/** Says that it is done, on its day or late [CM2]. */
export async function keepCommitment(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  return endCommitment(context, actor, 'keep', { ...parseInput(CommitmentPick, input), reason: '' });
}

/** Says that it will not be kept; its maker and who answers for its subject hear of it at once [CM7]. */
export async function breakCommitment(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  return endCommitment(context, actor, 'break', parseInput(CommitmentEndForm, input));
}

/** Lets its owner off, with the reason. */
export async function withdrawCommitment(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  return endCommitment(context, actor, 'withdraw', parseInput(CommitmentEndForm, input));
}

function endCommitment(
  context: Context,
  actor: Actor,
  action: 'keep' | 'break' | 'withdraw',
  { reason, ...pick }: { commitmentId: string; version: number; reason: string },
): Promise<{ undoId: string | null }> {
  return changeCommitmentRow(context, actor, pick, action, async (trx, row, person, subject, after) => {
    await writeAction(context, trx, row, action, { reason: maskText(reason) });
    await auditCommitment(context, trx, actor, row.subject, action);
    await finishAsking(context, trx, row, after);
    if (action === 'keep')
      await tellKept(context, trx, row, { byId: person.id, ownerId: subject?.ownerId ?? null }, after);
    if (action === 'break') {
      const to = [row.makerId, subject?.ownerId, ownerIdOf(row)];
      const occasion = `${row.version}`;
      const news = { kind: 'commitment.broken', byId: person.id, to, occasion, dueOn: row.dueOn } as const;
      await addCommitmentNotices(context, trx, row, news, after);
    }
    return { undoId: await keepBefore(context, trx, actor, row) };
  });
}

/** Opens again what was ended. */
export async function reopenCommitment(context: Context, actor: Actor, input: unknown): Promise<void> {
  const pick = parseInput(CommitmentPick, input);
  await changeCommitmentRow(context, actor, pick, 'reopen', async (trx, row, _person, _subject, after) => {
    await takeBackEnding(context, trx, row, row.version - 1, after);
    await writeAction(context, trx, row, 'reopen');
    await auditCommitment(context, trx, actor, row.subject, 'reopen');
  });
}

/** One with its history, for whoever may see it: where a list is too short for it. */
export async function getCommitment(context: Context, actor: Actor, id: string): Promise<Commitment> {
  const { row } = await requireSeen(context, actor, id);
  const [shown] = await showCommitments(context, actor, [row], commitmentDay(context));
  if (!shown) throw new AppError('not-found');
  return shown;
}

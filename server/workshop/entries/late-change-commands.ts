import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { CauseId } from '#lib/ishikawa/cause.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  HandInForm,
  hasTrayRoom,
  isNameless,
  ReviewForm,
  unknownAmong,
} from '#lib/workshop/entries/late-change.ts';
import { isNamelessKind } from '#lib/workshop/meeting-kind.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { boardName } from '../board.ts';
import { requireSteered, requireTakingPart } from '../participation.ts';
import { handOf, lastSilentStep } from '../write/reveal.ts';
import { insertWriters } from '../write/writer-store.ts';
import { tellRoomTasks, type Afterwards } from '#server/commitments/task-commands.ts';
import { readTaskCause } from './task-cause.ts';
import { applyOnBoard, isOnBoard, requireTakeable, takeWords } from './take-late.ts';
import { deleteLateChange, insertLateChange, listLateChanges } from './late-change-store.ts';

const SYSTEM: Actor = { kind: 'system', name: 'workshop' };

/**
 * Hands in what somebody changed without a connection, when the step had closed before it came
 * [WS104]. Nothing on the board changes: those who steer decide. What was written in silence comes
 * without a name, in the log too.
 */
export async function handInLate(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.takePart');
  const { isSilent, ...form } = parseInput(HandInForm, input);
  const atMs = context.clock();
  const writer = isSilent ? await writerOf(context, actor, form.workshopId) : null;
  await context.database.transaction(async (trx) => {
    const { workshop, id, name } = await requireTakingPart(trx, actor, form.workshopId);
    const waiting = await listLateChanges(trx, workshop.id);
    const mine = waiting.filter(({ by }) => by?.id === id).length;
    const nameless = form.changes.filter(isNameless);
    // One press hands in what is somebody's or what is nobody's: a name beside it would tell.
    if (nameless.length > 0 && nameless.length < form.changes.length) throw new AppError('invalid');
    const isNobodys = isSilent || nameless.length > 0;
    const there = waiting.filter(({ by }) => (by?.id ?? null) === (isNobodys ? null : id));
    const changes = unknownAmong(form.changes, there);
    if (changes.length === 0) return;
    if (!hasTrayRoom({ all: waiting.length, mine }, changes.length))
      throw new AppError('conflict', { reason: 'entries.full' });
    const items = changes.map((change) => ({ id: newId(), change }));
    await insertLateChange(trx, workshop.id, items, {
      by: isNobodys ? null : { id, name },
      writer,
      atMs,
    });
    await recordAudit(trx, {
      atMs,
      actor: isNobodys ? SYSTEM : actor,
      action: 'workshop.handInLate',
      subject: { kind: 'workshop', id: workshop.id },
      details: { items: items.length },
    });
  });
  await context.control.tell(form.workshopId);
}

async function writerOf(context: WorkshopContext, actor: Actor, workshopId: string): Promise<string | null> {
  const { workshop, id } = await requireTakingPart(context.db, actor, workshopId);
  return isNamelessKind(workshop.kind) ? null : handOf(context, workshop, id);
}

/** Takes what is in the tray, or leaves it [WS104]; only while what it changes may be changed. */
export async function reviewLate(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(ReviewForm, input);
  const cause = await causeOfLate(context, actor, form);
  const after: Afterwards = [];
  const {
    found: item,
    writer,
    step,
  } = await context.database.transaction(async (trx) => {
    const workshop = await requireSteered(trx, actor, form.workshopId);
    const found = (await listLateChanges(trx, workshop.id)).find(({ id }) => id === form.itemId);
    if (!found) throw new AppError('not-found', { reason: 'entries.gone' });
    if (form.verdict === 'accept') requireTakeable(found, workshop);
    const taken = await deleteLateChange(trx, workshop.id, found.id);
    if (!taken) throw new AppError('not-found', { reason: 'entries.gone' });
    if (form.verdict === 'accept' && !isOnBoard(found))
      await takeWords(context, trx, actor, workshop, found, cause, after);
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: `workshop.${form.verdict}Late`,
      subject: { kind: 'workshop', id: workshop.id },
    });
    return { found, writer: taken.writer, step: lastSilentStep(workshop) };
  });
  if (form.verdict === 'accept' && isOnBoard(item)) {
    let made: CauseId | undefined;
    await context.rooms.edit(boardName(form.workshopId), (doc) => void (made = applyOnBoard(doc, item)));
    if (made !== undefined && writer !== null && step) {
      const mark = { causeId: made, writer };
      await context.database.transaction((trx) => insertWriters(trx, form.workshopId, step.id, [mark]));
    }
  }
  await context.control.tell(form.workshopId);
  if (form.verdict === 'accept' && item.kind === 'task') tellRoomTasks(context, form.workshopId, after);
}

/** The cause of a task in the tray, which is read before the transaction: the board is a document of its own. */
async function causeOfLate(
  context: WorkshopContext,
  actor: Actor,
  { workshopId, itemId }: { workshopId: string; itemId: string },
): Promise<{ id: string; text: string } | null> {
  await requireSteered(context.db, actor, workshopId);
  const item = (await listLateChanges(context.db, workshopId)).find(({ id }) => id === itemId);
  return item?.kind === 'task' ? readTaskCause(context, workshopId, item.causeId) : null;
}

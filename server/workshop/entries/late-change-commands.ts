import type * as Y from 'yjs';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { CauseId } from '#lib/ishikawa/cause.ts';
import { addCause, createEditor, moveCause, removeCauses } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { findCause, openFishbone, readFishbone, type FishboneDoc } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { editText } from '#lib/ishikawa/doc/reshape-causes.ts';
import type { Actor } from '#lib/people/person.ts';
import { HandInForm, hasTrayRoom, ReviewForm, type LateChange } from '#lib/workshop/entries/late-change.ts';
import { BOARD_ACCESS } from '#lib/workshop/step.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { boardName } from '../board.ts';
import { requireSteered, requireTakingPart } from '../participation.ts';
import { handOf, lastSilentStep } from '../write/reveal.ts';
import { insertWriters } from '../write/writer-store.ts';
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
    if (!hasTrayRoom({ all: waiting.length, mine }, form.changes.length))
      throw new AppError('conflict', { reason: 'entries.full' });
    const items = form.changes.map((change) => ({ id: newId(), change }));
    await insertLateChange(trx, workshop.id, items, {
      by: isSilent ? null : { id, name },
      writer,
      atMs,
    });
    await recordAudit(trx, {
      atMs,
      actor: isSilent ? SYSTEM : actor,
      action: 'workshop.handInLate',
      subject: { kind: 'workshop', id: workshop.id },
      details: { items: items.length },
    });
  });
  await context.control.tell(form.workshopId);
}

async function writerOf(context: WorkshopContext, actor: Actor, workshopId: string): Promise<string | null> {
  const { workshop, id } = await requireTakingPart(context.db, actor, workshopId);
  return handOf(context, workshop, id);
}

/** Takes a late change onto the board, or leaves it [WS104]; only while the board may be changed. */
export async function reviewLate(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(ReviewForm, input);
  const {
    found: item,
    writer,
    step,
  } = await context.database.transaction(async (trx) => {
    const workshop = await requireSteered(trx, actor, form.workshopId);
    const found = (await listLateChanges(trx, workshop.id)).find(({ id }) => id === form.itemId);
    if (!found) throw new AppError('not-found', { reason: 'entries.gone' });
    if (form.verdict === 'accept' && BOARD_ACCESS[workshop.stage].facilitator !== 'write')
      throw new AppError('read-only', { reason: 'entries.notNow' });
    const taken = await deleteLateChange(trx, workshop.id, found.id);
    if (!taken) throw new AppError('not-found', { reason: 'entries.gone' });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: `workshop.${form.verdict}Late`,
      subject: { kind: 'workshop', id: workshop.id },
    });
    return { found, writer: taken.writer, step: lastSilentStep(workshop) };
  });
  if (form.verdict === 'accept') {
    let made: CauseId | undefined;
    await context.rooms.edit(boardName(form.workshopId), (doc) => void (made = applyLate(doc, item)));
    if (made !== undefined && writer !== null && step) {
      const mark = { causeId: made, writer };
      await context.database.transaction((trx) => insertWriters(trx, form.workshopId, step.id, [mark]));
    }
  }
  await context.control.tell(form.workshopId);
}

/**
 * What has gone meanwhile is let be; what hung on it goes to the first bone, so that no text is lost. Returns the
 * cause that is new.
 */
function applyLate(doc: Y.Doc, change: LateChange): CauseId | undefined {
  const board = openFishbone(doc);
  const editor = createEditor(board, 'review');
  const id = change.causeId as CauseId; // of this board, or found to be gone below
  if (change.kind === 'add') {
    const parent = parentFor(board, change.under);
    return parent && addCause(editor, { parent, after: 'end' }, change.text, change.by?.id ?? null);
  }
  if (!findCause(board, id)) return undefined;
  switch (change.kind) {
    case 'change':
      editText(editor, id, change.text);
      return undefined;
    case 'remove':
      removeCauses(editor, [id]);
      return undefined;
    case 'move': {
      const parent = parentFor(board, change.under);
      if (parent) moveCause(editor, id, { parent, after: 'end' });
      return undefined;
    }
  }
}

/** The cause or bone of this id, or the first bone when it is gone. */
function parentFor(board: FishboneDoc, under: string): CauseId | undefined {
  const { bones } = readFishbone(board).fishbone;
  const isThere = bones.some(({ id }) => id === under) || findCause(board, under) !== null;
  return (isThere ? under : bones[0]?.id) as CauseId | undefined; // a cause or a bone of this board
}

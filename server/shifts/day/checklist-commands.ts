import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { CHECKLIST_PARTS, MAX_CHECKLIST_ITEMS, type ChecklistItem } from '#lib/shifts/day/checklist.ts';
import { ChecklistItemForm } from '#lib/shifts/day/day-forms.ts';
import { SCOPES } from '#lib/shifts/shift.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { undoable } from '../../undo/undoable.ts';
import * as store from './checklist-store.ts';

/** What is ticked at the start and at the end of every shift, for whoever plans rounds. */
export async function getChecklists(context: Context, actor: Actor): Promise<ChecklistItem[]> {
  requirePermission(actor, 'shift.manage');
  return store.listChecklist(context.db);
}

/** Puts an item at the end of a list [SH61]. */
export async function addChecklistItem(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'shift.manage');
  const form = parseInput(ChecklistItemForm, input);
  await context.database.transaction(async (trx) => {
    await auditChecklist(context, trx, actor);
    const items = await store.listChecklist(trx);
    requireRoom(items);
    if (items.some(({ part, scope, text }) => isSame(form, { part, scope, text })))
      throw new AppError('conflict', { reason: 'shifts.checklist.twice' });
    const number = Math.max(0, ...items.map((item) => item.number)) + 1;
    await store.insertChecklistItem(trx, { ...form, id: newId<'checklist-item'>(), number });
  });
  context.bus.tell({ kind: 'organisation', id: 'main', action: 'change' });
}

type Words = Pick<ChecklistItem, 'part' | 'scope' | 'text'>;
function isSame(one: Words, other: Words): boolean {
  return one.part === other.part && one.scope === other.scope && one.text === other.text;
}

function requireRoom(items: readonly ChecklistItem[]): void {
  if (items.length < MAX_CHECKLIST_ITEMS) return;
  throw new AppError('conflict', {
    reason: 'shifts.checklist.full',
    values: { limit: MAX_CHECKLIST_ITEMS },
  });
}

/** Takes an item off its list; what was ticked before stays where it was, and it is taken back by one press. */
export async function removeChecklistItem(
  context: Context,
  actor: Actor,
  itemId: string,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'shift.manage');
  const undoId = await context.database.transaction(async (trx) => {
    const item = await store.deleteChecklistItem(trx, itemId);
    if (!item) throw new AppError('not-found');
    await auditChecklist(context, trx, actor);
    return CHECKLIST_UNDO.keep(context, trx, actor, item);
  });
  context.bus.tell({ kind: 'organisation', id: 'main', action: 'change' });
  return { undoId };
}

export const CHECKLIST_UNDO = undoable(
  'checklist',
  v.object({
    id: v.string(),
    part: v.picklist(CHECKLIST_PARTS),
    scope: v.nullable(v.picklist(SCOPES)),
    text: v.string(),
    number: v.number(),
  }),
  async (context: Context, trx, actor, item) => {
    requirePerson(actor, 'shift.manage');
    await auditChecklist(context, trx, actor);
    requireRoom(await store.listChecklist(trx));
    await store.insertChecklistItem(trx, item);
    return { after: () => context.bus.tell({ kind: 'organisation', id: 'main', action: 'change' }) };
  },
);

function auditChecklist(context: Context, trx: Queries, actor: Actor): Promise<void> {
  const subject = { kind: 'organisation', id: 'main' } as const;
  return recordAudit(trx, { atMs: context.clock(), actor, action: 'shift.checklist', subject });
}

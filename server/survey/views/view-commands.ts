import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId, type Id } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { type SavedView, SavedViewForm, SavedViewRename } from '#lib/survey/wave/view.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission, requirePerson } from '#server/access/require-permission.ts';
import type { Context } from '#server/context.ts';
import type { Queries } from '#server/database/engine.ts';
import { undoable } from '#server/undo/undoable.ts';
import { findWave } from '../store.ts';
import * as store from './view-store.ts';

/** Keeps a view of a wave under a name, for everybody who may see rows. */
export async function saveView(context: Context, actor: Actor, input: unknown): Promise<Id<'view'>> {
  requirePerson(actor, 'survey.viewRows');
  const form = parseInput(SavedViewForm, input);
  const id = newId<'view'>();
  const atMs = context.clock();
  await context.database.transaction(async (trx) => {
    if (!(await findWave(trx, form.waveId))) throw new AppError('not-found');
    await requireFreeName(trx, form.waveId, form.name);
    await store.insertView(trx, { ...form, id, authorId: actor.id, createdAtMs: atMs });
    await recordAudit(trx, { atMs, actor, action: 'view.save', subject: { kind: 'view', id } });
  });
  return id;
}

/** Gives a view another name; refuses when somebody changed it since it was read. */
export async function renameView(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'survey.viewRows');
  const form = parseInput(SavedViewRename, input);
  await context.database.transaction(async (trx) => {
    const view = await store.findView(trx, form.id);
    if (!view) throw new AppError('not-found');
    await requireFreeName(trx, view.waveId, form.name, view.id);
    if (!(await store.renameView(trx, form))) throw new AppError('conflict');
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'view.rename',
      subject: { kind: 'view', id: view.id },
    });
  });
}

/** Takes a view of a wave away, for everybody. Can be taken back. */
export async function removeView(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'survey.viewRows');
  return context.database.transaction(async (trx) => {
    const row = await store.deleteView(trx, id);
    if (!row) throw new AppError('not-found');
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'view.remove',
      subject: { kind: 'view', id },
    });
    return { undoId: await WAVE_VIEW_UNDO.keep(context, trx, actor, row) };
  });
}

const ViewRow = v.object({
  id: v.string(),
  wave_id: v.string(),
  name: v.string(),
  view: v.string(),
  author_id: v.string(),
  created_at_ms: v.number(),
  version: v.number(),
});

export const WAVE_VIEW_UNDO = undoable('wave-view', ViewRow, async (context: Context, trx, actor, row) => {
  requirePerson(actor, 'survey.viewRows');
  if (!(await findWave(trx, row.wave_id))) throw new AppError('not-found');
  await requireFreeName(trx, row.wave_id, row.name);
  await store.putViewBack(trx, row);
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: 'view.save',
    subject: { kind: 'view', id: row.id },
  });
  return {};
});

/** The saved views of a wave, by name. */
export async function listViews(context: Context, actor: Actor, waveId: string): Promise<SavedView[]> {
  requirePermission(actor, 'survey.viewRows');
  return store.listViews(context.db, waveId);
}

export async function getView(context: Context, actor: Actor, id: string): Promise<SavedView> {
  requirePermission(actor, 'survey.viewRows');
  const view = await store.findView(context.db, id);
  if (!view) throw new AppError('not-found');
  return view;
}

async function requireFreeName(trx: Queries, waveId: string, name: string, ownId = ''): Promise<void> {
  const isTaken = (await store.listViews(trx, waveId)).some(
    (view) => view.name === name && view.id !== ownId,
  );
  if (isTaken)
    throw new AppError('conflict', { issues: [{ path: 'name', message: 'dashboard.views.taken' }] });
}

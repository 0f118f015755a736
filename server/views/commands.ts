import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { asId, newId, type Id } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { ListViewForm, type ListView, type ViewedList } from '#lib/patterns/table/list-view.ts';
import type { Permission } from '#lib/people/permissions.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { undoable } from '../undo/undoable.ts';
import * as store from './view-store.ts';

/** Who may look at a list may keep views of it; who manages what is in it may give one to everybody. */
const RIGHTS: Readonly<Record<ViewedList, { see: Permission; share: Permission }>> = {
  issues: { see: 'issue.view', share: 'issue.manage' },
  projects: { see: 'project.view', share: 'project.propose' },
  people: { see: 'people.view', share: 'people.manage' },
};

/** More than anybody finds again in a row of tabs. */
export const MOST_LIST_VIEWS = 30;

/** The views of a list that this person may choose, by name. */
export async function listListViews(context: Context, actor: Actor, list: ViewedList): Promise<ListView[]> {
  requirePerson(actor, RIGHTS[list].see);
  return store.listViewsFor(context.db, list, actor.id);
}

/** Keeps a view under a name of one's own; for everybody only by those who manage what is in the list. */
export async function saveListView(context: Context, actor: Actor, input: unknown): Promise<Id<'listView'>> {
  const form = parseInput(ListViewForm, input);
  const { see, share } = RIGHTS[form.list];
  requirePerson(actor, form.isShared ? share : see);
  const id = newId<'listView'>();
  await context.database.transaction(async (trx) => {
    await requireFreeName(trx, actor.id, form);
    await store.insertListView(trx, { ...form, id, ownerId: actor.id, createdAtMs: context.clock() });
  });
  return id;
}

/** Takes away a view of one's own; those of others stay theirs. Can be taken back. */
export async function removeListView(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'profile.edit');
  return context.database.transaction(async (trx) => {
    const removed = await store.deleteListView(trx, id);
    if (!removed) throw new AppError('not-found');
    if (removed.ownerId !== actor.id) throw new AppError('forbidden');
    return { undoId: await LIST_VIEW_UNDO.keep(context, trx, actor, removed) };
  });
}

export const LIST_VIEW_UNDO = undoable(
  'list-view',
  v.object({ ...ListViewForm.entries, id: v.string(), createdAtMs: v.number() }),
  async (_context: Context, trx, actor, view) => {
    const { see, share } = RIGHTS[view.list];
    requirePerson(actor, view.isShared ? share : see);
    await requireFreeName(trx, actor.id, view);
    await store.insertListView(trx, { ...view, id: asId<'listView'>(view.id), ownerId: actor.id });
    return {};
  },
);

async function requireFreeName(
  trx: Queries,
  ownerId: string,
  { list, name }: Pick<ListViewForm, 'list' | 'name'>,
): Promise<void> {
  const own = await store.countOwnViews(trx, list, ownerId, name);
  if (own.isNameTaken)
    throw new AppError('conflict', { issues: [{ path: 'name', message: 'table.viewTaken' }] });
  if (own.count >= MOST_LIST_VIEWS)
    throw new AppError('conflict', { reason: 'table.viewsFull', values: { limit: MOST_LIST_VIEWS } });
}

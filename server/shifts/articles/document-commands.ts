import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { DocumentForm, DocumentPick } from '#lib/shifts/articles/article-forms.ts';
import { MOST_DOCUMENTS } from '#lib/shifts/articles/article.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { holdOrganisation } from '../../people/department-store.ts';
import { undoable } from '../../undo/undoable.ts';
import { StoredScopes } from './article-store.ts';
import * as store from './document-store.ts';

/** Links a document that lies elsewhere [SH81]. */
export async function addDocument(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'article.write');
  const form = parseInput(DocumentForm, input);
  const document = { ...form, id: newId(), addedBy: actor.id, addedAtMs: context.clock() };
  await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    if ((await store.listLinkedDocuments(trx)).length >= MOST_DOCUMENTS)
      throw new AppError('conflict', { reason: 'articles.documentsFull', values: { limit: MOST_DOCUMENTS } });
    await store.insertDocument(trx, document);
    await auditDocument(context, trx, actor, 'link', document);
  });
  tellDocuments(context);
}

/** Takes the link to a document away; taken back by one press. */
export async function removeDocument(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'article.write');
  const { documentId } = parseInput(DocumentPick, input);
  const undoId = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const document = (await store.listLinkedDocuments(trx)).find(({ id }) => id === documentId);
    if (!document) throw new AppError('not-found');
    await store.deleteDocument(trx, documentId);
    await auditDocument(context, trx, actor, 'unlink', document);
    return DOCUMENT_UNDO.keep(context, trx, actor, document);
  });
  tellDocuments(context);
  return { undoId };
}

export const DOCUMENT_UNDO = undoable(
  'linked-document',
  v.object({
    ...{ id: v.string(), title: v.string(), url: v.string(), scopes: StoredScopes },
    ...{ addedBy: v.string(), addedAtMs: v.number() },
  }),
  async (context: Context, trx, actor, kept) => {
    requirePerson(actor, 'article.write');
    await store.insertDocument(trx, kept);
    await auditDocument(context, trx, actor, 'link', kept);
    return { after: () => tellDocuments(context) };
  },
);

async function auditDocument(
  context: Pick<Context, 'clock'>,
  trx: Queries,
  actor: Actor,
  action: 'link' | 'unlink',
  { id, title }: { id: string; title: string },
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `article.${action}`,
    subject: { kind: 'document', id, name: title },
  });
}

/** Links stand in the list of articles. */
function tellDocuments(context: Pick<Context, 'bus'>): void {
  context.bus.tell({ kind: 'article', id: 'list', action: 'change' });
}

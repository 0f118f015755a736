import type { LinkedDocument } from '#lib/shifts/articles/article.ts';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';
import { StoredScopes } from './article-store.ts';

/** A link as it is stored. */
export interface DocumentRow extends LinkedDocument {
  addedBy: string;
  addedAtMs: number;
}

/** Every link to a document elsewhere, by its title. */
export async function listLinkedDocuments(db: Queries): Promise<DocumentRow[]> {
  const rows = await db.selectFrom('linked_document').selectAll().orderBy('title').orderBy('id').execute();
  return rows.map((row) => ({
    ...{ id: row.id, title: row.title, url: row.url, addedBy: row.added_by },
    scopes: readJson(StoredScopes, row.scopes, 'linked_document.scopes', row.id),
    addedAtMs: Number(row.added_at_ms),
  }));
}

export async function insertDocument(trx: Queries, document: DocumentRow): Promise<void> {
  await trx
    .insertInto('linked_document')
    .values({
      ...{ id: document.id, title: document.title, url: document.url },
      scopes: JSON.stringify(document.scopes),
      ...{ added_by: document.addedBy, added_at_ms: document.addedAtMs },
    })
    .execute();
}

export async function deleteDocument(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('linked_document').where('id', '=', id).execute();
}

import { auditedChanges } from '#lib/audit/audit-change.ts';
import type { DepartureRules } from '../../people/departure.ts';
import { namesOf } from '../../people/store.ts';
import { auditArticle, tellArticle } from './article-commands.ts';
import { listArticlesOfOwner, updateArticle } from './article-store.ts';

/** Articles go to the successor, or wait for an owner; what was written stays. */
export const ARTICLE_DEPARTURE: DepartureRules = {
  columns: {
    'article.owner_id': 'handed-over',
    'article_wording.written_by': 'kept',
    'linked_document.added_by': 'kept',
  },
  list: async (db, personId) =>
    (await listArticlesOfOwner(db, personId)).map(({ id, title }) => ({
      ...{ kind: 'article', effect: 'handed-over', title, href: `/shifts/articles/${id}` },
    })),
  async apply(context, trx, actor, { personId, successorId }) {
    const articles = await listArticlesOfOwner(trx, personId);
    if (articles.length === 0) return [];
    const names = await namesOf(trx, [personId, ...(successorId === null ? [] : [successorId])]);
    const owner = successorId === null ? null : (names.get(successorId) ?? null);
    const changes = auditedChanges({ owner: names.get(personId) ?? null }, { owner });
    for (const article of articles) {
      await updateArticle(trx, article.id, { ownerId: successorId });
      await auditArticle(context, trx, actor, 'handOver', article, { changes });
    }
    return [
      async () => {
        for (const { id } of articles) tellArticle(context, id);
      },
    ];
  },
};

import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { SearchSource } from '../../search/search-context.ts';
import { listArticleIds, listArticlesById } from './article-store.ts';

/** Articles are found by their words as long as they are read. */
export const ARTICLE_SEARCH: SearchSource = {
  listIds: listArticleIds,
  read: async (db, ids) =>
    (await listArticlesById(db, ids))
      .filter(({ withdrawnAtMs }) => withdrawnAtMs === null)
      .map(({ id, title, text, changedAtMs }) => ({
        ...{ source: id, ref: id, scope: 'article', title, body: text },
        ...{ href: `/shifts/articles/${id}`, atMs: changedAtMs },
      })),
  reach: async (_context, actor) => (isPermitted(standingsOf(actor), 'article.view') ? ['article'] : []),
};

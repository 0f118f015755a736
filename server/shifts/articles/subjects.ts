import type { Subject } from '#lib/base/subject.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Context } from '../../context.ts';
import { seesArticle } from './article-commands.ts';
import { listArticlesById } from './article-store.ts';

/** Articles as subjects: everybody sees those that are read; the owner answers for one. */
export async function listArticleSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  if (!isPermitted(standingsOf(actor), 'article.view')) return [];
  return (await listArticlesById(db, ids))
    .filter((row) => seesArticle(actor, row))
    .map(({ id, title, ownerId }) => ({
      ...{ kind: 'article', id, title, href: `/shifts/articles/${id}` },
      ...{ ownerId, deputyId: null },
    }));
}

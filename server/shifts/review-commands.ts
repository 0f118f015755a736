import { dayAt } from '#lib/base/time-zone.ts';
import type { Context } from '../context.ts';
import { addNotices } from '../notify/notice-commands.ts';
import { listActiveLeads } from '../people/lead-store.ts';
import { areActive } from '../people/store.ts';
import { listArticleReviews, noteArticleReview } from './articles/article-store.ts';

/**
 * Tells the owner of an article, or the leads where it has none, that its day of review has come, once a day that was
 * agreed [SH80]. Every process may run it as often as it likes.
 */
export async function followArticles(context: Context, nowMs: number = context.clock()): Promise<void> {
  const today = dayAt(nowMs, context.settings.timeZone);
  for (const { id, ownerId, reviewOn } of await listArticleReviews(context.db, today)) {
    const tell = await context.database.transaction(async (trx) => {
      if (!(await noteArticleReview(trx, id, reviewOn))) return () => undefined;
      const isThere = ownerId !== null && (await areActive(trx, [ownerId])).has(ownerId);
      const people = isThere ? [ownerId] : await listActiveLeads(trx);
      return addNotices(
        context,
        trx,
        people.map((personId) => ({
          ...{ personId, kind: 'article.review' as const, byId: null, occasion: reviewOn },
          ...{ subject: { kind: 'article' as const, id }, values: { due: reviewOn } },
        })),
      );
    });
    tell();
  }
}

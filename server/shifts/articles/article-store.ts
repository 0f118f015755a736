import * as v from 'valibot';
import { asId } from '#lib/base/ids.ts';
import type { ArticleId, ArticleWording } from '#lib/shifts/articles/article.ts';
import { SCOPES, type Scope } from '#lib/shifts/shift.ts';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';

/** An article as it is stored, without its earlier wordings. */
export interface ArticleRow {
  id: ArticleId;
  title: string;
  text: string;
  scopes: Scope[];
  ownerId: string | null;
  ownerName: string | null;
  reviewOn: string;
  /** The finding that it was written for, with what it says and where it is. */
  finding: { id: string; roundId: string; text: string } | null;
  changedAtMs: number;
  withdrawnAtMs: number | null;
  version: number;
}

export const StoredScopes = v.array(v.picklist(SCOPES));

function selectArticles(db: Queries) {
  return db
    .selectFrom('article')
    .leftJoin('person', 'person.id', 'article.owner_id')
    .leftJoin('finding', 'finding.id', 'article.finding_id')
    .selectAll('article')
    .select([
      'person.name as owner_name',
      'finding.round_id as finding_round_id',
      'finding.text as finding_text',
    ]);
}
type Selected = Awaited<ReturnType<ReturnType<typeof selectArticles>['execute']>>[number];

function toArticle(row: Selected): ArticleRow {
  const { finding_id: findingId, finding_round_id: roundId, finding_text: findingText } = row;
  return {
    id: asId(row.id),
    title: row.title,
    text: row.text,
    scopes: readJson(StoredScopes, row.scopes, 'article.scopes', row.id),
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    reviewOn: row.review_on,
    finding:
      findingId === null || roundId === null || findingText === null
        ? null
        : { id: findingId, roundId, text: findingText },
    changedAtMs: Number(row.changed_at_ms),
    withdrawnAtMs: row.withdrawn_at_ms === null ? null : Number(row.withdrawn_at_ms),
    version: row.version,
  };
}

/** Every article, by its title; withdrawn ones too. */
export async function listArticleRows(db: Queries): Promise<ArticleRow[]> {
  return (await selectArticles(db).orderBy('article.title').orderBy('article.id').execute()).map(toArticle);
}

/** Of these, those that there are. */
export async function listArticlesById(db: Queries, ids: readonly string[]): Promise<ArticleRow[]> {
  if (ids.length === 0) return [];
  return (await selectArticles(db).where('article.id', 'in', ids).execute()).map(toArticle);
}

export async function findArticle(db: Queries, id: string): Promise<ArticleRow | undefined> {
  return (await listArticlesById(db, [id]))[0];
}

/** Takes an article for the rest of a transaction. */
export async function holdArticle(trx: Queries, id: string): Promise<ArticleRow | undefined> {
  await trx
    .updateTable('article')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
  return findArticle(trx, id);
}

export async function countArticles(db: Queries): Promise<number> {
  const { n } = await db
    .selectFrom('article')
    .select((eb) => eb.fn.countAll<number | string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function insertArticle(
  trx: Queries,
  article: Pick<ArticleRow, 'id' | 'title' | 'text' | 'scopes' | 'ownerId' | 'reviewOn' | 'changedAtMs'> & {
    findingId: string | null;
  },
): Promise<void> {
  const { id, title, text, scopes, ownerId, reviewOn, changedAtMs, findingId } = article;
  await trx
    .insertInto('article')
    .values({
      ...{ id, title, text, scopes: JSON.stringify(scopes), owner_id: ownerId, review_on: reviewOn },
      ...{ told_review_for: null, finding_id: findingId },
      ...{ changed_at_ms: changedAtMs, withdrawn_at_ms: null },
    })
    .execute();
}

/** Writes what is given of a held article, and counts the change. */
export async function updateArticle(
  trx: Queries,
  id: string,
  changed: Partial<
    Pick<ArticleRow, 'title' | 'text' | 'scopes' | 'ownerId' | 'reviewOn' | 'changedAtMs' | 'withdrawnAtMs'>
  >,
): Promise<void> {
  const { title, text, scopes, ownerId, reviewOn, changedAtMs, withdrawnAtMs } = changed;
  await trx
    .updateTable('article')
    .set((eb) => ({
      ...{ title, text, scopes: scopes && JSON.stringify(scopes), owner_id: ownerId },
      ...{ review_on: reviewOn, changed_at_ms: changedAtMs, withdrawn_at_ms: withdrawnAtMs },
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

/** Keeps a wording under the next number. */
export async function insertWording(
  trx: Queries,
  wording: { articleId: string; title: string; text: string; writtenBy: string; writtenAtMs: number },
): Promise<void> {
  const { last } = await trx
    .selectFrom('article_wording')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('article_id', '=', wording.articleId)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('article_wording')
    .values({
      ...{ article_id: wording.articleId, number: Number(last ?? 0) + 1, title: wording.title },
      ...{ text: wording.text, written_by: wording.writtenBy, written_at_ms: wording.writtenAtMs },
    })
    .execute();
}

/** The wordings of an article, the newest first. */
export async function listWordings(db: Queries, articleId: string): Promise<ArticleWording[]> {
  const rows = await db
    .selectFrom('article_wording')
    .innerJoin('person', 'person.id', 'article_wording.written_by')
    .select(['number', 'title', 'text', 'person.name', 'written_at_ms'])
    .where('article_id', '=', articleId)
    .orderBy('number', 'desc')
    .execute();
  return rows.map((row) => ({
    ...{ number: row.number, title: row.title, text: row.text },
    ...{ writtenByName: row.name, writtenAtMs: Number(row.written_at_ms) },
  }));
}

/** The article of each of these findings that has one, withdrawn or not. */
export async function listArticlesOfFindings(
  db: Queries,
  findingIds: readonly string[],
): Promise<Map<string, ArticleId>> {
  if (findingIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('article')
    .select(['id', 'finding_id'])
    .where('finding_id', 'in', findingIds)
    .execute();
  return new Map(rows.flatMap((row) => (row.finding_id === null ? [] : [[row.finding_id, asId(row.id)]])));
}

/** Articles that are read and whose day of review has come, unless it was told. */
export async function listArticleReviews(
  db: Queries,
  today: string,
): Promise<{ id: string; ownerId: string | null; reviewOn: string }[]> {
  return db
    .selectFrom('article')
    .select(['id', 'owner_id as ownerId', 'review_on as reviewOn'])
    .where('withdrawn_at_ms', 'is', null)
    .where('review_on', '<=', today)
    .where((eb) =>
      eb.or([eb('told_review_for', 'is', null), eb('told_review_for', '<>', eb.ref('review_on'))]),
    )
    .orderBy('id')
    .execute();
}

/** Notes that somebody was told; false where another process did meanwhile. */
export async function noteArticleReview(trx: Queries, id: string, reviewOn: string): Promise<boolean> {
  const result = await trx
    .updateTable('article')
    .set({ told_review_for: reviewOn })
    .where('id', '=', id)
    .where('review_on', '=', reviewOn)
    .where((eb) => eb.or([eb('told_review_for', 'is', null), eb('told_review_for', '<>', reviewOn)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The articles that somebody answers for. */
export async function listArticlesOfOwner(
  db: Queries,
  ownerId: string,
): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('article')
    .select(['id', 'title'])
    .where('owner_id', '=', ownerId)
    .orderBy('title')
    .execute();
}

export async function listArticleIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('article').select('id').execute()).map(({ id }) => id);
}

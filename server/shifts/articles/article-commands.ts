import type { ActionOf } from '#lib/audit/audit-action.ts';
import { auditedChanges, type AuditDetails } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { ArticleForm, ArticlePick, NewArticleForm } from '#lib/shifts/articles/article-forms.ts';
import {
  isForScopes,
  MOST_ARTICLES,
  type ArticleId,
  type ArticleLine,
  type Reading,
  type SeenArticle,
} from '#lib/shifts/articles/article.ts';
import { headOf } from '#lib/shifts/findings/finding.ts';
import { SCOPES } from '#lib/shifts/shift.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import { staleError } from '../../access/stale-error.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { holdOrganisation } from '../../people/department-store.ts';
import { areActive, namesOf } from '../../people/store.ts';
import { maskText } from '../../survey/commands.ts';
import { findFinding } from '../findings/finding-store.ts';
import { listShiftsOf } from '../store.ts';
import { roundOfShift } from './own-round.ts';
import * as store from './article-store.ts';
import { listLinkedDocuments } from './document-store.ts';

type PersonActor = Extract<Actor, { kind: 'person' }>;

/** All there is to read, and in which round this reader says what they did not find there. */
export interface Library extends Reading {
  /** Null for who is signed up for no round. */
  roundId: string | null;
  /** What is read no more, for who can put it back. */
  withdrawn: ArticleLine[];
}

/** Every article and every link, by their titles [SH80]. */
export async function getLibrary(context: Context, actor: Actor): Promise<Library> {
  requirePerson(actor, 'article.view');
  const rows = await store.listArticleRows(context.db);
  const mayWrite = isPermitted(standingsOf(actor), 'article.write');
  return {
    articles: rows.filter(({ withdrawnAtMs }) => withdrawnAtMs === null).map(toLine),
    withdrawn: mayWrite ? rows.filter(({ withdrawnAtMs }) => withdrawnAtMs !== null).map(toLine) : [],
    documents: (await listLinkedDocuments(context.db)).map(({ id, title, url, scopes }) => ({
      ...{ id, title, url, scopes },
    })),
    roundId: roundOfShift(await listShiftsOf(context.db, actor.id), context.clock()),
  };
}

/** What there is to read for what the reader takes on in a round; for who has no shift there, all of it [SH82]. */
export async function getRoundReading(context: Context, actor: Actor, roundId: string): Promise<Reading> {
  requirePerson(actor, 'article.view');
  const takenOn = (await listShiftsOf(context.db, actor.id))
    .filter((shift) => shift.roundId === roundId)
    .flatMap(({ scopes }) => scopes);
  const { articles, documents } = await getLibrary(context, actor);
  const isTheirs = ({ scopes }: Pick<ArticleLine, 'scopes'>): boolean =>
    isForScopes(scopes, takenOn.length > 0 ? takenOn : SCOPES);
  return { articles: articles.filter(isTheirs), documents: documents.filter(isTheirs) };
}

function toLine(row: store.ArticleRow): ArticleLine {
  const { id, title, scopes, ownerName, reviewOn, changedAtMs } = row;
  return { id, title, scopes, ownerName, reviewOn, changedAtMs };
}

/** One article with its earlier wordings; a withdrawn one for who writes articles alone. */
export async function getArticle(context: Context, actor: Actor, id: string): Promise<SeenArticle> {
  requirePermission(actor, 'article.view');
  const row = await store.findArticle(context.db, id);
  if (!row || !seesArticle(actor, row)) throw new AppError('not-found');
  const [, ...earlier] = await store.listWordings(context.db, id);
  return {
    ...toLine(row),
    ...{ text: row.text, ownerId: row.ownerId, version: row.version, earlier },
    isWithdrawn: row.withdrawnAtMs !== null,
    origin: row.finding && {
      title: headOf(row.finding.text),
      href: `/shifts/${row.finding.roundId}/findings/${row.finding.id}`,
    },
  };
}

/** What was withdrawn is there for who can put it back. */
export function seesArticle(
  actor: Actor,
  { withdrawnAtMs }: Pick<store.ArticleRow, 'withdrawnAtMs'>,
): boolean {
  return withdrawnAtMs === null || isPermitted(standingsOf(actor), 'article.write');
}

/** With what an article begins that is written for a finding: its first line as the title, the rest as the text. */
export async function getArticleStart(
  context: Context,
  actor: Actor,
  findingId: string,
): Promise<{ title: string; text: string }> {
  requirePermission(actor, 'article.write');
  const finding = await findFinding(context.db, findingId);
  if (!finding) throw new AppError('not-found');
  const title = headOf(finding.text);
  return { title, text: finding.text.trim().slice(title.length).trim() };
}

/** Writes an article [SH80]; one for a finding leads back to it, and of each finding there is one [SH81]. */
export async function addArticle(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ articleId: ArticleId }> {
  requirePerson(actor, 'article.write');
  const form = parseInput(NewArticleForm, input);
  const { scopes, ownerId, reviewOn, findingId } = form;
  const { title, text } = masked(form);
  const id = newId<'article'>();
  const roundId = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    if ((await store.countArticles(trx)) >= MOST_ARTICLES)
      throw new AppError('conflict', { reason: 'articles.full', values: { limit: MOST_ARTICLES } });
    await requireOwner(trx, ownerId);
    const finding = findingId === '' ? null : await findFinding(trx, findingId);
    if (finding === undefined) throw new AppError('not-found');
    if (finding && (await store.listArticlesOfFindings(trx, [finding.id])).size > 0)
      throw new AppError('conflict', { reason: 'articles.isArticle' });
    const atMs = context.clock();
    await store.insertArticle(trx, {
      ...{ id, title, text, scopes, reviewOn, ownerId: ownerId || null },
      ...{ findingId: finding?.id ?? null, changedAtMs: atMs },
    });
    await store.insertWording(trx, { articleId: id, title, text, writtenBy: actor.id, writtenAtMs: atMs });
    await auditArticle(context, trx, actor, 'add', { id, title });
    return finding?.roundId;
  });
  tellArticle(context, id);
  if (roundId !== undefined) context.bus.tell({ kind: 'round', id: roundId, action: 'finding' });
  return { articleId: id };
}

/** Other words, scopes, owner or day of review; the words that stood are kept [SH80]. */
export async function changeArticle(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'article.write');
  const { articleId, version, ...form } = parseInput(ArticleForm, input);
  const { scopes, ownerId, reviewOn } = form;
  const { title, text } = masked(form);
  await context.database.transaction(async (trx) => {
    const row = await holdSeen(trx, actor, articleId, version);
    if (ownerId !== (row.ownerId ?? '')) await requireOwner(trx, ownerId);
    const atMs = context.clock();
    if (title !== row.title || text !== row.text)
      await store.insertWording(trx, { articleId, title, text, writtenBy: actor.id, writtenAtMs: atMs });
    await store.updateArticle(trx, articleId, {
      ...{ title, text, scopes, reviewOn, ownerId: ownerId || null, changedAtMs: atMs },
    });
    const names = await namesOf(trx, ownerId === '' ? [] : [ownerId]);
    const changes = auditedChanges(
      { title: row.title, owner: row.ownerName, dueOn: row.reviewOn },
      { title, owner: names.get(ownerId) ?? null, dueOn: reviewOn },
    );
    await auditArticle(context, trx, actor, 'change', { id: articleId, title }, { changes });
  });
  tellArticle(context, articleId);
}

/** Takes an article out of what is read and found; it stays with its words, and is put back in one press [SH80]. */
export async function withdrawArticle(context: Context, actor: Actor, input: unknown): Promise<void> {
  await setWithdrawn(context, actor, input, 'withdraw');
}

/** An article that was withdrawn is read again. */
export async function putBackArticle(context: Context, actor: Actor, input: unknown): Promise<void> {
  await setWithdrawn(context, actor, input, 'putBack');
}

async function setWithdrawn(
  context: Context,
  actor: Actor,
  input: unknown,
  action: 'withdraw' | 'putBack',
): Promise<void> {
  requirePerson(actor, 'article.write');
  const { articleId, version } = parseInput(ArticlePick, input);
  await context.database.transaction(async (trx) => {
    const row = await holdSeen(trx, actor, articleId, version);
    if ((row.withdrawnAtMs === null) !== (action === 'withdraw'))
      throw new AppError('conflict', { reason: 'articles.asItWas' });
    const withdrawnAtMs = action === 'withdraw' ? context.clock() : null;
    await store.updateArticle(trx, articleId, { withdrawnAtMs });
    await auditArticle(context, trx, actor, action, row);
  });
  tellArticle(context, articleId);
}

/** What is written is as free of customers' data as what was found [SH51]. */
function masked({ title, text }: { title: string; text: string }): { title: string; text: string } {
  return { title: maskText(title), text: maskText(text) };
}

async function requireOwner(trx: Queries, ownerId: string): Promise<void> {
  if (ownerId !== '' && !(await areActive(trx, [ownerId])).has(ownerId))
    throw new AppError('invalid', { issues: [{ path: 'ownerId', message: 'articles.ownerGone' }] });
}

/** Takes an article in the version that somebody saw; an older one is refused with who was faster. */
async function holdSeen(
  trx: Queries,
  actor: PersonActor,
  id: string,
  version: number,
): Promise<store.ArticleRow> {
  const row = await store.holdArticle(trx, id);
  if (!row) throw new AppError('not-found');
  if (row.version !== version) {
    const { title, text, scopes, ownerId, reviewOn } = row;
    throw await staleError(
      trx,
      actor,
      {
        ...{ kind: 'article', id },
        actions: ['article.change', 'article.withdraw', 'article.putBack', 'article.handOver'],
      },
      { title, text, scopes, ownerId: ownerId ?? '', reviewOn, version: row.version },
    );
  }
  return row;
}

/** One line of the audit log about an article. */
export async function auditArticle(
  context: Pick<Context, 'clock'>,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'article'>,
  { id, title }: { id: string; title: string },
  details: AuditDetails = {},
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `article.${action}`,
    subject: { kind: 'article', id, name: title },
    details,
  });
}

export function tellArticle(context: Pick<Context, 'bus'>, id: string): void {
  context.bus.tell({ kind: 'article', id, action: 'change' });
}

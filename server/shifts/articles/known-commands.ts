import { readForComparing, TextComparison } from '#lib/base/words/compare-texts.ts';
import { foldText } from '#lib/base/words/fold-text.ts';
import type { Actor } from '#lib/people/person.ts';
import { answersOf } from '#lib/shifts/articles/article.ts';
import type { KnownAnswer } from '#lib/shifts/articles/known-answer.ts';
import { headOf } from '#lib/shifts/findings/finding.ts';
import { requirePermission } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { listNumbersOfFindings } from '../../issues/commands.ts';
import { listNewestFindings } from '../findings/finding-store.ts';
import { listArticleRows } from './article-store.ts';

/** As many answers of a kind as somebody looks at while typing. */
export const MOST_KNOWN_ANSWERS = 3;
/** The newest findings that are compared: older ones were answered, or are forgotten. */
export const MOST_COMPARED_FINDINGS = 2000;
/** Below so many letters a text says nothing yet. */
const LETTERS_TO_COMPARE = 4;
const LETTERS_COMPARED = 300;

/**
 * What is known already and reads like what somebody types [SH84]: articles, then what was found and is no issue.
 * They are compared by their words, as issues are (see `TextComparison`).
 */
export async function listKnownAnswers(
  context: Context,
  actor: Actor,
  typed: string,
): Promise<{ articles: KnownAnswer[]; findings: KnownAnswer[] }> {
  requirePermission(actor, 'article.view');
  const text = headOf(typed).slice(0, LETTERS_COMPARED);
  if (foldText(text).length < LETTERS_TO_COMPARE) return { articles: [], findings: [] };
  const articles = (await listArticleRows(context.db)).filter(({ withdrawnAtMs }) => withdrawnAtMs === null);
  const ofArticles = articles.flatMap((article) =>
    answersOf({ ...article, lookedFor: article.finding && headOf(article.finding.text) }).map((answer) => ({
      ...{ id: article.id, text: answer, title: article.title },
      href: `/shifts/articles/${article.id}`,
    })),
  );
  const answered = new Set(articles.flatMap(({ finding }) => finding?.id ?? []));
  const newest = await listNewestFindings(context.db, MOST_COMPARED_FINDINGS);
  const issues = await listNumbersOfFindings(
    context,
    actor,
    newest.map(({ id }) => id),
  );
  const findings = newest
    .filter(({ id }) => !answered.has(id) && !issues.has(id))
    .map((found) => ({
      ...{ id: found.id, text: headOf(found.text), title: headOf(found.text) },
      href: `/shifts/${found.roundId}/findings/${found.id}`,
    }));
  return { articles: likest('article', ofArticles, text), findings: likest('finding', findings, text) };
}

interface Comparable {
  id: string;
  /** What is compared; one thing may have several. */
  text: string;
  title: string;
  href: string;
}

/** Of one kind those that read most like a text, each once. */
function likest(kind: KnownAnswer['kind'], known: readonly Comparable[], text: string): KnownAnswer[] {
  const found = new TextComparison(readForComparing(known)).find(text, known.length);
  const distinct = new Map(found.map(({ thing: { id, title, href } }) => [id, { kind, id, title, href }]));
  return [...distinct.values()].slice(0, MOST_KNOWN_ANSWERS);
}

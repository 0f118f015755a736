import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  countQuestions,
  FindingForm,
  FindingPick,
  isIssueAtOnce,
  type CountedQuestion,
  type Finding,
  type SeenFinding,
} from '#lib/shifts/findings/finding.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addFromFinding, listNumbersOfFindings } from '../../issues/commands.ts';
import { maskText } from '../../survey/commands.ts';
import { isSignedUp } from '../store.ts';
import { listArticlesOfFindings } from '../articles/article-store.ts';
import * as store from './finding-store.ts';

/** What was found in a round, what customers asked in all of them, and what this reader may do there. */
export interface RoundFindings {
  findings: SeenFinding[];
  /** How often each question of this round was asked, in all rounds [SH52]. */
  questions: CountedQuestion[];
  isSignedUp: boolean;
}

export async function getRoundFindings(
  context: Context,
  actor: Actor,
  roundId: string,
): Promise<RoundFindings> {
  requirePerson(actor, 'shift.view');
  const findings = await store.listFindings(context.db, roundId);
  const questions = countQuestions(await store.listQuestions(context.db));
  return {
    findings: await withOutcomes(context, actor, findings),
    questions: questions.filter((question) => question.findings.some((found) => found.roundId === roundId)),
    isSignedUp: await isSignedUp(context.db, roundId, actor.id),
  };
}

/** What became of findings: their issues, and for whom articles are there the articles. */
async function withOutcomes(
  context: Context,
  actor: Actor,
  findings: readonly Finding[],
): Promise<SeenFinding[]> {
  const ids = findings.map(({ id }) => id);
  const numbers = await listNumbersOfFindings(context, actor, ids);
  const articles = await listArticlesOfFindings(context.db, ids);
  return findings.map((finding) => ({
    ...finding,
    issueNumber: numbers.get(finding.id) ?? null,
    articleId: articles.get(finding.id) ?? null,
  }));
}

/** One finding of a round, for whoever may read rounds. */
export async function getFinding(
  context: Context,
  actor: Actor,
  { roundId, findingId }: { roundId: string; findingId: string },
): Promise<SeenFinding> {
  requirePermission(actor, 'shift.view');
  const finding = await store.findFinding(context.db, findingId);
  if (finding?.roundId !== roundId) throw new AppError('not-found');
  const [seen] = await withOutcomes(context, actor, [finding]);
  if (!seen) throw new AppError('not-found');
  return seen;
}

/**
 * Reports what customers ran into [SH50]. What somebody has to do something about becomes an issue with its origin
 * [SH7]; personal data of customers are masked before it is kept [SH51].
 */
export async function reportFinding(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'finding.report');
  const { steps, quote, text: written, ...form } = parseInput(FindingForm, input);
  await requireSignedUp(context.db, actor.id, form.roundId);
  const id = newId<'finding'>();
  const text = maskText(written);
  const finding = { ...form, id, personId: actor.id, text, steps: maskText(steps), quote: maskText(quote) };
  const issueId = await context.database.transaction(async (trx) => {
    await store.insertFinding(trx, { ...finding, reportedAtMs: context.clock() });
    return isIssueAtOnce(form.kind)
      ? addFromFinding(context, trx, actor, { id, text: wordsOf(finding), reporter: actor.name })
      : null;
  });
  context.bus.tell({ kind: 'round', id: form.roundId, action: 'finding' });
  if (issueId !== null) context.bus.tell({ kind: 'issue', id: issueId, action: 'add' });
}

/** What stands in the issue: everything that helps whoever works on it. */
function wordsOf({ text, steps, quote }: Pick<Finding, 'text' | 'steps' | 'quote'>): string {
  return [text, steps, quote === '' ? '' : `„${quote}”`].filter((part) => part !== '').join('\n\n');
}

/** Customers asked the same once more [SH52]. */
export async function noteAskedAgain(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'finding.report');
  const { roundId, findingId } = parseInput(FindingPick, input);
  await context.database.transaction(async (trx) => {
    await requireSignedUp(trx, actor.id, roundId);
    const finding = await store.findFinding(trx, findingId);
    if (finding?.roundId !== roundId || finding.kind !== 'question') throw new AppError('not-found');
    await store.countAsked(trx, findingId);
  });
  context.bus.tell({ kind: 'round', id: roundId, action: 'finding' });
}

/** Puts a finding on the issue list that was none at once; whoever reported it is its reporter there [SH53]. */
export async function makeIssueOfFinding(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ issueNumber: number }> {
  requirePerson(actor, 'finding.report');
  const { roundId, findingId } = parseInput(FindingPick, input);
  const found = await store.findFinding(context.db, findingId);
  if (found?.roundId !== roundId) throw new AppError('not-found');
  await requireSignedUp(context.db, actor.id, roundId);
  const issueId = await context.database.transaction(async (trx) => {
    const known = await listNumbersOfFindings({ ...context, db: trx }, actor, [findingId]);
    if (known.size > 0) throw new AppError('conflict', { reason: 'findings.isIssue' });
    return addFromFinding(context, trx, actor, {
      ...{ id: findingId, text: wordsOf(found), reporter: found.name, reporterId: found.personId },
    });
  });
  context.bus.tell({ kind: 'round', id: roundId, action: 'finding' });
  context.bus.tell({ kind: 'issue', id: issueId, action: 'add' });
  const numbers = await listNumbersOfFindings(context, actor, [findingId]);
  return { issueNumber: numbers.get(findingId) ?? 0 };
}

async function requireSignedUp(db: Queries, personId: string, roundId: string): Promise<void> {
  if (!(await isSignedUp(db, roundId, personId)))
    throw new AppError('forbidden', { reason: 'shifts.notSignedUp' });
}

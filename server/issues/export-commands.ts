import type { TableQuery } from '#lib/base/table-query.ts';
import { findIssues } from '#lib/issues/issue-query.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { piecesOf } from '../database/pieces-of.ts';
import { readerOf, readListedRows, type ListedIssue } from './list-commands.ts';
import * as lists from './list-store.ts';

/** Every issue that a query finds, in its order, each as this reader sees it: what a file of the list holds [IS70]. */
export async function listIssuesForFile(
  context: Context,
  actor: Actor,
  query: TableQuery,
): Promise<ListedIssue[]> {
  requirePermission(actor, 'issue.view');
  const reader = readerOf(actor);
  const found = findIssues(await lists.listPlaces(context.db, reader, {}), query);
  const issues: ListedIssue[] = [];
  for (const piece of piecesOf(found)) issues.push(...(await readListedRows(context, actor, piece)));
  return issues;
}

/** How many issues were added in a span of moments, and how many are open now. */
export async function countIssuesOfSpan(
  context: Context,
  actor: Actor,
  span: { fromMs: number; beforeMs: number },
): Promise<{ added: number; open: number }> {
  requirePermission(actor, 'issue.view');
  return {
    added: await lists.countAdded(context.db, span),
    open: (await lists.countFigures(context.db)).open,
  };
}

import { AppError } from '#lib/base/errors.ts';
import { readTableQuery } from '#lib/base/table-query.ts';
import { MOST_AT_ONCE } from '#lib/issues/issue-bulk.ts';
import { findIssues, ISSUE_TERMS } from '#lib/issues/issue-query.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Queries } from '../database/engine.ts';
import { readerOf } from './list-commands.ts';
import { listPlaces } from './list-store.ts';

/** The issues that a press is about: those that are named, or whatever an address of the list finds [IS15]. */
export async function findMeant(
  trx: Queries,
  actor: Actor,
  form: { ids: readonly string[]; query?: string | undefined },
): Promise<string[]> {
  const ids = form.query === undefined ? [...new Set(form.ids)] : await findIds(trx, actor, form.query);
  if (ids.length > MOST_AT_ONCE)
    throw new AppError('too-large', { reason: 'issues.tooManyAtOnce', values: { limit: MOST_AT_ONCE } });
  return ids;
}

async function findIds(trx: Queries, actor: Actor, address: string): Promise<string[]> {
  const { query } = readTableQuery(new URLSearchParams(address), ISSUE_TERMS);
  const places = await listPlaces(trx, readerOf(actor), {});
  return findIssues(places, query).map(({ id }) => id);
}

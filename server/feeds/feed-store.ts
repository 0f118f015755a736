import * as v from 'valibot';
import { CALENDAR_PARTS, type CalendarPart } from '#lib/base/calendar/calendar-event.ts';
import { FEED_SCOPES, type FeedScope, type FeedView } from '#lib/feeds/feed.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf, readJson } from '../database/stored.ts';

/** A feed with whose it is. */
export interface FeedRow extends FeedView {
  personId: string;
  tokenHash: string;
}

const StoredParts = v.array(v.picklist(CALENDAR_PARTS));

function selectFeeds(db: Queries) {
  return db.selectFrom('calendar_feed').selectAll();
}

function toFeed(row: Awaited<ReturnType<ReturnType<typeof selectFeeds>['execute']>>[number]): FeedRow {
  const key = `${row.person_id}/${row.scope}`;
  return {
    personId: row.person_id,
    scope: oneOf(FEED_SCOPES, row.scope, 'calendar_feed.scope', key),
    tokenHash: row.token_hash,
    parts: readJson(StoredParts, row.parts, 'calendar_feed.parts', key),
    madeAtMs: row.made_at_ms,
    fetchedOn: row.fetched_on,
  };
}

export async function listFeedsOf(db: Queries, personId: string): Promise<FeedRow[]> {
  return (await selectFeeds(db).where('person_id', '=', personId).execute()).map(toFeed);
}

export async function findFeedByHash(db: Queries, tokenHash: string): Promise<FeedRow | undefined> {
  const row = await selectFeeds(db).where('token_hash', '=', tokenHash).executeTakeFirst();
  return row && toFeed(row);
}

/** Writes a feed in place of the one of the same person and scope. */
export async function putFeed(trx: Queries, feed: Omit<FeedRow, 'fetchedOn'>): Promise<void> {
  const columns = {
    token_hash: feed.tokenHash,
    parts: JSON.stringify(feed.parts),
    made_at_ms: feed.madeAtMs,
    fetched_on: null,
  };
  await trx
    .insertInto('calendar_feed')
    .values({ person_id: feed.personId, scope: feed.scope, ...columns })
    .onConflict((conflict) => conflict.columns(['person_id', 'scope']).doUpdateSet(columns))
    .execute();
}

/** Changes what was chosen; false where there is no such feed. */
export async function setFeedParts(
  trx: Queries,
  { personId, scope }: Pick<FeedRow, 'personId' | 'scope'>,
  parts: readonly CalendarPart[],
): Promise<boolean> {
  const result = await trx
    .updateTable('calendar_feed')
    .set({ parts: JSON.stringify(parts) })
    .where('person_id', '=', personId)
    .where('scope', '=', scope)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Notes that a feed was read on a day, and holds its row until the end of the transaction; false where it is gone. */
export async function noteFetched(trx: Queries, tokenHash: string, day: string): Promise<boolean> {
  const result = await trx
    .updateTable('calendar_feed')
    .set({ fetched_on: day })
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends a feed and returns it; undefined where there is none. */
export async function deleteFeed(
  trx: Queries,
  personId: string,
  scope: FeedScope,
): Promise<FeedRow | undefined> {
  const row = await trx
    .deleteFrom('calendar_feed')
    .where('person_id', '=', personId)
    .where('scope', '=', scope)
    .returningAll()
    .executeTakeFirst();
  return row && toFeed(row);
}

/** Ends all feeds of a person, and forgets what their calendars were told. */
export async function deleteFeedsOf(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('calendar_feed').where('person_id', '=', personId).execute();
  await trx.deleteFrom('calendar_entry').where('person_id', '=', personId).execute();
}

import * as v from 'valibot';
import { CALENDAR_PARTS } from '#lib/base/calendar/calendar-event.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { FeedForm, FeedPick } from '#lib/feeds/feed-forms.ts';
import { FEED_SCOPES, type FeedScope, type FeedView } from '#lib/feeds/feed.ts';
import type { ActionOf } from '#lib/audit/audit-action.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePerson } from '../access/require-permission.ts';
import { hashToken, makeToken } from '../access/secrets.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { isTeamMember } from '../people/team/team-store.ts';
import { undoable } from '../undo/undoable.ts';
import * as store from './feed-store.ts';

/** Who may have the team's dates in a calendar: whoever is in the team, or leads it [CF1]. */
export async function mayHaveFeed(db: Queries, actor: Actor, scope: FeedScope): Promise<boolean> {
  if (actor.kind !== 'person' || !isPermitted(standingsOf(actor), 'feed.make')) return false;
  if (scope === 'own') return true;
  return isPermitted(standingsOf(actor), 'team.manage') || isTeamMember(db, actor.id);
}

/** One's own feed of a scope; null where there is none, undefined where one can have none. */
export async function findFeed(
  context: Context,
  actor: Actor,
  scope: FeedScope,
): Promise<FeedView | null | undefined> {
  requirePerson(actor, 'feed.make');
  if (!(await mayHaveFeed(context.db, actor, scope))) return undefined;
  const found = (await store.listFeedsOf(context.db, actor.id)).find((feed) => feed.scope === scope);
  if (!found) return null;
  const { parts, madeAtMs, fetchedOn } = found;
  return { scope, parts, madeAtMs, fetchedOn };
}

/** Makes a feed, or gives it another address; answers the path of it, this once [CF1]. */
export async function makeFeed(context: Context, actor: Actor, input: unknown): Promise<{ path: string }> {
  requirePerson(actor, 'feed.make');
  const { scope, parts } = parseInput(FeedForm, input);
  const token = makeToken();
  await context.database.transaction(async (trx) => {
    await requireScope(trx, actor, scope);
    const madeAtMs = context.clock();
    await store.putFeed(trx, { personId: actor.id, scope, parts, tokenHash: hashToken(token), madeAtMs });
    await auditFeed(context, trx, actor, 'make');
  });
  return { path: `/feeds/${token}.ics` };
}

/** Chooses what a feed has; its address stays. */
export async function changeFeed(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'feed.make');
  const { scope, parts } = parseInput(FeedForm, input);
  await context.database.transaction(async (trx) => {
    await requireScope(trx, actor, scope);
    if (!(await store.setFeedParts(trx, { personId: actor.id, scope }, parts)))
      throw new AppError('not-found');
    await auditFeed(context, trx, actor, 'change');
  });
}

/** Ends a feed: its address leads nowhere from now on [CF1]. */
export async function revokeFeed(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'feed.make');
  const { scope } = parseInput(FeedPick, input);
  return context.database.transaction(async (trx) => {
    const ended = await store.deleteFeed(trx, actor.id, scope);
    if (!ended) throw new AppError('not-found');
    await auditFeed(context, trx, actor, 'revoke');
    const { tokenHash, parts, madeAtMs } = ended;
    return {
      undoId: await FEED_UNDO.keep(context, trx, actor, { scope, tokenHash, parts: [...parts], madeAtMs }),
    };
  });
}

const RevokedFeed = v.object({
  scope: v.picklist(FEED_SCOPES),
  tokenHash: v.string(),
  parts: v.array(v.picklist(CALENDAR_PARTS)),
  madeAtMs: v.number(),
});

/** Under the address that it had, unless another one was made meanwhile. */
export const FEED_UNDO = undoable('feed', RevokedFeed, async (context: Context, trx, actor, kept) => {
  requirePerson(actor, 'feed.make');
  await requireScope(trx, actor, kept.scope);
  if ((await store.listFeedsOf(trx, actor.id)).some(({ scope }) => scope === kept.scope))
    throw new AppError('conflict', { reason: 'feeds.madeAnew' });
  await store.putFeed(trx, { ...kept, personId: actor.id });
  await auditFeed(context, trx, actor, 'make');
  return {};
});

async function requireScope(trx: Queries, actor: Actor, scope: FeedScope): Promise<void> {
  if (!(await mayHaveFeed(trx, actor, scope))) throw new AppError('forbidden');
}

async function auditFeed(
  { clock }: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  action: ActionOf<'feed'>,
): Promise<void> {
  await recordAudit(trx, {
    atMs: clock(),
    actor,
    action: `feed.${action}`,
    subject: { kind: 'person', id: actor.id },
  });
}

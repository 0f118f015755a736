import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { auditedChanges } from '#lib/audit/audit-change.ts';
import {
  MOST_BAND_CHANGES,
  MoveBackForm,
  MoveBandForm,
  type BandChange,
} from '#lib/issues/bands/band-change.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import { staleError } from '../../access/stale-error.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { maskText } from '../../survey/commands.ts';
import { readerOf } from '../list-commands.ts';
import { listIssues } from '../list-store.ts';
import { settleStanding, type BandCause } from '../settle-standing.ts';
import * as store from '../store.ts';
import { listBandChanges, writeMove } from './band-store.ts';

/** Puts an issue into another band than its ratings do; the reason stands beside it [IS51]. */
export async function moveBand(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'issue.manage');
  const { band, ...form } = parseInput(MoveBandForm, input);
  const reason = maskText(form.reason);
  const cause: BandCause = { why: 'move', reason, byName: actor.name };
  await changeBand(context, actor, form, cause, async (trx, issue) => {
    if (issue.band === band) throw new AppError('conflict', { reason: 'bands.isThere' });
    return writeMove(trx, issue, { band, reason, byName: actor.name, atMs: context.clock() });
  });
}

/** Takes a move back: the ratings decide again [IS51]. */
export async function moveBandBack(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'issue.manage');
  const form = parseInput(MoveBackForm, input);
  await changeBand(context, actor, form, { why: 'back', byName: actor.name }, async (trx, issue) => {
    if (!issue.moved) throw new AppError('conflict', { reason: 'bands.notMoved' });
    return writeMove(trx, issue, null);
  });
}

async function changeBand(
  context: Context,
  actor: Actor,
  { issueId, version }: { issueId: string; version: number },
  cause: BandCause,
  write: (trx: Queries, issue: store.IssueRow) => Promise<boolean>,
): Promise<void> {
  await context.database.transaction(async (trx) => {
    await store.holdIssue(trx, issueId);
    const before = await store.findIssue(trx, issueId);
    if (!before) throw new AppError('not-found');
    if (before.version !== version || !(await write(trx, before))) {
      const actions = ['issue.change', 'issue.moveBand', 'issue.moveBack'] as const;
      throw await staleError(trx, actor, { kind: 'issue', id: issueId, actions }, before);
    }
    await settleStanding(context, trx, issueId, cause);
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: cause.why === 'back' ? 'issue.moveBack' : 'issue.moveBand',
      subject: { kind: 'issue', id: issueId },
      // What its ratings say is no line of the log: they may be secret still.
      details: {
        changes: auditedChanges({ band: before.moved?.band ?? null }, { band: await movedTo(trx, issueId) }),
      },
    });
  });
  context.bus.tell({ kind: 'issue', id: issueId, action: 'change' });
}

async function movedTo(trx: Queries, issueId: string): Promise<string | null> {
  return (await store.findIssue(trx, issueId))?.moved?.band ?? null;
}

/** In which bands an issue was, the newest change first; of secret totals whoever may see them reads alone [IS53]. */
export async function getBandHistory(context: Context, actor: Actor, issueId: string): Promise<BandChange[]> {
  requirePermission(actor, 'issue.view');
  const reader = readerOf(actor);
  const [issue] = await listIssues(context.db, reader, [issueId]);
  if (!issue) throw new AppError('not-found');
  const seesTotals = reader.seesTotals || issue.hasAnswered;
  const changes = await listBandChanges(context.db, issueId, MOST_BAND_CHANGES);
  return changes.flatMap(({ id, atMs, why, reason, byName, ...bands }): BandChange[] => {
    const from = bands.isFromSecret && !seesTotals ? null : bands.from;
    const to = bands.isToSecret && !seesTotals ? null : bands.to;
    // Nothing that this reader may know has changed.
    if (from === null && to === null) return [];
    return [{ id, atMs, from, to, why, reason, byName }];
  });
}

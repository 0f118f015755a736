import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { readForComparing, TextComparison } from '#lib/base/words/compare-texts.ts';
import { foldText } from '#lib/base/words/fold-text.ts';
import {
  MergeForm,
  StoredMerge,
  UnlikeForm,
  type LikelyDuplicate,
  type LikelyPair,
} from '#lib/issues/duplicates/duplicate.ts';
import { issueOutcome } from '#lib/issues/triage.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { findNumbered, holdNumbers } from '../../database/number-store.ts';
import type { Queries } from '../../database/engine.ts';
import { undoable } from '../../undo/undoable.ts';
import { settleStanding } from '../settle-standing.ts';
import { findIssue, findOpenProject, type IssueRow } from '../store.ts';
import * as pairs from './duplicate-store.ts';
import * as store from './merge-store.ts';

/** As many likely duplicates as somebody looks at while typing. */
export const MOST_SIMILAR_ISSUES = 5;
/** As many pairs as are looked through at a time; the next come when these are decided. */
export const MOST_PAIRS = 50;
/** Below so many letters a title says nothing yet. */
const LETTERS_TO_COMPARE = 4;

/** Issues that say about the same as a title, the most alike first [IS25]. */
export async function listSimilarIssues(
  context: Context,
  actor: Actor,
  title: string,
): Promise<LikelyDuplicate[]> {
  requirePermission(actor, 'issue.view');
  const text = title.slice(0, 300);
  if (foldText(text).length < LETTERS_TO_COMPARE) return [];
  const known = await pairs.listCompared(context.db);
  return new TextComparison(readForComparing(known))
    .find(text, MOST_SIMILAR_ISSUES)
    .map(({ thing, likeness }) => ({ ...toLikely(thing), likeness }));
}

/** Every two issues that look alike and of which nobody said that they are not the same [IS26]. */
export async function listLikelyPairs(
  context: Context,
  actor: Actor,
): Promise<{ pairs: LikelyPair[]; total: number }> {
  requirePermission(actor, 'issue.manage');
  const known = await pairs.listCompared(context.db);
  const unlike = await pairs.listUnlike(context.db);
  const found = new TextComparison(readForComparing(known))
    .findPairs()
    .filter(({ one, other }) => !unlike.has(pairs.unlikeKey(one.id, other.id)));
  return {
    pairs: found.slice(0, MOST_PAIRS).map(({ one, other, likeness }) => ({
      ...{ older: toLikely(one), newer: toLikely(other), likeness },
    })),
    total: found.length,
  };
}

function toLikely(issue: pairs.ComparedIssue): Omit<LikelyDuplicate, 'likeness'> {
  return { id: issue.id, number: issue.number, title: issue.text, outcome: issueOutcome(issue) };
}

/** Remembers that two issues are not the same: they are not shown as a pair again [IS26]. */
export async function tellApart(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'issue.manage');
  const { oneId, otherId } = parseInput(UnlikeForm, input);
  const undoId = await context.database.transaction(async (trx) => {
    await requireTwo(trx, oneId, otherId);
    await pairs.insertUnlike(trx, { oneId, otherId, byId: actor.id, atMs: context.clock() });
    return UNLIKE_UNDO.keep(context, trx, actor, { oneId, otherId });
  });
  context.bus.tell({ kind: 'issue', id: 'issues', action: 'change' });
  return { undoId };
}

/** Two that were told apart are a pair again. */
export const UNLIKE_UNDO = undoable(
  'issue-unlike',
  UnlikeForm,
  async (context: Context, trx, actor, pair) => {
    requirePerson(actor, 'issue.manage');
    await pairs.deleteUnlike(trx, pair.oneId, pair.otherId);
    return { after: () => context.bus.tell({ kind: 'issue', id: 'issues', action: 'change' }) };
  },
);

async function requireTwo(trx: Queries, oneId: string, otherId: string): Promise<[IssueRow, IssueRow]> {
  const [one, other] = [await findIssue(trx, oneId), await findIssue(trx, otherId)];
  if (!one || !other) throw new AppError('not-found');
  if (one.id === other.id) throw new AppError('conflict', { reason: 'issues.merge.itself' });
  return [one, other];
}

/**
 * Makes one issue part of another [IS27]: its ratings, causes, projects and reporters go over, its evidence where the
 * other has none; the issue itself stays with its origin and what was said about it, and leads to the other. Refused
 * where that cannot be [IS28].
 */
export async function mergeIssues(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ number: number; undoId: string | null }> {
  requirePerson(actor, 'issue.manage');
  const { fromId, into: address } = parseInput(MergeForm, input);
  const intoId = (await findNumbered(context.db, 'issue', address.replace(/^#/, '')))?.id;
  if (intoId === undefined)
    throw new AppError('invalid', { issues: [{ path: 'into', message: 'issues.merge.unknown' }] });
  const way = { fromId, intoId };
  const done = await context.database.transaction(async (trx) => {
    await holdNumbers(trx, 'issue'); // two merges at once: the later one finds what the first made
    const [from, into] = await requireTwo(trx, fromId, intoId);
    await requireMergeable(trx, from, into);
    const movedAtMs = context.clock();
    const kept: StoredMerge = {
      from: {
        ...{ id: from.id, version: from.version + 1, state: from.state, triage: from.triage },
        ...{ reason: from.triageReason, until: from.snoozedUntil },
      },
      into: {
        ...{ id: into.id, version: into.version + 1, state: into.state, triage: into.triage },
        ...{ insightId: into.insightId, ownerId: into.ownerId },
      },
      ratings: await store.moveRatings(trx, way, movedAtMs),
      movedAtMs,
      causes: await store.moveIssueCauses(trx, way),
      projects: await store.moveProjects(trx, way),
      reporterIds: await store.shareReporters(trx, way),
      twinIds: await store.moveTwins(trx, way),
    };
    await store.writeMerged(trx, from.id, {
      ...{ state: 'open', triage: 'duplicate', triage_reason: null, snoozed_until: null },
      duplicate_of: into.id,
    });
    await store.writeMerged(trx, into.id, {
      state: from.state === 'project' ? 'project' : into.state,
      triage: from.triage === 'accepted' ? 'accepted' : into.triage,
      insight_id: into.insightId ?? from.insightId,
      owner_id: into.ownerId ?? from.ownerId,
    });
    for (const id of [from.id, into.id]) await settleStanding(context, trx, id);
    await audit(context, trx, actor, 'merge', from.id);
    await audit(context, trx, actor, 'takeIn', into.id);
    return { number: into.number, undoId: await ISSUE_MERGE_UNDO.keep(context, trx, actor, kept) };
  });
  tellBoth(context, way);
  return done;
}

/** Why two issues cannot be one [IS28]. */
async function requireMergeable(trx: Queries, from: IssueRow, into: IssueRow): Promise<void> {
  const refuse = (reason: string, values = {}): AppError => new AppError('conflict', { reason, values });
  if (from.triage === 'duplicate') throw refuse('issues.merge.already', { number: from.number });
  if (into.triage !== 'accepted' && into.triage !== 'new')
    throw refuse('issues.merge.notTakenUp', { number: into.number });
  const asked = [from, into].find(({ askedIn }) => askedIn !== null);
  if (asked) throw refuse('issues.merge.asked', { number: asked.number });
  const [one, other] = [await findOpenProject(trx, from.id), await findOpenProject(trx, into.id)];
  if (one && other && one.id !== other.id)
    throw refuse('issues.merge.twoProjects', { one: one.title, other: other.title });
}

/** Makes two issues of one again, as they were [IS29]; refused where somebody changed either since. */
export const ISSUE_MERGE_UNDO = undoable(
  'issue-merge',
  StoredMerge,
  async (context: Context, trx, actor, kept) => {
    requirePerson(actor, 'issue.manage');
    await holdNumbers(trx, 'issue');
    const way = { fromId: kept.from.id, intoId: kept.into.id };
    const [from, into] = await requireTwo(trx, way.fromId, way.intoId);
    if (from.version !== kept.from.version || into.version !== kept.into.version)
      throw new AppError('conflict', { reason: 'issues.merge.movedOn' });
    await store.returnRatings(trx, way, kept);
    await store.returnCauses(trx, way.fromId, kept.causes);
    await store.returnProjects(trx, way, kept.projects);
    await store.withdrawReporters(trx, way.intoId, kept.reporterIds);
    await store.returnTwins(trx, way.fromId, kept.twinIds);
    await store.writeMerged(trx, way.fromId, {
      ...{ state: kept.from.state, triage: kept.from.triage },
      ...{ triage_reason: kept.from.reason, snoozed_until: kept.from.until, duplicate_of: null },
    });
    await store.writeMerged(trx, way.intoId, {
      ...{ state: kept.into.state, triage: kept.into.triage },
      ...{ insight_id: kept.into.insightId, owner_id: kept.into.ownerId },
    });
    for (const id of [way.fromId, way.intoId]) await settleStanding(context, trx, id);
    await audit(context, trx, actor, 'split', way.fromId);
    return { after: () => tellBoth(context, way) };
  },
);

async function audit(
  context: Context,
  trx: Queries,
  actor: Actor,
  name: 'merge' | 'takeIn' | 'split',
  id: string,
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `issue.${name}`,
    subject: { kind: 'issue', id },
  });
}

function tellBoth(context: Context, { fromId, intoId }: { fromId: string; intoId: string }): void {
  for (const id of [fromId, intoId]) context.bus.tell({ kind: 'issue', id, action: 'change' });
}

import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { isDecidable } from '#lib/issues/triage.ts';
import {
  OwnerForm,
  StoredTriage,
  TriageForm,
  type TriageDone,
  type TriageFacts,
} from '#lib/issues/triage/triage-forms.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices } from '../../notify/notice-commands.ts';
import { areActive, namesOf } from '../../people/store.ts';
import { undoable } from '../../undo/undoable.ts';
import { tellOfIssues } from '../bulk-commands.ts';
import { findMeant } from '../meant-issues.ts';
import { getIssue, readerOf, type ListedIssue } from '../list-commands.ts';
import * as lists from '../list-store.ts';
import { findIssue } from '../store.ts';
import { auditTriage, triageFacts } from './audit-triage.ts';
import * as store from './triage-store.ts';

/** As many as the view of triage shows; the next come when these are decided. */
export const MOST_TRIAGED = 50;

/** An issue that waits for triage, with whoever reported it. */
export interface WaitingIssue extends Pick<
  ListedIssue,
  'id' | 'number' | 'title' | 'description' | 'origin' | 'createdAtMs' | 'ownerName'
> {
  reporters: readonly string[];
}

/** What waits for triage, the oldest first, and how many there are [IS24]. */
export async function listForTriage(
  context: Context,
  actor: Actor,
): Promise<{ issues: WaitingIssue[]; total: number }> {
  requirePermission(actor, 'issue.manage');
  const ids = await store.listWaitingIds(context.db, MOST_TRIAGED);
  const rows = await lists.listIssues(context.db, readerOf(actor), ids);
  const reporters = Map.groupBy(await store.listReporters(context.db, ids), ({ issueId }) => issueId);
  return {
    issues: rows.map(({ id, number, title, description, origin, createdAtMs, ownerName }) => ({
      ...{ id, number, title, description, origin, createdAtMs, ownerName },
      reporters: (reporters.get(id) ?? []).map(({ name }) => name),
    })),
    total: await lists.countIssues(context.db, readerOf(actor), { isWaiting: true }),
  };
}

/** What an issue's page says of its triage, for everybody who reads it. */
export async function getTriage(context: Context, actor: Actor, issueId: string): Promise<TriageFacts> {
  const issue = await getIssue(context, actor, issueId);
  const { triage, triageReason, snoozedUntil, ownerId, ownerName, duplicateOf } = issue;
  const twin = duplicateOf === null ? undefined : await findIssue(context.db, duplicateOf);
  return {
    triage,
    reason: triageReason,
    until: snoozedUntil,
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? '' },
    reporters: (await store.listReporters(context.db, [issueId])).map(({ name }) => name),
    duplicateOf: twin ? { number: twin.number, title: twin.title } : null,
    duplicates: await store.listTwins(context.db, issueId),
  };
}

/**
 * Decides about issues: accepted, declined with a reason, back on a day, or new again [IS21]. Those that are in a
 * project, over or merged stay as they are, and how many is said. One press takes all of it back.
 */
export async function triageIssues(context: Context, actor: Actor, input: unknown): Promise<TriageDone> {
  requirePerson(actor, 'issue.manage');
  const form = parseInput(TriageForm, input);
  if (form.triage === 'snoozed') requireAhead(context, form.until);
  const after = {
    triage: form.triage,
    reason: form.triage === 'declined' ? form.reason : null,
    until: form.triage === 'snoozed' ? form.until : null,
  };
  const done = await context.database.transaction(async (trx) => {
    const held = await store.holdTriage(trx, await findMeant(trx, actor, form));
    const changing = held.filter(
      (issue) =>
        isDecidable(issue) &&
        (issue.triage !== after.triage || issue.reason !== after.reason || issue.until !== after.until),
    );
    await store.writeTriage(
      trx,
      changing.map(({ id }) => id),
      after,
    );
    for (const issue of changing)
      await auditTriage(context, trx, actor, issue.id, triageFacts(issue), triageFacts(after));
    return {
      changed: changing,
      kept: held.filter((issue) => !isDecidable(issue)).length,
      undoId: changing.length === 0 ? null : await keep(context, trx, actor, changing),
    };
  });
  tellOfIssues(context, done.changed);
  return { changed: done.changed.length, kept: done.kept, undoId: done.undoId };
}

/** Says who answers for issues, who is told so; nobody where no person is named [IS30]. */
export async function setIssueOwner(context: Context, actor: Actor, input: unknown): Promise<TriageDone> {
  requirePerson(actor, 'issue.manage');
  const form = parseInput(OwnerForm, input);
  const ownerId = form.ownerId || null;
  const done = await context.database.transaction(async (trx) => {
    if (ownerId !== null && !(await areActive(trx, [ownerId])).has(ownerId))
      throw new AppError('invalid', { issues: [{ path: 'ownerId', message: 'issues.ownerGone' }] });
    const held = await store.holdTriage(trx, await findMeant(trx, actor, form));
    const changing = held.filter((issue) => issue.ownerId !== ownerId);
    const ids = changing.map(({ id }) => id);
    await store.writeOwner(trx, ids, ownerId);
    const known = changing.flatMap((issue) => issue.ownerId ?? []);
    const names = await namesOf(trx, [...new Set([...known, ...(ownerId === null ? [] : [ownerId])])]);
    const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
    for (const issue of changing)
      await auditTriage(
        context,
        trx,
        actor,
        issue.id,
        { owner: nameOf(issue.ownerId) },
        { owner: nameOf(ownerId) },
      );
    const tellInboxes = await addNotices(
      context,
      trx,
      ownerId === null
        ? []
        : changing.map(({ id, version }) => ({
            personId: ownerId,
            kind: 'issue.owner',
            subject: { kind: 'issue', id },
            ...{ occasion: `${version + 1}`, byId: actor.id, values: {} },
          })),
    );
    const undoId = changing.length === 0 ? null : await keep(context, trx, actor, changing);
    return { changing, undoId, tellInboxes };
  });
  done.tellInboxes();
  tellOfIssues(context, done.changing);
  return { changed: done.changing.length, kept: 0, undoId: done.undoId };
}

/** Puts triage and owner back as they were, except where somebody changed an issue since. */
export const TRIAGE_UNDO = undoable(
  'issue-triage',
  StoredTriage,
  async (context: Context, trx, actor, before) => {
    requirePerson(actor, 'issue.manage');
    const held = new Map(
      (
        await store.holdTriage(
          trx,
          before.map(({ id }) => id),
        )
      ).map((issue) => [issue.id, issue]),
    );
    const restorable = before.filter(({ id, version }) => held.get(id)?.version === version);
    for (const issue of restorable) {
      const now = held.get(issue.id);
      if (!now) continue;
      await store.writeTriage(trx, [issue.id], issue);
      await store.writeOwner(trx, [issue.id], issue.ownerId);
      const names = await namesOf(
        trx,
        [now.ownerId, issue.ownerId].flatMap((id) => id ?? []),
      );
      const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
      await auditTriage(
        context,
        trx,
        actor,
        issue.id,
        { ...triageFacts(now), owner: nameOf(now.ownerId) },
        { ...triageFacts(issue), owner: nameOf(issue.ownerId) },
      );
    }
    const n = restorable.length;
    return {
      said: { key: 'issues.many.undone', values: { n, kept: before.length - n } },
      after: () => tellOfIssues(context, restorable),
    };
  },
);

function requireAhead(context: Context, day: string): void {
  if (day > dayAt(context.clock(), context.settings.timeZone)) return;
  throw new AppError('invalid', { issues: [{ path: 'until', message: 'issues.triage.untilAhead' }] });
}

function keep(
  context: Context,
  trx: Queries,
  actor: Actor,
  changed: readonly store.HeldIssue[],
): Promise<string | null> {
  return TRIAGE_UNDO.keep(
    context,
    trx,
    actor,
    changed.map(({ id, version, triage, reason, until, ownerId }) => ({
      ...{ id, version: version + 1, triage, reason, until, ownerId },
    })),
  );
}

import { auditedChanges } from '#lib/audit/audit-change.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { BulkStateForm, StoredChanges, type BulkOutcome } from '#lib/issues/issue-bulk.ts';
import { STATES_BY_HAND } from '#lib/issues/issue.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { undoable } from '../undo/undoable.ts';
import * as store from './bulk-store.ts';
import { findMeant } from './meant-issues.ts';

/** As many events as one press makes. */
export const MOST_EVENTS = 100;

/** What setting the state of many issues at once would do, without doing it [IS15]. */
export async function previewStates(context: Context, actor: Actor, input: unknown): Promise<BulkOutcome> {
  requirePerson(actor, 'issue.manage');
  return context.database.transaction(
    async (trx) => (await sortOut(trx, actor, input, store.readStates)).outcome,
  );
}

/**
 * Sets the state of many issues at once: all of them or, where the database refuses, none. Those in a
 * project follow it and stay; how many is said [IS15].
 */
export async function setIssueStates(context: Context, actor: Actor, input: unknown): Promise<BulkOutcome> {
  requirePerson(actor, 'issue.manage');
  const atMs = context.clock();
  const { outcome, changed } = await context.database.transaction(async (trx) => {
    const { state, changing, outcome } = await sortOut(trx, actor, input, store.holdStates);
    if (changing.length === 0) return { outcome, changed: [] };
    await store.setStates(
      trx,
      changing.map(({ id }) => id),
      state,
    );
    const changes = changing.map(({ id, before, version }) => ({ id, before, version: version + 1 }));
    const undoId = await ISSUE_STATES_UNDO.keep(context, trx, actor, changes);
    for (const { id, before } of changing) await audit(trx, actor, atMs, id, before, state);
    return { outcome: { ...outcome, undoId }, changed: changing };
  });
  tellOfIssues(context, changed);
  return outcome;
}

/** Gives the states of before back; what was changed again since stays [IS15]. */
export const ISSUE_STATES_UNDO = undoable(
  'issue-states',
  StoredChanges,
  async (context: Context, trx, actor, changes) => {
    requirePerson(actor, 'issue.manage');
    const atMs = context.clock();
    const held = await store.holdStates(
      trx,
      changes.map(({ id }) => id),
    );
    const now = new Map(held.map((issue) => [issue.id, issue]));
    const restorable = changes.filter(({ id, version }) => now.get(id)?.version === version);
    for (const [before, group] of Map.groupBy(restorable, (change) => change.before)) {
      await store.setStates(
        trx,
        group.map(({ id }) => id),
        before,
      );
    }
    for (const { id, before } of restorable) {
      await audit(trx, actor, atMs, id, now.get(id)?.state ?? before, before);
    }
    const kept = changes.length - restorable.length;
    return {
      said: { key: 'issues.many.undone', values: { n: restorable.length, kept } },
      after: () => tellOfIssues(context, restorable),
    };
  },
);

/** Of a few each is told, for whoever looks at one of them; of many the list as a whole. */
export function tellOfIssues(context: Context, issues: readonly { id: string }[]): void {
  const told = issues.length > MOST_EVENTS ? [{ id: 'issues' }] : issues;
  for (const { id } of told) context.bus.tell({ kind: 'issue', id, action: 'change' });
}

/** Which issues are meant, which of them change, and why the others do not. */
async function sortOut(trx: Queries, actor: Actor, input: unknown, read: typeof store.readStates) {
  const form = parseInput(BulkStateForm, input);
  const ids = await findMeant(trx, actor, form);
  const found = await read(trx, ids);
  const accepted = found.filter(({ triage }) => triage === 'accepted');
  const changing = accepted.flatMap(({ id, state, version }) => {
    const before = STATES_BY_HAND.find((other) => other === state);
    return before && before !== form.state ? [{ id, before, version }] : [];
  });
  const inProject = accepted.filter(({ state }) => state === 'project').length;
  const outcome: BulkOutcome = {
    changed: changing.length,
    inProject,
    notAccepted: found.length - accepted.length,
    unchanged: accepted.length - changing.length - inProject,
    undoId: null,
  };
  return { state: form.state, changing, outcome };
}

async function audit(
  trx: Queries,
  actor: Actor,
  atMs: number,
  id: string,
  before: string,
  after: string,
): Promise<void> {
  await recordAudit(trx, {
    atMs,
    actor,
    action: 'issue.change',
    subject: { kind: 'issue', id },
    details: { changes: auditedChanges({ state: before }, { state: after }) },
  });
}

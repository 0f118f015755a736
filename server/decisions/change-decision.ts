import * as v from 'valibot';
import type { ActionOf } from '#lib/audit/audit-action.ts';
import { auditedChanges, type AuditChange } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { DECISION_STATES, mayActOn, stateAfterAction, type DecisionAction } from '#lib/decisions/decision.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePerson } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { areActive } from '../people/store.ts';
import { undoable } from '../undo/undoable.ts';
import { addDecisionNotices, withdrawDecisionNotices, type DecisionAfterwards } from './decision-notices.ts';
import * as store from './decision-store.ts';
import { requireDecision } from './see-decisions.ts';
import { readStance } from './show-decision.ts';

/** The day on the organisation's calendar. */
export function decisionDay({ clock, settings }: Pick<Context, 'clock' | 'settings'>): string {
  return dayAt(clock(), settings.timeZone);
}

/** A line about a decision: states and days, and never words. */
export async function auditDecision(
  context: Pick<Context, 'clock'>,
  trx: Queries,
  actor: Actor,
  id: string,
  action: ActionOf<'decision'>,
  changes: readonly AuditChange[] = [],
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `decision.${action}`,
    subject: { kind: 'decision', id },
    details: { changes },
  });
}

/** Tells that a decision changed, on its own page, in lists, and beside what it hangs on. */
export function tellDecision(
  { bus }: Pick<Context, 'bus'>,
  { id, subject }: Pick<store.KeptDecision, 'id' | 'subject'>,
): void {
  bus.tell({ kind: 'decision', id, action: 'change' });
  if (subject) bus.tell({ kind: 'decision', id: subject.id, action: 'change' });
}

/** These are active; refuses the field that names somebody who is not. */
export async function requireActive(trx: Queries, ids: readonly string[], path: string): Promise<void> {
  if (ids.length === 0) return;
  const active = await areActive(trx, ids);
  if (ids.some((id) => !active.has(id)))
    throw new AppError('invalid', { issues: [{ path, message: 'decisions.personGone' }] });
}

/** A day on which something is to be, today or later. */
export function requireComing(day: string, today: string, path: string): void {
  if (day !== '' && day < today)
    throw new AppError('invalid', { issues: [{ path, message: 'decisions.dayOver' }] });
}

const CHANGING = [
  'decision.change',
  'decision.openPoll',
  'decision.closePoll',
  'decision.cancelPoll',
  'decision.decide',
  'decision.hold',
  'decision.supersede',
  'decision.tell',
  'decision.withdraw',
  'decision.reopen',
  'decision.handOver',
] as const;

function staleDecision(trx: Queries, actor: Actor, row: store.KeptDecision): Promise<AppError> {
  return staleError(trx, actor, { kind: 'decision', id: row.id, actions: CHANGING }, row);
}

/** Writes what an action makes of one, with its state; refuses what does not fit that, or was changed meanwhile [DE2] [DE4]. */
export async function writeStep(
  context: Context,
  trx: Queries,
  actor: Actor,
  row: store.KeptDecision,
  action: DecisionAction,
  patch: store.DecisionPatch = {},
): Promise<void> {
  const state = stateAfterAction(row.state, action);
  if (state === null) throw new AppError('conflict', { reason: 'decisions.notNow' });
  if (!(await store.updateDecision(trx, row, { ...patch, state })))
    throw await staleDecision(trx, actor, row);
}

export type DecisionPerson = Extract<Actor, { kind: 'person' }>;

/** Does something to one in a transaction, after its reader, its version and their rights were looked at. */
export async function changeDecisionRow<Result>(
  context: Context,
  actor: Actor,
  pick: { decisionId: string; version: number },
  action: DecisionAction,
  work: (
    trx: Queries,
    row: store.KeptDecision,
    person: DecisionPerson,
    after: DecisionAfterwards,
  ) => Promise<Result>,
): Promise<Result> {
  requirePerson(actor, 'decision.make');
  const { row: seen } = await requireDecision(context, actor, pick.decisionId);
  const after: DecisionAfterwards = [];
  const result = await context.database.transaction(async (trx) => {
    const row = await store.holdDecision(trx, seen.id);
    if (!row) throw new AppError('not-found');
    if (row.version !== pick.version) throw await staleDecision(trx, actor, row);
    if (!mayActOn(action, await readStance(trx, actor, row))) throw new AppError('forbidden');
    return work(trx, row, actor, after);
  });
  for (const tellInboxes of after) tellInboxes();
  tellDecision(context, seen);
  return result;
}

/** What becomes of a state, for the audit log. */
export function stateChange(from: string, to: string): AuditChange[] {
  return auditedChanges({ state: from }, { state: to });
}

const KeptStep = v.object({
  id: v.string(),
  /** The version that the press made. */
  version: v.number(),
  state: v.picklist(DECISION_STATES),
  outcomeOptionId: v.nullable(v.string()),
  outcome: v.string(),
  why: v.string(),
  decidedById: v.nullable(v.string()),
  decidedByName: v.string(),
  decidedAtMs: v.nullable(v.number()),
  lookAgainOn: v.nullable(v.string()),
  supersededBy: v.nullable(v.string()),
  /** Which one it superseded when it was decided. */
  superseded: v.nullable(v.object({ id: v.string(), version: v.number() })),
});

/** How one stood before it was decided, withdrawn or superseded, for as long as nobody changed it since [DE4]. */
export const DECISION_UNDO = undoable('decision', KeptStep, async (context: Context, trx, actor, kept) => {
  requirePerson(actor, 'decision.make');
  const row = await store.holdDecision(trx, kept.id);
  if (!row) throw new AppError('not-found');
  if (row.version !== kept.version) throw await staleDecision(trx, actor, row);
  const isWritten = await store.updateDecision(trx, row, {
    state: kept.state,
    reason: '',
    outcome_option_id: kept.outcomeOptionId,
    outcome: kept.outcome,
    why: kept.why,
    decided_by: kept.decidedById,
    decided_by_name: kept.decidedByName,
    decided_at_ms: kept.decidedAtMs,
    look_again_on: kept.lookAgainOn,
    told_again_for: null,
    newer_id: kept.supersededBy,
  });
  if (!isWritten) throw await staleDecision(trx, actor, row);
  const after: DecisionAfterwards = [];
  if (row.state === 'decided' && kept.state === 'open') {
    await store.noteTold(trx, row.id, null);
    await withdrawDecisionNotices(
      context,
      trx,
      row.id,
      { kinds: ['decision.read', 'decision.remind'] },
      after,
    );
    if (kept.superseded) await takeBackSuperseded(trx, kept.superseded, row.id);
  }
  if (kept.state === 'open')
    await askDeciders(context, trx, row.id, { occasion: `again ${row.version}`, byId: actor.id }, after);
  await auditDecision(context, trx, actor, row.id, 'undo', stateChange(row.state, kept.state));
  const other = kept.superseded && (await store.findDecision(trx, kept.superseded.id));
  return {
    after: () => {
      for (const tellInboxes of after) tellInboxes();
      tellDecision(context, row);
      if (other) tellDecision(context, other);
    },
  };
});

/** The one that it superseded is decided again, where nothing came of it since. */
async function takeBackSuperseded(
  trx: Queries,
  { id, version }: { id: string; version: number },
  by: string,
): Promise<void> {
  const other = await store.holdDecision(trx, id);
  if (other?.state !== 'superseded' || other.supersededBy !== by || other.version !== version) return;
  await store.updateDecision(trx, other, { state: 'decided', newer_id: null });
}

/** Keeps how one stood before a press. */
export function keepStep(
  context: Context,
  trx: Queries,
  actor: Actor,
  row: store.KeptDecision,
  superseded: { id: string; version: number } | null = null,
): Promise<string | null> {
  const { id, version, state, outcomeOptionId, outcome, why, decidedById, decidedByName } = row;
  const { decidedAtMs, lookAgainOn, supersededBy } = row;
  return DECISION_UNDO.keep(context, trx, actor, {
    ...{ id, version: version + 1, state, outcomeOptionId, outcome, why, decidedById, decidedByName },
    ...{ decidedAtMs, lookAgainOn, supersededBy, superseded },
  });
}

/** Tells those who may decide that it is theirs: all of them, or those named. */
export async function askDeciders(
  context: Context,
  trx: Queries,
  id: string,
  { occasion, byId, only }: { occasion: string; byId: string | null; only?: readonly string[] },
  after: DecisionAfterwards,
): Promise<void> {
  const people = await store.listDecisionPeople(trx, [id]);
  const deciders = people.filter(({ part }) => part === 'decides').map(({ personId }) => personId);
  const to = only ?? deciders;
  await addDecisionNotices(context, trx, id, { kind: 'decision.decide', byId, to, occasion }, after);
}

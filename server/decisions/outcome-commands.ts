import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import {
  DecisionPick,
  LookAgainForm,
  OutcomeForm,
  SupersedeForm,
  TellForm,
} from '#lib/decisions/decision-forms.ts';
import { MOST_CONCERNED } from '#lib/decisions/decision.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { findNumbered } from '../database/number-store.ts';
import { maskText } from '../survey/commands.ts';
import {
  auditDecision,
  changeDecisionRow,
  decisionDay,
  keepStep,
  requireActive,
  requireComing,
  stateChange,
  writeStep,
} from './change-decision.ts';
import { addDecisionNotices, finishDecisionNotices, type DecisionAfterwards } from './decision-notices.ts';
import * as store from './decision-store.ts';
import { listUnansweredOf } from './poll-store.ts';
import { requireDecision } from './see-decisions.ts';

/** Decides: one of the options or words of one's own, and why [DE5]. Its readers are told. */
export async function decide(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  const form = parseInput(OutcomeForm, input);
  const today = decisionDay(context);
  requireComing(form.lookAgainOn, today, 'lookAgainOn');
  return changeDecisionRow(context, actor, form, 'decide', async (trx, row, person, after) => {
    const option = row.comparison.options.find(({ id }) => id === form.optionId);
    if (form.optionId !== '' && !option)
      throw new AppError('invalid', { issues: [{ path: 'optionId', message: 'decisions.noOutcome' }] });
    if ((await listUnansweredOf(trx, [row.id])).size > 0)
      throw new AppError('conflict', { reason: 'decisions.unanswered' });
    await writeStep(context, trx, person, row, 'decide', {
      outcome_option_id: option?.id ?? null,
      outcome: maskText(form.outcome),
      why: maskText(form.why),
      decided_by: person.id,
      decided_by_name: person.name,
      decided_at_ms: context.clock(),
      look_again_on: form.lookAgainOn || null,
      told_again_for: null,
    });
    await auditDecision(context, trx, actor, row.id, 'decide', stateChange(row.state, 'decided'));
    await finishDecisionNotices(context, trx, row.id, { kinds: ['decision.decide'] }, after);
    await store.noteTold(trx, row.id, today);
    await store.noteRead(trx, { decisionId: row.id, personId: person.id, atMs: context.clock() });
    await tellReaders(context, trx, row, person.id, null, after);
    const superseded = await supersedeReplaced(context, trx, actor, row);
    return { undoId: await keepStep(context, trx, actor, row, superseded) };
  });
}

/** Tells those who must know it that it is decided: all of them, or those who are new. */
async function tellReaders(
  context: Context,
  trx: Queries,
  row: store.KeptDecision,
  byId: string,
  only: readonly string[] | null,
  after: DecisionAfterwards,
): Promise<void> {
  const people = await store.listDecisionPeople(trx, [row.id]);
  const to = only ?? people.filter(({ part }) => part === 'knows').map(({ personId }) => personId);
  // Decided anew after it was taken back, it is told anew.
  const news = { kind: 'decision.read', byId, to, occasion: `${row.version}` } as const;
  await addDecisionNotices(context, trx, row.id, news, after);
}

/** The one in whose place it was begun is superseded by it [DE7]; returns that with its new version. */
async function supersedeReplaced(
  context: Context,
  trx: Queries,
  actor: Actor,
  row: store.KeptDecision,
): Promise<{ id: string; version: number } | null> {
  if (row.replacesId === null) return null;
  const before = await store.holdDecision(trx, row.replacesId);
  if (before?.state !== 'decided') return null;
  await store.updateDecision(trx, before, { state: 'superseded', newer_id: row.id });
  await auditDecision(context, trx, actor, before.id, 'supersede', stateChange('decided', 'superseded'));
  return { id: before.id, version: before.version + 1 };
}

/** Says that one has read it: a press, and nothing else is recorded [DE5]. */
export async function confirmRead(context: Context, actor: Actor, input: unknown): Promise<void> {
  const pick = parseInput(DecisionPick, input);
  await changeDecisionRow(context, actor, pick, 'read', async (trx, row, person, after) => {
    if (row.state !== 'decided') throw new AppError('conflict', { reason: 'decisions.notNow' });
    await store.noteRead(trx, { decisionId: row.id, personId: person.id, atMs: context.clock() });
    const kinds = ['decision.read', 'decision.remind'] as const;
    await finishDecisionNotices(context, trx, row.id, { kinds, personId: person.id }, after);
  });
}

/** Names more people who must know a decided one. */
export async function tellMore(context: Context, actor: Actor, input: unknown): Promise<void> {
  const form = parseInput(TellForm, input);
  await changeDecisionRow(context, actor, form, 'tell', async (trx, row, person, after) => {
    await requireActive(trx, form.readerIds, 'readerIds');
    const known = (await store.listDecisionPeople(trx, [row.id])).filter(({ part }) => part === 'knows');
    const added = form.readerIds.filter((id) => known.every(({ personId }) => personId !== id));
    if (known.length + added.length > MOST_CONCERNED)
      throw new AppError('invalid', {
        issues: [{ path: 'readerIds', message: 'decisions.tooManyNamed', values: { limit: MOST_CONCERNED } }],
      });
    await writeStep(context, trx, person, row, 'tell');
    await store.insertPeople(trx, row.id, 'knows', added, decisionDay(context));
    await auditDecision(context, trx, actor, row.id, 'tell');
    await tellReaders(context, trx, row, person.id, added, after);
  });
}

/** Looked at again, it holds: until another day, or for good [DE6]. */
export async function holdOn(context: Context, actor: Actor, input: unknown): Promise<void> {
  const form = parseInput(LookAgainForm, input);
  requireComing(form.lookAgainOn, decisionDay(context), 'lookAgainOn');
  await changeDecisionRow(context, actor, form, 'hold', async (trx, row, person, after) => {
    const lookAgainOn = form.lookAgainOn || null;
    await writeStep(context, trx, person, row, 'hold', {
      look_again_on: lookAgainOn,
      told_again_for: null,
    });
    const changes = auditedChanges({ dueOn: row.lookAgainOn }, { dueOn: lookAgainOn });
    await auditDecision(context, trx, actor, row.id, 'hold', changes);
    await finishDecisionNotices(context, trx, row.id, { kinds: ['decision.again'] }, after);
  });
}

/** Says by which other decision it is superseded; both lead to each other [DE7]. */
export async function supersedeDecision(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  const form = parseInput(SupersedeForm, input);
  const refuse = (): never => {
    throw new AppError('invalid', { issues: [{ path: 'by', message: 'decisions.noSuch' }] });
  };
  const found = await findNumbered(context.db, 'decision', form.by.replace(/^#/, ''));
  // What one may not see is not there.
  const other = found ? await requireDecision(context, actor, found.id).catch(() => refuse()) : refuse();
  if (other.row.id === form.decisionId) refuse();
  return changeDecisionRow(context, actor, form, 'supersede', async (trx, row, person, after) => {
    const newer = await store.holdDecision(trx, other.row.id);
    if (newer?.state !== 'decided') return refuse();
    await writeStep(context, trx, person, row, 'supersede', { newer_id: newer.id });
    await auditDecision(context, trx, actor, row.id, 'supersede', stateChange('decided', 'superseded'));
    const kinds = ['decision.again', 'decision.read', 'decision.remind'] as const;
    await finishDecisionNotices(context, trx, row.id, { kinds }, after);
    return { undoId: await keepStep(context, trx, actor, row) };
  });
}

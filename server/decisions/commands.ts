import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { SubjectRef } from '#lib/base/subject.ts';
import {
  DecisionChangeForm,
  DecisionNewForm,
  DecisionPick,
  DecisionWithdrawForm,
  GridForm,
} from '#lib/decisions/decision-forms.ts';
import { MOST_ON_SUBJECT, MOST_OPEN, type DecisionId } from '#lib/decisions/decision.ts';
import { EMPTY_GRID, withLines, withNotes } from '#lib/decisions/option-grid.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { takeNumber } from '../database/number-store.ts';
import { holdPerson } from '../people/store.ts';
import { maskText } from '../survey/commands.ts';
import {
  askDeciders,
  auditDecision,
  changeDecisionRow,
  keepStep,
  requireActive,
  stateChange,
  tellDecision,
  writeStep,
} from './change-decision.ts';
import {
  finishDecisionNotices,
  withdrawDecisionNotices,
  type DecisionAfterwards,
} from './decision-notices.ts';
import * as store from './decision-store.ts';
import { requireDecision } from './see-decisions.ts';

/** Writes down what is to be decided, by whom, and who must know [DE1]. */
export async function makeDecision(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ decisionId: DecisionId; number: number }> {
  requirePerson(actor, 'decision.make');
  const { kind, subjectId, replacesId, ...form } = parseInput(DecisionNewForm, input);
  const subject = kind === '' ? null : { kind, id: subjectId };
  if (subject) await context.subjects.require(actor, subject);
  if (replacesId !== '') await requireDecision(context, actor, replacesId);
  const id = newId<'decision'>();
  const after: DecisionAfterwards = [];
  const number = await context.database.transaction(async (trx) => {
    const taken = await takeNumber(trx, 'decision');
    await requireRoomFor(trx, actor.id, subject);
    await requireNamed(trx, form);
    await store.writeDecision(trx, {
      id,
      number: taken,
      subject,
      question: maskText(form.question),
      context: maskText(form.context),
      comparison: withLines(EMPTY_GRID, maskedLines(form), newId),
      replacesId: replacesId || null,
      proposerId: actor.id,
      madeAtMs: context.clock(),
    });
    await store.insertPeople(trx, id, 'decides', form.deciderIds);
    await store.insertPeople(trx, id, 'knows', form.readerIds);
    await auditDecision(context, trx, actor, id, 'make');
    await askDeciders(context, trx, id, { occasion: 'made', byId: actor.id }, after);
    return taken;
  });
  for (const tellInboxes of after) tellInboxes();
  tellDecision(context, { id, subject });
  return { decisionId: id, number };
}

/** There is room for one more of this proposer, and on this subject [DE16]. */
async function requireRoomFor(trx: Queries, proposerId: string, subject: SubjectRef | null): Promise<void> {
  await holdPerson(trx, proposerId);
  if ((await store.countOpenOf(trx, proposerId)) >= MOST_OPEN)
    throw new AppError('conflict', { reason: 'decisions.tooManyOpen', values: { limit: MOST_OPEN } });
  if (subject && (await store.countDecisionsOn(trx, subject)) >= MOST_ON_SUBJECT)
    throw new AppError('conflict', { reason: 'decisions.full', values: { limit: MOST_ON_SUBJECT } });
}

async function requireNamed(
  trx: Queries,
  { deciderIds, readerIds }: { deciderIds: readonly string[]; readerIds: readonly string[] },
): Promise<void> {
  await requireActive(trx, deciderIds, 'deciderIds');
  await requireActive(trx, readerIds, 'readerIds');
}

const maskedLines = (lines: { options: readonly string[]; criteria: readonly string[] }) => ({
  options: lines.options.map(maskText),
  criteria: lines.criteria.map(maskText),
});

/** Writes its question, its lines and whom it names anew. */
export async function changeDecision(context: Context, actor: Actor, input: unknown): Promise<void> {
  const form = parseInput(DecisionChangeForm, input);
  await changeDecisionRow(context, actor, form, 'change', async (trx, row, person, after) => {
    const before = await store.listDecisionPeople(trx, [row.id]);
    const newDeciders = newOf(before, 'decides', form.deciderIds);
    await requireActive(trx, newDeciders, 'deciderIds');
    await requireActive(trx, newOf(before, 'knows', form.readerIds), 'readerIds');
    await writeStep(context, trx, person, row, 'change', {
      question: maskText(form.question),
      context: maskText(form.context),
      comparison: JSON.stringify(withLines(row.comparison, maskedLines(form), newId)),
    });
    await store.replacePeople(trx, row.id, 'decides', form.deciderIds);
    await store.replacePeople(trx, row.id, 'knows', form.readerIds);
    await auditDecision(context, trx, actor, row.id, 'change');
    const nobodyElse = { kinds: ['decision.decide'], exceptIds: form.deciderIds } as const;
    await withdrawDecisionNotices(context, trx, row.id, nobodyElse, after);
    const asked = { occasion: `${row.version}`, byId: person.id, only: newDeciders };
    await askDeciders(context, trx, row.id, asked, after);
  });
}

/** Who was not named in this part before: who was, and left, may stay named. */
function newOf(
  before: readonly store.DecisionPersonRow[],
  part: store.DecisionPart,
  ids: readonly string[],
): string[] {
  const known = new Set(before.filter((row) => row.part === part).map(({ personId }) => personId));
  return ids.filter((id) => !known.has(id));
}

/** Writes what stands for each option and criterion, and how much the criteria count. */
export async function compareOptions(context: Context, actor: Actor, input: unknown): Promise<void> {
  const form = parseInput(GridForm, input);
  await changeDecisionRow(context, actor, form, 'change', async (trx, row, person) => {
    const grid = withNotes(row.comparison, form.notes.map(maskText), form.weights);
    if (!grid) throw new AppError('invalid', { issues: [{ path: 'notes', message: 'form.required' }] });
    await writeStep(context, trx, person, row, 'change', { comparison: JSON.stringify(grid) });
    await auditDecision(context, trx, actor, row.id, 'change');
  });
}

/** Says that nothing will be decided, and why. */
export async function dropDecision(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  const form = parseInput(DecisionWithdrawForm, input);
  return changeDecisionRow(context, actor, form, 'withdraw', async (trx, row, person, after) => {
    await writeStep(context, trx, person, row, 'withdraw', { reason: maskText(form.reason) });
    await auditDecision(context, trx, actor, row.id, 'withdraw', stateChange(row.state, 'withdrawn'));
    const kinds = ['decision.decide', 'decision.objection'] as const;
    await finishDecisionNotices(context, trx, row.id, { kinds }, after);
    return { undoId: await keepStep(context, trx, actor, row) };
  });
}

/** Opens a withdrawn one again. */
export async function reopenDecision(context: Context, actor: Actor, input: unknown): Promise<void> {
  const pick = parseInput(DecisionPick, input);
  await changeDecisionRow(context, actor, pick, 'reopen', async (trx, row, person, after) => {
    await writeStep(context, trx, person, row, 'reopen', { reason: '' });
    await auditDecision(context, trx, actor, row.id, 'reopen', stateChange(row.state, 'open'));
    const asked = { occasion: `open ${row.version}`, byId: person.id };
    await askDeciders(context, trx, row.id, asked, after);
  });
}

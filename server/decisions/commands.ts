import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import {
  DecisionChangeForm,
  DecisionPick,
  DecisionWithdrawForm,
  GridForm,
} from '#lib/decisions/decision-forms.ts';
import type { DecisionId } from '#lib/decisions/decision.ts';
import { withLines, withNotes } from '#lib/decisions/option-grid.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { maskText } from '../survey/commands.ts';
import {
  askDeciders,
  auditDecision,
  changeDecisionRow,
  keepStep,
  requireActive,
  stateChange,
  writeStep,
} from './change-decision.ts';
import {
  finishDecisionNotices,
  withdrawDecisionNotices,
  type DecisionAfterwards,
} from './decision-notices.ts';
import * as store from './decision-store.ts';
import { addSharedDecision, maskedLines, readDecisionForm } from './shared-commands.ts';

/** Writes down what is to be decided, by whom, and who must know [DE1]. */
export async function makeDecision(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ decisionId: DecisionId; number: number }> {
  requirePerson(actor, 'decision.make');
  const form = await readDecisionForm(context, actor, input);
  const after: DecisionAfterwards = [];
  const made = await context.database.transaction((trx) =>
    addSharedDecision(context, trx, actor, form, after),
  );
  for (const tell of after) tell();
  return { decisionId: made.id, number: made.number };
}

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

import type * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { SubjectRef } from '#lib/base/subject.ts';
import { DecisionNewForm, EverybodyForm } from '#lib/decisions/decision-forms.ts';
import { MOST_EVERYBODY, MOST_ON_SUBJECT, MOST_OPEN, type DecisionId } from '#lib/decisions/decision.ts';
import { EMPTY_GRID, withLines, type OptionGrid } from '#lib/decisions/option-grid.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { takeNumber } from '../database/number-store.ts';
import { listActivePeople } from '../people/lead-store.ts';
import { holdPerson } from '../people/store.ts';
import { maskText } from '../survey/commands.ts';
import {
  askDeciders,
  auditDecision,
  decisionDay,
  requireActive,
  requireComing,
  tellDecision,
} from './change-decision.ts';
import type { DecisionAfterwards } from './decision-notices.ts';
import * as store from './decision-store.ts';
import { openHeldPoll, type AnnouncedPoll } from './open-poll.ts';
import { requireDecision } from './see-decisions.ts';

/*
 * What other domains do with decisions inside a transaction of their own, as part of something that is more than
 * a decision; they keep its id, and everything else happens to it where all decisions are looked after.
 */

type NewDecision = v.InferOutput<typeof DecisionNewForm>;

/** What is to be decided, as somebody says it, who sees what it hangs on and what it replaces; before the transaction. */
export async function readDecisionForm(context: Context, actor: Actor, input: unknown): Promise<NewDecision> {
  requirePerson(actor, 'decision.make');
  const form = parseInput(DecisionNewForm, input);
  if (form.kind !== '') await context.subjects.require(actor, { kind: form.kind, id: form.subjectId });
  if (form.replacesId !== '') await requireDecision(context, actor, form.replacesId);
  return form;
}

/** What is to be decided about something, and the poll of everybody that is opened with it [DE18]; before the transaction. */
export async function readEverybodyForm(
  context: Context,
  actor: Actor,
  input: unknown,
  about: { kind: NewDecision['kind']; subjectId: string; context: string },
): Promise<{ form: NewDecision; poll: Omit<AnnouncedPoll, 'askedIds' | 'asksEverybody'> }> {
  const { question, deciderIds, ...poll } = parseInput(EverybodyForm, input);
  requireComing(poll.endsOn, decisionDay(context), 'endsOn');
  return { form: await readDecisionForm(context, actor, { ...about, question, deciderIds }), poll };
}

/** Writes a decision down in the caller's transaction; what is in `after` is to be called once it is committed. */
export async function addSharedDecision(
  context: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  { kind, subjectId, replacesId, ...form }: NewDecision,
  after: DecisionAfterwards,
): Promise<{ id: DecisionId; number: number; comparison: OptionGrid }> {
  const subject = kind === '' ? null : { kind, id: subjectId };
  const id = newId<'decision'>();
  const number = await takeNumber(trx, 'decision');
  await requireRoomFor(trx, actor.id, subject);
  await requireActive(trx, form.deciderIds, 'deciderIds');
  await requireActive(trx, form.readerIds, 'readerIds');
  const comparison = withLines(EMPTY_GRID, maskedLines(form), newId);
  await store.writeDecision(trx, {
    id,
    number,
    subject,
    question: maskText(form.question),
    context: maskText(form.context),
    comparison,
    replacesId: replacesId || null,
    proposerId: actor.id,
    madeAtMs: context.clock(),
  });
  await store.insertPeople(trx, id, 'decides', form.deciderIds);
  await store.insertPeople(trx, id, 'knows', form.readerIds);
  await auditDecision(context, trx, actor, id, 'make');
  await askDeciders(context, trx, id, { occasion: 'made', byId: actor.id }, after);
  after.push(() => tellDecision(context, { id, subject }));
  return { id, number, comparison };
}

/** There is room for one more of this proposer, and on this subject [DE16]. */
async function requireRoomFor(trx: Queries, proposerId: string, subject: SubjectRef | null): Promise<void> {
  await holdPerson(trx, proposerId);
  if ((await store.countOpenOf(trx, proposerId)) >= MOST_OPEN)
    throw new AppError('conflict', { reason: 'decisions.tooManyOpen', values: { limit: MOST_OPEN } });
  if (subject && (await store.countDecisionsOn(trx, subject)) >= MOST_ON_SUBJECT)
    throw new AppError('conflict', { reason: 'decisions.full', values: { limit: MOST_ON_SUBJECT } });
}

/** Options and criteria without personal data. */
export const maskedLines = (lines: { options: readonly string[]; criteria: readonly string[] }) => ({
  options: lines.options.map(maskText),
  criteria: lines.criteria.map(maskText),
});

/** Of these decisions those that there are, with whom they name to decide; whoever asks knows who may read them. */
export async function listSharedDecisions(
  db: Queries,
  ids: readonly string[],
): Promise<(store.KeptDecision & { deciders: string[] })[]> {
  const rows = await store.listDecisionsById(db, ids);
  const people = await store.listDecisionPeople(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    deciders: people
      .filter(({ decisionId, part }) => decisionId === row.id && part === 'decides')
      .map(({ name }) => name),
  }));
}

/** Asks everybody who is there about a decision that was just written down, in the caller's transaction [DE8] [DE18]. */
export async function askEverybody(
  context: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  decisionId: string,
  poll: Omit<AnnouncedPoll, 'askedIds' | 'asksEverybody'>,
  after: DecisionAfterwards,
): Promise<void> {
  const row = await store.holdDecision(trx, decisionId);
  if (!row) throw new AppError('not-found');
  const askedIds = await listActivePeople(trx);
  if (askedIds.length > MOST_EVERYBODY)
    throw new AppError('conflict', {
      reason: 'decisions.everybodyTooMany',
      values: { limit: MOST_EVERYBODY },
    });
  await openHeldPoll(context, trx, actor, row, { ...poll, askedIds, asksEverybody: true }, after);
}

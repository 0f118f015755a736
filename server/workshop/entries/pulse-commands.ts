import { randomInt } from 'node:crypto';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  IcebreakerForm,
  PulseAnswerForm,
  PulseForm,
  WorkshopPickForm,
} from '#lib/workshop/entries/entry-forms.ts';
import { countPulse, type Pulse } from '#lib/workshop/entries/pulse.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import type { Queries } from '#server/database/engine.ts';
import { changeWorkshop } from '../change-workshop.ts';
import { listGuests } from '../guest-store.ts';
import { listMembers } from '../member-store.ts';
import { clearPulseAnswers, findPulseAnswer, listPulseAnswers, writePulseAnswer } from './pulse-store.ts';
import { requireSteered, requireTakingPart } from '../participation.ts';
import type { WorkshopRow } from '../store.ts';

/** Asks the room how it is; what an earlier check said makes way [WS78]. */
export async function openPulse(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(PulseForm, input);
  const pulse: Pulse = { question: form.question, isOpen: true, answered: 0, counts: null };
  await changeWorkshop(context, actor, 'openPulse', {
    find: (trx) => requireSteered(trx, actor, form.workshopId),
    decide: ({ room }) => ({ room: { ...room, pulse, news: room.news + 1 } }),
    also: (trx, workshop) => clearPulseAnswers(trx, workshop.id),
  });
}

/** Answers the open check from 1 to 5; until it closes one may think again. */
export async function answerPulse(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(PulseAnswerForm, input);
  await context.database.transaction(async (trx) => {
    const { workshop, id } = await requireTakingPart(trx, actor, form.workshopId);
    if (!workshop.room.pulse?.isOpen) throw new AppError('read-only', { reason: 'entries.pulseClosed' });
    await writePulseAnswer(trx, { workshopId: workshop.id, participantId: id, value: form.value });
  });
  await context.control.tell(form.workshopId);
}

/** Counts the open check and forgets who answered what [WS78]; one that was counted is put away. */
export async function closePulse(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(WorkshopPickForm, input);
  let answers: number[] = [];
  await changeWorkshop(context, actor, 'closePulse', {
    find: async (trx) => {
      const workshop = await requireSteered(trx, actor, form.workshopId);
      answers = await listPulseAnswers(trx, workshop.id);
      return workshop;
    },
    decide: ({ room }) => ({ room: { ...room, pulse: nextPulse(room.pulse, answers) } }),
    also: (trx, workshop) => clearPulseAnswers(trx, workshop.id),
  });
}

function nextPulse(pulse: Pulse | null, answers: readonly number[]): Pulse | null {
  return pulse?.isOpen ? countPulse(pulse.question, answers) : null;
}

/** One's own answer to the open check. */
export async function getMyPulse(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<number | undefined> {
  requirePermission(actor, 'workshop.takePart');
  const { id } = await requireTakingPart(context.db, actor, workshopId);
  return findPulseAnswer(context.db, workshopId, id);
}

/** Puts a question before the room, with an order of speaking by lot; without a question it is put away [WS79]. */
export async function setIcebreaker(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(IcebreakerForm, input);
  const workshop = await requireSteered(context.db, actor, form.workshopId);
  const order = form.question ? shuffle(await listNames(context.db, workshop)) : [];
  await changeWorkshop(context, actor, 'icebreaker', {
    find: (trx) => requireSteered(trx, actor, form.workshopId),
    decide: ({ room }) => ({
      room: { ...room, icebreaker: form.question ? { question: form.question, order } : null },
    }),
  });
}

/** Who is in the room and takes part, by name. */
async function listNames(db: Queries, workshop: WorkshopRow): Promise<string[]> {
  const members = await listMembers(db, workshop.id);
  const guests = await listGuests(db, workshop.id);
  const here = [
    ...members.filter(({ enteredAtMs, isObserver }) => enteredAtMs !== null && !isObserver),
    ...guests.filter(({ isWaiting, isObserver }) => !isWaiting && !isObserver),
  ].map(({ name }) => name);
  const isNew = !here.includes(workshop.facilitatorName);
  return isNew ? [workshop.facilitatorName, ...here] : here;
}

function shuffle(names: readonly string[]): string[] {
  const order = [...names];
  for (let last = order.length - 1; last > 0; last--) {
    const pick = randomInt(last + 1);
    [order[last], order[pick]] = [order[pick] ?? '', order[last] ?? ''];
  }
  return order;
}

import { dayAfter } from '#lib/base/days.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { subjectKey, type Subject, type SubjectRef } from '#lib/base/subject.ts';
import type { Actor } from '#lib/people/person.ts';
import { AskAnswerForm, RhythmChangeForm, RhythmForm, RhythmPick } from '#lib/rhythms/rhythm-forms.ts';
import { mayKeepRhythm, type Rhythm, type RhythmId } from '#lib/rhythms/rhythm.ts';
import { turnAfter, type RhythmTiming } from '#lib/rhythms/timing.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import type { TellInboxes } from '../notify/notice-commands.ts';
import { areActive } from '../people/store.ts';
import { maskText } from '../survey/commands.ts';
import {
  ANSWER_UNDO,
  auditRhythm,
  requireAnswerer,
  requireKeeper,
  requireRhythm,
  requireRoomForRhythm,
  requireUnchanged,
  RHYTHM_UNDO,
  tellRhythms,
} from './change-rhythm.ts';
import { addAskNotices, finishAskNotices } from './rhythm-notices.ts';
import * as asks from './ask-store.ts';
import * as store from './rhythm-store.ts';
import { rhythmDay, rhythmStance, showRhythms } from './show-rhythms.ts';

/** Whoever is asked knows it so many days before. */
const DAYS_AHEAD = 7;

/** What is asked about a subject again and again, for whoever may see that [RH7]. */
export async function listRhythms(
  context: Context,
  actor: Actor,
  ref: SubjectRef,
): Promise<{ list: Rhythm[]; mayMake: boolean; hasOwner: boolean }> {
  requirePermission(actor, 'rhythm.answer');
  const subject = await context.subjects.require(actor, ref);
  return {
    list: await showRhythms(context, actor, await store.listRhythmsOn(context.db, ref)),
    mayMake: mayMake(actor, subject),
    hasOwner: subject.ownerId !== null,
  };
}

/** Who would keep it makes it: leads, and who answers for the subject or stands in for them. */
function mayMake(actor: Actor, subject: Subject): boolean {
  return mayKeepRhythm({
    ...rhythmStance(actor, { makerId: '', asked: null }, subject, []),
    isMaker: false,
  });
}

/** An ask with the rhythm that it is of; one that is still to come has no id. */
export interface WaitingAsk {
  rhythm: Rhythm;
  askId: string | null;
  dueOn: string;
  askedName: string;
}

/**
 * What a person is asked and has not answered, the first due first; what they will be asked within days; and what they
 * wait for: asks of rhythms that they made and that are past their day. As a deputy one is asked from the day on which
 * one was told.
 */
export async function getMyAsks(
  context: Context,
  actor: Actor,
): Promise<{ today: string; asked: WaitingAsk[]; coming: WaitingAsk[]; awaited: WaitingAsk[] }> {
  requirePerson(actor, 'rhythm.answer');
  const today = rhythmDay(context);
  const open = await asks.listOpenAsks(context.db);
  const rows = await store.listRhythms(context.db, [...new Set(open.map(({ rhythmId }) => rhythmId))]);
  const subjects = await context.subjects.find(
    actor,
    [...rows.values()].map(({ subject }) => subject),
  );
  const isDeputy = (ask: asks.AskRow): boolean => {
    const row = rows.get(ask.rhythmId);
    const subject = row && subjects.get(subjectKey(row.subject));
    return ['deputy', 'lead'].includes(ask.told) && subject?.deputyId === actor.id;
  };
  const goesOn = (ask: asks.AskRow): boolean => {
    const row = rows.get(ask.rhythmId);
    const subject = row && subjects.get(subjectKey(row.subject));
    return subject !== undefined && !subject.isResting;
  };
  const asked = open.filter((ask) => goesOn(ask) && (ask.askedId === actor.id || isDeputy(ask)));
  const awaited = open.filter(
    (ask) =>
      goesOn(ask) &&
      ask.dueOn < today &&
      !asked.includes(ask) &&
      rows.get(ask.rhythmId)?.makerId === actor.id,
  );
  const used = new Set([...asked, ...awaited].map(({ rhythmId }) => rhythmId));
  const turning = (await store.listTurned(context.db, dayAfter(today, DAYS_AHEAD))).filter(
    ({ id }) => !open.some((ask) => ask.rhythmId === id && ask.askedId === actor.id),
  );
  const own = [...rows.values()].filter(({ id }) => used.has(id));
  const others = turning.filter(({ id }) => !used.has(id));
  const shown = new Map(
    (await showRhythms(context, actor, [...own, ...others])).map((rhythm) => [rhythm.id, rhythm]),
  );
  const coming = turning.flatMap(({ id, asked: named }): WaitingAsk[] => {
    const rhythm = shown.get(id);
    if (!rhythm || rhythm.nextOn === null) return [];
    const askedId = named?.id ?? rhythm.subject.ownerId;
    return askedId === actor.id ? [{ rhythm, askId: null, dueOn: rhythm.nextOn, askedName: actor.name }] : [];
  });
  const toWaiting = ({ id, rhythmId, dueOn, askedName }: asks.AskRow): WaitingAsk[] => {
    const rhythm = shown.get(rhythmId);
    return rhythm ? [{ rhythm, askId: id, dueOn, askedName }] : [];
  };
  return { today, asked: asked.flatMap(toWaiting), coming, awaited: awaited.flatMap(toWaiting) };
}

/** Asks about a subject from a day on [RH1]. */
export async function makeRhythm(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ rhythmId: RhythmId }> {
  requirePerson(actor, 'rhythm.answer');
  const { kind, subjectId, ...form } = parseInput(RhythmForm, input);
  const ref = { kind, id: subjectId };
  const subject = await context.subjects.require(actor, ref);
  if (!mayMake(actor, subject)) throw new AppError('forbidden');
  await requireReader(context, ref, form.askedId);
  const id = newId<'rhythm'>();
  await context.database.transaction(async (trx) => {
    await requireRoomForRhythm(trx, ref);
    await store.insertRhythm(trx, {
      ...(await readWords(context, trx, form, subject)),
      ...{ id, subject: ref, makerId: actor.id, makerName: actor.name, madeAtMs: context.clock() },
    });
    await auditRhythm(context, trx, actor, ref, 'make');
  });
  tellRhythms(context, ref);
  return { rhythmId: id };
}

/** Who is named has to see the thing: what they were asked would reach them nowhere. */
async function requireReader(context: Context, ref: SubjectRef, askedId: string): Promise<void> {
  const readers = askedId === '' ? null : await context.subjects.listReaders(ref);
  if (readers !== null && !readers.has(askedId))
    throw new AppError('invalid', { issues: [{ path: 'askedId', message: 'rhythms.cannotSee' }] });
}

/** The words of a form, masked, with the first turn from today on; refuses to ask nobody. */
async function readWords(
  context: Context,
  trx: Queries,
  form: RhythmTiming &
    Pick<store.RhythmWords, 'purpose' | 'question' | 'deputyAfter' | 'leadAfter'> & { askedId: string },
  subject: Subject,
): Promise<store.RhythmWords> {
  const { askedId, ...words } = form;
  const asked = askedId === '' ? subject.ownerId : askedId;
  if (asked === null)
    throw new AppError('invalid', { issues: [{ path: 'askedId', message: 'rhythms.nobodyAnswers' }] });
  if (!(await areActive(trx, [asked])).has(asked))
    throw new AppError('invalid', { issues: [{ path: 'askedId', message: 'rhythms.askedGone' }] });
  return {
    ...words,
    question: maskText(words.question),
    askedId: askedId || null,
    nextTurn: turnAfter(words, dayAfter(rhythmDay(context), -1)),
  };
}

/** Changes what is asked, of whom and when; what was asked stays. */
export async function changeRhythm(context: Context, actor: Actor, input: unknown): Promise<void> {
  const { rhythmId, version, ...form } = parseInput(RhythmChangeForm, input);
  const { subject } = await requireRhythm(context, actor, rhythmId);
  await requireReader(context, subject, form.askedId);
  await context.database.transaction(async (trx) => {
    const row = requireUnchanged(await store.findRhythm(trx, rhythmId), version);
    requireKeeper(actor, row, subject);
    const words = await readWords(context, trx, form, subject);
    const [asksToday] = (await asks.listLastAsks(trx, [row.id])).get(row.id) ?? [];
    // A day that was asked about already is not asked about again.
    const nextTurn =
      asksToday && words.nextTurn <= asksToday.dueOn ? turnAfter(words, asksToday.dueOn) : words.nextTurn;
    if (!(await store.updateRhythm(trx, row, { ...words, nextTurn })))
      throw new AppError('stale', { current: row });
    await auditRhythm(context, trx, actor, row.subject, 'change');
  });
  tellRhythms(context, subject);
}

/** Asks no more; what was answered stays in the records. */
export async function endRhythm(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  const { rhythmId, version } = parseInput(RhythmPick, input);
  const { subject } = await requireRhythm(context, actor, rhythmId);
  const told: TellInboxes[] = [];
  const undoId = await context.database.transaction(async (trx) => {
    const row = requireUnchanged(await store.findRhythm(trx, rhythmId), version);
    requireKeeper(actor, row, subject);
    if (!(await store.updateRhythm(trx, row, { endedAtMs: context.clock() })))
      throw new AppError('stale', { current: row });
    for (const ask of await asks.listOpenAsksOf(trx, row.id))
      told.push(await finishAskNotices(context, trx, row, ask));
    await auditRhythm(context, trx, actor, row.subject, 'end');
    return RHYTHM_UNDO.keep(context, trx, actor, { id: row.id, version: row.version + 1 });
  });
  for (const tellInboxes of told) tellInboxes();
  tellRhythms(context, subject);
  return { undoId };
}

/** Says how it is, or that nothing is new; said again, it takes the place of what was said before [RH4]. */
export async function answerAsk(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'rhythm.answer');
  const { askId, isNothingNew, text } = parseInput(AskAnswerForm, input);
  const seen = await asks.findAsk(context.db, askId);
  if (!seen) throw new AppError('not-found');
  const { subject } = await requireRhythm(context, actor, seen.rhythmId);
  const told: TellInboxes[] = [];
  const undoId = await context.database.transaction(async (trx) => {
    const ask = await asks.findAsk(trx, askId);
    const row = await store.findRhythm(trx, seen.rhythmId);
    if (!ask || !row) throw new AppError('not-found');
    requireAnswerer(actor, row, subject, { ...ask, state: 'open' });
    const answer = {
      ...{ isNothingNew, byId: actor.id, byName: actor.name, day: rhythmDay(context) },
      text: isNothingNew ? '' : maskText(text),
    };
    const [newest] = (await asks.listLastAsks(trx, [row.id])).get(row.id) ?? [];
    const isOver = row.endedAtMs !== null || newest?.id !== askId;
    if (isOver || !(await asks.writeAskAnswer(trx, askId, answer)))
      throw new AppError('conflict', { reason: 'rhythms.askOver' });
    told.push(await finishAskNotices(context, trx, row, ask));
    if (!isNothingNew) {
      const to = [row.makerId, subject.ownerId];
      told.push(await addAskNotices(context, trx, row, ask, { kind: 'rhythm.answered', byId: actor.id, to }));
    }
    await auditRhythm(context, trx, actor, row.subject, 'answer');
    const written = { text: answer.text, isNothingNew, byId: actor.id };
    return ANSWER_UNDO.keep(context, trx, actor, { askId, written, before: ask.answer });
  });
  for (const tellInboxes of told) tellInboxes();
  tellRhythms(context, subject);
  return { undoId };
}

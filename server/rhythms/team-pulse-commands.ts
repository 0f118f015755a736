import * as v from 'valibot';
import type { ActionOf } from '#lib/audit/audit-action.ts';
import { dayAfter } from '#lib/base/days.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { canShowComments } from '#lib/base/urn.ts';
import type { Actor } from '#lib/people/person.ts';
import { TeamPulseAnswerForm, TeamPulseForm, TeamPulsePick } from '#lib/rhythms/team-pulse-forms.ts';
import {
  APART_DAYS,
  differsByFew,
  MOST_PULSES,
  type PulseLine,
  type TeamPulse,
  type TeamPulseId,
  type WaitingPulse,
} from '#lib/rhythms/team-pulse.ts';
import { agreementValuesForm } from '#lib/base/agreement/agreement-forms.ts';
import { dropAgreement, emptyAgreementUrn } from '#lib/base/agreement/agreement-urn.ts';
import { turnAfter } from '#lib/rhythms/timing.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import type { TellInboxes } from '../notify/notice-commands.ts';
import { holdOrganisation } from '../people/department-store.ts';
import { areActive } from '../people/store.ts';
import { maskText } from '../survey/commands.ts';
import { undoable } from '../undo/undoable.ts';
import { linePulses, requirePulse, showPulse } from './see-team-pulses.ts';
import { rhythmDay } from './show-rhythms.ts';
import { withdrawPulseNotices } from './team-pulse-notices.ts';
import * as store from './team-pulse-store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Tells that a pulse was made, ended, opened or closed; never that somebody answered [RH13]. */
export function tellPulse({ bus }: Pick<Context, 'bus'>, { id }: Pick<store.PulseRow, 'id'>): void {
  bus.tell({ kind: 'pulse', id, action: 'change' });
}

/** A line about a pulse itself; of an ask and its answers there is none. */
async function auditPulse(
  context: Context,
  trx: Queries,
  actor: Actor,
  id: string,
  action: ActionOf<'pulse'>,
): Promise<void> {
  const subject = { kind: 'pulse', id } as const;
  await recordAudit(trx, { atMs: context.clock(), actor, action: `pulse.${action}`, subject, details: {} });
}

/** Pulses that a reader may see, those that go on first [RH17]. */
export async function listTeamPulses(context: Context, actor: Actor): Promise<PulseLine[]> {
  requirePermission(actor, 'rhythm.answer');
  const lines = await linePulses(context, actor, await store.listPulses(context.db));
  return lines.toSorted((one, other) => Number(one.isEnded) - Number(other.isEnded));
}

/** One pulse with what may be shown of its closed asks [RH14]. */
export async function getTeamPulse(context: Context, actor: Actor, id: string): Promise<TeamPulse> {
  return showPulse(context, actor, await requirePulse(context, actor, id));
}

/** Open asks that wait for this person, the first to end first. */
export async function getMyPulses(context: Context, actor: Actor): Promise<WaitingPulse[]> {
  requirePerson(actor, 'rhythm.answer');
  const today = rhythmDay(context);
  const open = (await store.listOpenPulseAsks(context.db)).filter(({ endsOn }) => endsOn >= today);
  const ids = open.map(({ id }) => id);
  const waiting = (await store.listTurnout(context.db, ids, actor.id)).filter(
    ({ hasAnswered }) => !hasAnswered,
  );
  const pulses = await store.listPulsesById(
    context.db,
    open.map(({ pulseId }) => pulseId),
  );
  return open.flatMap(({ id, pulseId, endsOn }): WaitingPulse[] => {
    const pulse = pulses.find((one) => one.id === pulseId);
    if (!pulse || !waiting.some(({ askId }) => askId === id)) return [];
    return [{ pulseId: pulse.id, askId: id, title: pulse.title, questions: pulse.questions.length, endsOn }];
  });
}

/** Asks a group again and again without names; nothing of it changes afterwards [RH11]. */
export async function makeTeamPulse(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ pulseId: TeamPulseId }> {
  requirePerson(actor, 'rhythm.manage');
  const { askedIds, ...form } = parseInput(TeamPulseForm, input);
  const id = newId<'team-pulse'>();
  await context.database.transaction(async (trx) => {
    // Of two that are made at once the second is compared with the first.
    await holdOrganisation(trx);
    const active = await areActive(trx, askedIds);
    if (askedIds.some((personId) => !active.has(personId)))
      throw new AppError('invalid', { issues: [{ path: 'askedIds', message: 'rhythms.askedGone' }] });
    await requireApart(trx, new Set(askedIds), context.clock());
    await store.insertPulse(
      trx,
      {
        ...form,
        id,
        title: maskText(form.title),
        questions: form.questions.map((question) => maskText(question)),
        nextTurn: turnAfter(form, dayAfter(rhythmDay(context), -1)),
        makerId: actor.id,
        makerName: actor.name,
        madeAtMs: context.clock(),
      },
      askedIds,
    );
    await auditPulse(context, trx, actor, id, 'make');
  });
  tellPulse(context, { id });
  return { pulseId: id };
}

/** There is room for one more, and what it will say subtracted from another says nothing of a few [RH11] [RH16]. */
async function requireApart(trx: Queries, asked: ReadonlySet<string>, nowMs: number): Promise<void> {
  const others = await store.listPulsesSince(trx, nowMs - APART_DAYS * DAY_MS);
  if (others.filter(({ endedAtMs }) => endedAtMs === null).length >= MOST_PULSES)
    throw new AppError('conflict', { reason: 'rhythms.pulse.full', values: { limit: MOST_PULSES } });
  const people = await store.listPulsePeople(
    trx,
    others.map(({ id }) => id),
  );
  const near = others.find(({ id }) =>
    differsByFew(
      asked,
      new Set(people.filter(({ pulseId }) => pulseId === id).map(({ personId }) => personId)),
    ),
  );
  if (near)
    throw new AppError('invalid', {
      issues: [
        {
          path: 'askedIds',
          message: 'rhythms.pulse.tooNear',
          values: { title: near.title, days: APART_DAYS },
        },
      ],
    });
}

/** Asks no more; the ask that is open closes on its day, as was said [RH12]. */
export async function endTeamPulse(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'rhythm.manage');
  const { pulseId, version } = parseInput(TeamPulsePick, input);
  const seen = await requirePulse(context, actor, pulseId);
  const undoId = await context.database.transaction(async (trx) => {
    const row = await store.findPulse(trx, seen.id);
    if (!row) throw new AppError('not-found');
    if (row.version !== version) throw new AppError('stale', { current: row });
    if (row.endedAtMs !== null) throw new AppError('conflict', { reason: 'rhythms.pulse.ended' });
    if (!(await store.writePulseEnd(trx, row, context.clock())))
      throw new AppError('stale', { current: row });
    await auditPulse(context, trx, actor, row.id, 'end');
    return PULSE_UNDO.keep(context, trx, actor, { id: row.id, version: row.version + 1 });
  });
  tellPulse(context, seen);
  return { undoId };
}

/** An end, taken back by who pressed it; it goes on where it was [RH12]. */
export const PULSE_UNDO = undoable(
  'team-pulse',
  v.object({ id: v.string(), version: v.number() }),
  async (context: Context, trx, actor, kept) => {
    requirePermission(actor, 'rhythm.manage');
    const row = await store.findPulse(trx, kept.id);
    if (!row) throw new AppError('not-found');
    if (row.version !== kept.version) throw new AppError('stale', { current: row });
    const going = (await store.listPulsesSince(trx, context.clock())).length;
    if (going >= MOST_PULSES)
      throw new AppError('conflict', { reason: 'rhythms.pulse.full', values: { limit: MOST_PULSES } });
    if (!(await store.writePulseEnd(trx, row, null))) throw new AppError('stale', { current: row });
    await auditPulse(context, trx, actor, row.id, 'reopen');
    return { after: () => tellPulse(context, row) };
  },
);

/**
 * Answers an open ask. What remains is that this person has answered, until it closes, and one answer more in the urn:
 * no line, no event, no time, nothing to take back [RH13].
 */
export async function answerTeamPulse(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'rhythm.answer');
  const { askId, ballotComment } = parseInput(TeamPulseAnswerForm, input);
  const pulseId = await store.findPulseOfAsk(context.db, askId);
  const pulse = await requirePulse(context, actor, pulseId ?? '');
  const told: TellInboxes[] = [];
  await context.database.transaction(async (trx) => {
    const ask = await store.holdPulseAsk(trx, askId);
    if (!ask) throw new AppError('not-found');
    if (ask.state !== 'open' || rhythmDay(context) > ask.endsOn)
      throw new AppError('conflict', { reason: 'rhythms.pulse.over' });
    if ((await store.listTurnout(trx, [askId], actor.id)).length === 0) throw new AppError('forbidden');
    const values = parseInput(agreementValuesForm(pulse.questions.length), input);
    if (!(await store.noteAnswered(trx, askId, actor.id)))
      throw new AppError('conflict', { reason: 'rhythms.pulse.answeredBefore' });
    const urn = (await store.readPulseUrn(trx, askId)) ?? emptyAgreementUrn(pulse.questions.length);
    const comment = canShowComments(ask.asked) ? maskText(ballotComment) : '';
    await store.writePulseUrn(trx, askId, dropAgreement(urn, { values, comment }));
    told.push(await withdrawPulseNotices(context, trx, ask, actor.id));
  });
  for (const tellInboxes of told) tellInboxes();
}

import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  objectionLapsesOn,
  objectionState,
  type ObjectionAnswer,
  type ObjectionState,
} from '#lib/shifts/objection.ts';
import { ShiftObjectionAnswerForm, ObjectionForm } from '#lib/shifts/shift-forms.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { addNotices, finishNotices } from '../../notify/notice-commands.ts';
import { readWorkCalendar } from '../../organisation/commands.ts';
import { listActiveLeads } from '../../people/lead-store.ts';
import { listLedBy } from '../../people/manager-store.ts';
import { listSeated } from '../seats/waiting-store.ts';
import { findTour, holdTour } from '../tour-store.ts';
import * as store from './objection-store.ts';

/** One's own objection to a shift, and what became of it. */
export interface OwnObjection {
  reason: string;
  state: ObjectionState;
  answer: ObjectionAnswer | null;
  lapsesOn: string;
}

/** Who of a team serves on a day. */
export interface TeamShift extends store.TeamDayRow {
  name: string;
  /** Whether one can still object to it. */
  mayObject: boolean;
  objection: OwnObjection | null;
}

/** The shifts of those whom the reader leads, day by day from today on [SH27]; null for who leads nobody. */
export async function getTeamShifts(context: Context, actor: Actor): Promise<TeamShift[] | null> {
  requirePerson(actor, 'shift.view');
  const led = await listLedBy(context.db, actor.id);
  if (led.length === 0) return null;
  const nowMs = context.clock();
  const today = dayAt(nowMs, context.settings.timeZone);
  const names = new Map(led.map(({ id, name }) => [id, name]));
  const objections = new Map(
    (await store.listObjectionsTo(context.db, [...names.keys()])).map((each) => [
      `${each.tourId} ${each.personId}`,
      each,
    ]),
  );
  return (await store.listDaysOf(context.db, [...names.keys()], today)).map((row) => {
    const objection = objections.get(`${row.tourId} ${row.personId}`);
    return {
      ...row,
      name: names.get(row.personId) ?? '',
      mayObject: row.startsAtMs > nowMs && !objection,
      objection: objection
        ? {
            reason: objection.reason,
            state: objectionState(objection, today),
            answer: objection.answer,
            lapsesOn: objection.lapsesOn,
          }
        : null,
    };
  });
}

/** Objects to the date of a shift of somebody whom one leads, once and with a reason [SH28]. */
export async function objectToShift(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.view');
  const form = parseInput(ObjectionForm, input);
  const { roundId, tell } = await context.database.transaction(async (trx) => {
    const tour = await holdTour(trx, form.tourId);
    const led = await listLedBy(trx, actor.id);
    const isSeated = (await listSeated(trx, form.tourId)).some(({ personId }) => personId === form.personId);
    if (!tour || !isSeated || !led.some(({ id }) => id === form.personId)) throw new AppError('not-found');
    const nowMs = context.clock();
    if (tour.startsAtMs <= nowMs) throw new AppError('read-only', { reason: 'shifts.begun' });
    const lapsesOn = objectionLapsesOn(
      dayAt(nowMs, context.settings.timeZone),
      await readWorkCalendar(context, trx),
    );
    if (!(await store.insertObjection(trx, { ...form, byId: actor.id, atMs: nowMs, lapsesOn })))
      throw new AppError('conflict', { reason: 'shifts.objectedAlready' });
    const told = new Set([form.personId, ...(await listActiveLeads(trx))]);
    const tell = await addNotices(
      context,
      trx,
      [...told].map((personId) => ({
        personId,
        kind: 'shift.objected',
        subject: { kind: 'round', id: tour.roundId },
        occasion: `${tour.id} ${form.personId}`,
        byId: actor.id,
        values: {
          tourId: tour.id,
          day: tour.day,
          startsAt: tour.startsAt,
          endsAt: tour.endsAt,
          due: lapsesOn,
        },
      })),
    );
    return { roundId: tour.roundId, tell };
  });
  tell();
  context.bus.tell({ kind: 'round', id: roundId, action: 'object' });
}

/** An objection as the person whom it is about and leads see it [SH28]. */
export interface ShownObjection extends store.ObjectionRow {
  state: ObjectionState;
}

/** The objections to shifts of a round: all for leads, else those to one's own [SH28]. */
export async function listObjections(
  context: Context,
  actor: Actor,
  roundId: string,
): Promise<ShownObjection[]> {
  requirePerson(actor, 'shift.view');
  const today = dayAt(context.clock(), context.settings.timeZone);
  return (await store.listRoundObjections(context.db, roundId))
    .filter(({ personId }) => actor.roles.includes('lead') || personId === actor.id)
    .map((objection) => ({ ...objection, state: objectionState(objection, today) }));
}

/** The person says what becomes of an objection to their shift; the manager hears of it [SH28]. */
export async function answerShiftObjection(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const form = parseInput(ShiftObjectionAnswerForm, input);
  const { roundId, tells } = await context.database.transaction(async (trx) => {
    const tour = await findTour(trx, form.tourId);
    const objection = (await store.listObjectionsTo(trx, [form.personId])).find(
      ({ tourId }) => tourId === form.tourId,
    );
    if (!tour || !objection || form.personId !== actor.id) throw new AppError('not-found');
    const today = dayAt(context.clock(), context.settings.timeZone);
    const isOpen = objectionState(objection, today) === 'open';
    if (!isOpen || !(await store.setObjectionAnswer(trx, form, { answer: form.answer, byId: actor.id })))
      throw new AppError('conflict', { reason: 'shifts.objectionOver' });
    const occasion = `${tour.id} ${form.personId}`;
    const subject = { kind: 'round' as const, id: tour.roundId };
    const tells = [
      await finishNotices(context, trx, { subject, kinds: ['shift.objected'], occasion }),
      await addNotices(context, trx, [
        {
          ...{ personId: objection.byId, subject, occasion, byId: actor.id },
          kind: 'shift.objectionAnswered',
          values: { tourId: tour.id, day: tour.day, startsAt: tour.startsAt, endsAt: tour.endsAt },
        },
      ]),
    ];
    return { roundId: tour.roundId, tells };
  });
  for (const tell of tells) tell();
  context.bus.tell({ kind: 'round', id: roundId, action: 'object' });
}

import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { RoundCancelForm, RoundReopenForm } from '#lib/shifts/move-forms.ts';
import { tourUid } from '#lib/shifts/shift.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { tellAgain } from '../../feeds/entry-commands.ts';
import { addNotices, withdrawNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import { holdTimeZone } from '../../organisation/commands.ts';
import { newTour } from '../new-tour.ts';
import { finishOffer } from '../seats/settle-line.ts';
import { listLine } from '../seats/waiting-store.ts';
import * as tourStore from '../tour-store.ts';
import type { TourRow } from '../tour-store.ts';
import { holdTours, listTourPeople } from './hold-tours.ts';
import { findRoundSpan, holdRound, setCalledOff } from '../round-store.ts';

type Caller = Actor & { id: string };

/** Calls a tour off before it begins; whoever is on it, waits for it or looks after it is told [SH22]. */
export async function cancelTour(
  context: Context,
  actor: Actor,
  tourId: string,
): Promise<{ roundId: string }> {
  requirePerson(actor, 'shift.manage');
  const { roundId, tells } = await context.database.transaction(async (trx) => {
    const [tour] = await holdTours(trx, [tourId]);
    if (!tour) throw new AppError('not-found');
    if (tour.startsAtMs <= context.clock()) throw new AppError('read-only', { reason: 'shifts.begun' });
    if ((await tourStore.listTours(trx, tour.roundId)).length === 1)
      throw new AppError('conflict', { reason: 'shifts.lastTour' });
    const { people, tells } = await dropTour(context, trx, actor, tour);
    tells.push(
      await addNotices(
        context,
        trx,
        people.map((personId) => ({
          ...{ personId, kind: 'shift.cancelled', occasion: tourId, byId: actor.id },
          subject: { kind: 'round', id: tour.roundId },
          values: { tourId, day: tour.day, startsAt: tour.startsAt, endsAt: tour.endsAt },
        })),
      ),
    );
    return { roundId: tour.roundId, tells };
  });
  for (const tell of tells) tell();
  context.bus.tell({ kind: 'round', id: roundId, action: 'change' });
  return { roundId };
}

/**
 * Calls a round off [SH105]: its tours that have not begun, and what is to come of one that has; whoever is on any of
 * them, waits or looks after one is told once, with the reason on the page. What was served stays.
 */
export async function cancelRound(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.manage');
  const { roundId, version, reason } = parseInput(RoundCancelForm, input);
  const nowMs = context.clock();
  const { tells } = await context.database.transaction(async (trx) => {
    const timeZone = await holdTimeZone(context, trx);
    const round = await holdRound(trx, roundId);
    if (!round) throw new AppError('not-found');
    if (round.calledOff) throw new AppError('conflict', { reason: 'shifts.move.calledOffAlready' });
    if (round.version !== version) throw new AppError('stale', { current: round });
    const tours = (await tourStore.listTours(trx, roundId)).filter(({ endsAtMs }) => endsAtMs > nowMs);
    if (tours.length === 0) throw new AppError('read-only', { reason: 'shifts.over' });
    const span = await findRoundSpan(trx, roundId);
    const held = await holdTours(
      trx,
      tours.map(({ id }) => id),
    );
    const told = new Set<string>();
    const tells: TellInboxes[] = [];
    for (const tour of held) {
      const isRunning = tour.startsAtMs <= nowMs;
      const dropped = isRunning
        ? await endTour(context, trx, { tour, timeZone })
        : await dropTour(context, trx, actor, tour);
      for (const id of dropped.people) told.add(id);
      tells.push(...dropped.tells);
    }
    await setCalledOff(trx, round, { atMs: nowMs, reason, ...span });
    tells.push(
      await addNotices(
        context,
        trx,
        [...told].map((personId) => ({
          ...{ personId, kind: 'shift.roundCancelled', byId: actor.id, values: {} },
          subject: { kind: 'round', id: roundId },
          occasion: `${roundId} ${nowMs}`,
        })),
      ),
    );
    await auditRound(context, trx, actor, { action: 'round.cancel', roundId });
    return { tells };
  });
  for (const tell of tells) tell();
  context.bus.tell({ kind: 'round', id: roundId, action: 'change' });
}

/** A round that was called off can have tours again; those of before do not come back by themselves [SH105]. */
export async function reopenRound(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.manage');
  const { roundId, version } = parseInput(RoundReopenForm, input);
  await context.database.transaction(async (trx) => {
    const round = await holdRound(trx, roundId);
    if (!round) throw new AppError('not-found');
    if (round.version !== version) throw new AppError('stale', { current: round });
    if (!round.calledOff) throw new AppError('conflict', { reason: 'shifts.move.notCalledOff' });
    await setCalledOff(trx, round, null);
    await auditRound(context, trx, actor, { action: 'round.reopen', roundId });
  });
  context.bus.tell({ kind: 'round', id: roundId, action: 'change' });
}

/** Takes a tour that the transaction holds out of the plan, with everything that hangs on it; whom it was about. */
async function dropTour(
  context: Context,
  trx: Queries,
  actor: Caller,
  tour: TourRow,
): Promise<{ people: string[]; tells: TellInboxes[] }> {
  const { seated, waiting, mentors, willing } = await listTourPeople(trx, tour.id);
  const subject = { kind: 'round' as const, id: tour.roundId };
  const tells = [
    await withdrawNotices(context, trx, {
      ...{ subject, kinds: ['shift.tomorrow', 'shift.proposed'], occasion: tour.id },
    }),
  ];
  for (const personId of seated)
    tells.push(
      await withdrawNotices(context, trx, {
        ...{ subject, kinds: ['shift.team', 'shift.objected'], occasion: `${tour.id} ${personId}` },
      }),
    );
  for (const each of await listLine(trx, tour.id)) tells.push(await finishOffer(context, trx, tour, each));
  await tellAgain(context, trx, { uids: [tourUid(tour.id)] });
  await tourStore.deleteTour(trx, tour.id);
  await recordAudit(trx, {
    ...{ atMs: context.clock(), actor, action: 'shift.cancel' as const },
    subject: { kind: 'shift', id: tour.id },
  });
  return { people: [...new Set([...seated, ...waiting, ...mentors, ...willing])], tells };
}

/** Ends a tour that has begun with the days that have: the others do not take place. */
async function endTour(
  context: Context,
  trx: Queries,
  { tour, timeZone }: { tour: TourRow; timeZone: string },
): Promise<{ people: string[]; tells: TellInboxes[] }> {
  const own = (await tourStore.listTourDays(trx, [tour.id])).get(tour.id) ?? [];
  const begun = own.filter(({ startsAtMs }) => startsAtMs <= context.clock());
  if (begun.length === own.length) return { people: [], tells: [] };
  const days = begun.map(({ day }) => day);
  const after = newTour({ ...tour, days }, timeZone);
  await tourStore.updateTour(trx, after, tour.version);
  const { seated, mentors } = await listTourPeople(trx, tour.id);
  await tellAgain(context, trx, { uids: [tourUid(tour.id)] });
  return { people: [...seated, ...mentors], tells: [] };
}

function auditRound(
  context: Context,
  trx: Queries,
  actor: Actor,
  { action, roundId }: { action: 'round.cancel' | 'round.reopen'; roundId: string },
): Promise<void> {
  return recordAudit(trx, {
    ...{ atMs: context.clock(), actor, action },
    subject: { kind: 'round', id: roundId },
  });
}

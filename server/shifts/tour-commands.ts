import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { planDays } from '#lib/shifts/plan-days.ts';
import { TourChangeForm, TourForm } from '#lib/shifts/shift-forms.ts';
import { areSameTimes } from '#lib/shifts/move-days.ts';
import { MAX_SPAN_DAYS, type TourId } from '#lib/shifts/shift.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { holdTimeZone, readWorkCalendar } from '../organisation/commands.ts';
import { requireNotPast } from '../past-days.ts';
import { requireFreeMentors, requireNotGuests } from './free-mentors.ts';
import { requireMentorRoom } from './mentor-room.ts';
import { holdTours, listTourPeople } from './moves/hold-tours.ts';
import { moveSeats } from './moves/move-seats.ts';
import { holdRound } from './round-store.ts';
import { newTour } from './new-tour.ts';
import { requireDays } from './plan-commands.ts';
import { settleTour } from './seats/settle-line.ts';
import * as tourStore from './tour-store.ts';

interface Span {
  startsOn: string;
  endsOn: string;
  onDaysOff: boolean;
  inSeasons: boolean;
}

/** All working days between two as one tour [SH1] [SH16]. */
async function daysOfTour(context: Context, trx: Queries, span: Span): Promise<string[]> {
  const planned = planDays({ ...span, spanDays: 1 }, await readWorkCalendar(context, trx));
  const days = requireDays(planned, 1).flat();
  const last = Temporal.PlainDate.from(days.at(-1) ?? span.endsOn);
  if (last.since(days[0] ?? span.startsOn).days < MAX_SPAN_DAYS) return days;
  const values = { limit: MAX_SPAN_DAYS };
  throw new AppError('invalid', { issues: [{ path: 'endsOn', message: 'shifts.tourTooLong', values }] });
}

/** Adds a tour to a round. */
export async function addTour(context: Context, actor: Actor, input: unknown): Promise<TourId> {
  requirePermission(actor, 'shift.manage');
  const { roundId, keepsPast, mentorIds, ...form } = parseInput(TourForm, input);
  requireNotPast(context, { keepsPast }, 'endsOn', form.endsOn);
  const id = newId<'tour'>();
  await context.database.transaction(async (trx) => {
    const timeZone = await holdTimeZone(context, trx);
    const round = await holdRound(trx, roundId);
    if (!round) throw new AppError('not-found');
    if (round.calledOff) throw new AppError('read-only', { reason: 'shifts.move.calledOff' });
    const days = await daysOfTour(context, trx, form);
    const tour = newTour({ ...form, id, roundId: round.id, days }, timeZone);
    await requireFreeMentors(trx, mentorIds, [tour]);
    await requireMentorRoom(trx, round.id, mentorIds, [tour.id]);
    await tourStore.insertTours(trx, [tour]);
    await tourStore.insertMentors(trx, [id], mentorIds);
    await auditTour(context, trx, actor, { action: 'shift.add', id });
  });
  context.bus.tell({ kind: 'round', id: roundId, action: 'change' });
  return id;
}

/**
 * Changes one tour [SH22]. Other days or hours than people agreed to are asked about before: whoever is on it is told, and
 * asked whether they fit [SH100]. There are never fewer seats than people.
 */
export async function changeTour(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.manage');
  const { tourId, version, keepsPast, movesPeople, mentorIds, ...form } = parseInput(TourChangeForm, input);
  const { roundId, tells } = await context.database.transaction(async (trx) => {
    const timeZone = await holdTimeZone(context, trx);
    const [before] = await holdTours(trx, [tourId], mentorIds);
    if (!before) throw new AppError('not-found');
    if (before.version !== version) throw new AppError('stale', { current: before });
    const own = (await tourStore.listTourDays(trx, [tourId])).get(tourId) ?? [];
    const hasSameDays = form.startsOn === before.day && form.endsOn === before.lastDay;
    if (!hasSameDays) requireNotPast(context, { keepsPast }, 'endsOn', form.endsOn);
    const days = hasSameDays ? own.map(({ day }) => day) : await daysOfTour(context, trx, form);
    const tour = newTour({ ...form, id: before.id, roundId: before.roundId, days }, timeZone);
    const times = { before: { ...before, days: own.map(({ day }) => day) }, after: { ...form, days } };
    const isMoved = !areSameTimes(times.before, times.after);
    if (isMoved) await requireMeant(context, trx, before, movesPeople);
    if (tour.places < before.taken)
      throw new AppError('invalid', {
        issues: [{ path: 'places', message: 'shifts.seatsTaken', values: { limit: before.taken } }],
      });
    await requireFreeMentors(trx, mentorIds, [tour]);
    await requireNotGuests(trx, tourId, mentorIds);
    await requireMentorRoom(trx, before.roundId, mentorIds, [tourId]);
    if (!(await tourStore.updateTour(trx, tour, version))) throw new AppError('stale', { current: before });
    const mentors = (await tourStore.listMentorsOf(trx, [tourId])).map(({ id }) => id);
    await tourStore.insertMentors(trx, [tourId], mentorIds);
    await tourStore.deleteMentors(
      trx,
      tourId,
      mentors.filter((id) => !mentorIds.includes(id)),
    );
    await auditTour(context, trx, actor, { action: isMoved ? 'shift.move' : 'shift.change', id: tourId });
    const changed = { ...before, ...tour };
    if (isMoved) {
      const tells = await moveSeats(context, trx, actor, { tour: changed, ...times });
      return { roundId: before.roundId, tells };
    }
    // More seats, or a department that has room now, are somebody's who waits.
    const { tell } = await settleTour(context, trx, changed);
    return { roundId: before.roundId, tells: [tell] };
  });
  for (const tell of tells) tell();
  context.bus.tell({ kind: 'round', id: roundId, action: 'change' });
}

/** People agreed to the days and hours that become other ones: asked about first, and refused once it has begun. */
async function requireMeant(
  context: Context,
  trx: Queries,
  before: tourStore.TourRow,
  movesPeople: boolean,
): Promise<void> {
  const { seated, waiting } = await listTourPeople(trx, before.id);
  const n = seated.length + waiting.length;
  if (n === 0) return;
  if (before.startsAtMs <= context.clock()) throw new AppError('read-only', { reason: 'shifts.begun' });
  if (movesPeople) return;
  throw new AppError('invalid', {
    issues: [{ path: 'movesPeople', message: 'shifts.move.asks', values: { n } }],
  });
}

function auditTour(
  context: Context,
  trx: Queries,
  actor: Actor,
  { action, id }: { action: 'shift.add' | 'shift.change' | 'shift.move'; id: string },
): Promise<void> {
  return recordAudit(trx, { atMs: context.clock(), actor, action, subject: { kind: 'shift', id } });
}

import { AppError } from '#lib/base/errors.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import { takeSeat, type Guest, type TourSeats } from '#lib/shifts/seats.ts';
import type { Scope } from '#lib/shifts/shift.ts';
import { windowState } from '#lib/shifts/sign-up-window.ts';
import { doClash } from '#lib/shifts/tour.ts';
import { recordAudit } from '../../access/audit.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import { findPerson, holdPerson } from '../../people/store.ts';
import { listHeldDays } from '../held-store.ts';
import * as store from '../store.ts';
import { type RoundRow } from '../round-store.ts';
import { holdTour, listMentorsOf, listTourDays, type TourRow } from '../tour-store.ts';

/** What somebody would take on, and on which tour. */
export interface SeatClaim {
  tourId: string;
  personId: string;
  scopes: readonly Scope[];
  signedUpAtMs: number;
}

/**
 * Takes a person and then a tour for the rest of the transaction, always in this order: what others do with
 * either waits until then, and sees what came of it.
 */
export async function holdClaim(
  trx: Queries,
  claim: Pick<SeatClaim, 'tourId' | 'personId'>,
): Promise<TourRow> {
  await holdPerson(trx, claim.personId);
  const tour = await holdTour(trx, claim.tourId);
  if (!tour) throw new AppError('not-found');
  return tour;
}

/** Refuses what may not be, whether there is a seat or not [SH3] [SH4] [SH5] [SH10]. */
export async function requireMayServe(
  context: Context,
  trx: Queries,
  tour: TourRow,
  claim: Pick<SeatClaim, 'personId' | 'scopes'>,
): Promise<void> {
  if (tour.startsAtMs <= context.clock()) throw new AppError('read-only', { reason: 'shifts.begun' });
  requireScopes(tour, claim.scopes);
  await requireCanBeThere(trx, tour, claim.personId);
}

/** One takes on what the tour offers [SH4]. */
export function requireScopes(tour: Pick<TourRow, 'scopes'>, scopes: readonly Scope[]): void {
  if (scopes.every((scope) => tour.scopes.includes(scope))) return;
  throw new AppError('invalid', { issues: [{ path: 'scopes', message: 'shifts.scopeNotOffered' }] });
}

/** Nobody is their own mentor, or at two places at once, in whatever round; a tour that they give up does not count [SH5] [SH10]. */
export async function requireCanBeThere(
  trx: Queries,
  tour: TourRow,
  personId: string,
  exceptId?: string,
): Promise<void> {
  const mentors = await listMentorsOf(trx, [tour.id]);
  if (mentors.some(({ id }) => id === personId))
    throw new AppError('conflict', { reason: 'shifts.ownMentor' });
  const clash = await findClash(trx, tour, personId, exceptId);
  if (clash !== null)
    throw new AppError('conflict', { reason: 'shifts.sameHours', values: { title: clash } });
}

/** The round in which somebody has another shift at the hours of a tour. */
export async function findClash(
  trx: Queries,
  tour: Pick<TourRow, 'id'>,
  personId: string,
  exceptId?: string,
): Promise<string | null> {
  const days = (await listTourDays(trx, [tour.id])).get(tour.id) ?? [];
  const held = (await listHeldDays(trx, personId)).filter(
    ({ tourId }) => tourId !== tour.id && tourId !== exceptId,
  );
  return held.find((other) => doClash(days, [other]))?.roundTitle ?? null;
}

/** One signs up between the days that the round names [SH21]; with a rota once that is published [SH30]. */
export function requireOpen(context: Context, round: RoundRow): void {
  if (round.mode === 'rota') {
    if (round.rotaPublishedAtMs !== null) return;
    throw new AppError('conflict', { reason: 'rota.asksFirst' });
  }
  const state = windowState(round, dayAt(context.clock(), context.settings.timeZone));
  if (state === 'open') return;
  throw new AppError('conflict', { reason: state === 'closed' ? 'shifts.closed' : 'shifts.notOpen' });
}

/** Somebody as a guest of a tour: with the department of this moment. */
export async function tourGuestOf(trx: Queries, personId: string): Promise<Guest> {
  const person = await findPerson(trx, { id: personId });
  return { personId, departmentId: person?.departmentId ?? null };
}

/** Gives somebody one of these seats, which the transaction holds; null where none is theirs to take [SH2] [SH19]. */
export async function seatGuest(
  context: Context,
  trx: Queries,
  { tour, seats }: { tour: TourRow; seats: TourSeats },
  { claim, actor }: { claim: SeatClaim; actor: Actor },
): Promise<TellInboxes | null> {
  const taken = takeSeat(seats, await tourGuestOf(trx, claim.personId));
  return taken && writeSeat(context, trx, tour, { claim, actor });
}

/** Writes who has a seat that the transaction found free; their line manager is told [SH27]. */
export async function writeSeat(
  context: Context,
  trx: Queries,
  tour: TourRow,
  { claim, actor }: { claim: SeatClaim; actor: Actor },
): Promise<TellInboxes> {
  const tell = await putSeat(context, trx, tour, claim);
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: 'shift.signUp',
    subject: { kind: 'shift', id: claim.tourId },
  });
  return tell;
}

/** The same without a line in the audit log, for who writes one for many seats. */
export async function putSeat(
  context: Context,
  trx: Queries,
  tour: TourRow,
  claim: SeatClaim,
): Promise<TellInboxes> {
  // The rule found it free; this is what the database itself holds everybody to.
  if (!(await store.takeTourPlace(trx, claim.tourId)))
    throw new AppError('conflict', { reason: 'shifts.full' });
  if (!(await store.insertSignUp(trx, claim)))
    throw new AppError('conflict', { reason: 'shifts.alreadySignedUp' });
  return tellManager(context, trx, tour, claim.personId);
}

/** The line manager of somebody hears when they serve [SH27]. */
export async function tellManager(
  context: Context,
  trx: Queries,
  tour: TourRow,
  personId: string,
): Promise<TellInboxes> {
  const person = await findPerson(trx, { id: personId });
  if (!person?.managerId) return () => undefined;
  return addNotices(context, trx, [
    {
      personId: person.managerId,
      kind: 'shift.team',
      subject: { kind: 'round', id: tour.roundId },
      occasion: `${tour.id} ${personId}`,
      byId: personId,
      values: { tourId: tour.id, day: tour.day, startsAt: tour.startsAt, endsAt: tour.endsAt },
    },
  ]);
}

import type { DepartureRules } from '../people/departure.ts';
import { deleteAhead } from './ahead-store.ts';
import * as heldStore from './held-store.ts';
import { deleteMovedOf } from './moves/move-store.ts';
import { deleteDraftRowsOf } from './rota/rota-store.ts';
import { deleteShare, deleteWishesOf } from './rota/wish-store.ts';
import { freeSeat } from './seats/seat-commands.ts';
import { leaveLine, listAwaitedTours } from './seats/waiting-store.ts';
import * as store from './store.ts';
import { deleteProposalsOf } from './swaps/proposal-store.ts';
import { endSwapsOf } from './swaps/end-swaps.ts';
import { freeSwapsOf } from './swaps/swap-store.ts';
import { deleteMentors, holdTour, insertMentors } from './tour-store.ts';

/** Shifts that have not begun are freed, tours that are not over get another mentor; diaries and findings stay. */
export const SHIFT_DEPARTURE: DepartureRules = {
  columns: {
    'shift_round.created_by': 'kept',
    'shift_mentor.person_id': 'handed-over',
    'shift_signup.person_id': 'freed',
    'shift_waiting.person_id': 'freed',
    'shift_ahead.person_id': 'ended',
    'shift_wish.person_id': 'ended',
    'shift_share.person_id': 'ended',
    'shift_rota_pair.person_id': 'ended',
    'shift_rota_lock.person_id': 'ended',
    'shift_swap.giver_id': 'freed',
    'shift_swap.taker_id': 'freed',
    'shift_proposal.person_id': 'ended',
    'shift_proposal.by_id': 'kept',
    'shift_moved.person_id': 'ended',
    'shift_moved.by_id': 'kept',
    'shift_presence.person_id': 'kept',
    'shift_tick.person_id': 'kept',
    'shift_tick.by_id': 'kept',
    'shift_ticket.person_id': 'kept',
    'shift_attendance.person_id': 'kept',
    'shift_attendance.mentor_id': 'kept',
    'shift_attendance.settled_by': 'kept',
    'shift_objection.person_id': 'freed',
    'shift_objection.by_id': 'kept',
    'shift_objection.answered_by': 'kept',
    'diary_entry.person_id': 'kept',
    'shift_takeaway.person_id': 'kept',
    'finding.person_id': 'kept',
    'contact_volume.set_by': 'kept',
  },
  async list(db, personId, nowMs) {
    const mentored = await heldStore.listMentoredTours(db, personId, nowMs);
    const rounds = Map.groupBy(mentored, ({ roundId }) => roundId);
    const shifts = [
      ...(await heldStore.listComingShifts(db, personId, nowMs)),
      ...(await listAwaitedTours(db, personId, nowMs)),
    ];
    return [
      ...[...rounds].map(([id, [first]]) => ({
        kind: 'mentor' as const,
        effect: 'handed-over' as const,
        title: first?.roundTitle ?? '',
        href: `/shifts/${id}`,
      })),
      ...shifts.map(({ roundId, roundTitle, day }) => ({
        kind: 'shift' as const,
        effect: 'freed' as const,
        title: `${roundTitle}, ${day}`,
        href: `/shifts/${roundId}`,
      })),
    ];
  },
  async apply(context, trx, _actor, { personId, successorId }) {
    const nowMs = context.clock();
    const tells: (() => void)[] = [];
    await deleteAhead(trx, personId);
    await deleteMovedOf(trx, personId);
    await deleteWishesOf(trx, personId);
    await deleteShare(trx, personId);
    await deleteDraftRowsOf(trx, personId);
    await deleteProposalsOf(trx, personId);
    await freeSwapsOf(trx, personId);
    const awaited = new Set((await listAwaitedTours(trx, personId, nowMs)).map(({ tourId }) => tourId));
    const served = new Set(
      (await heldStore.listComingShifts(trx, personId, nowMs)).map(({ tourId }) => tourId),
    );
    // In one order, so that two departures at once do not wait for each other.
    for (const tourId of [...awaited.union(served)].toSorted()) {
      const tour = await holdTour(trx, tourId);
      if (!tour) continue;
      await leaveLine(trx, tourId, [personId]);
      tells.push(await endSwapsOf(context, trx, tour, personId));
      if (served.has(tourId)) await store.deleteSignUp(trx, tourId, personId);
      tells.push(await freeSeat(context, trx, tour, personId));
    }
    const mentored = successorId === null ? [] : await heldStore.listMentoredTours(trx, personId, nowMs);
    for (const { tourId } of mentored) {
      if (successorId === null) continue;
      await insertMentors(trx, [tourId], [successorId]);
      await deleteMentors(trx, tourId, [personId]);
    }
    return [
      ...tells.map((tell) => async () => tell()),
      ...[...new Set(mentored.map(({ roundId }) => roundId))].map((id) => async () => {
        context.bus.tell({ kind: 'round', id, action: 'handOver' });
      }),
    ];
  },
};

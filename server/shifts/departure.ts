import type { DepartureRules } from '../people/departure.ts';
import * as heldStore from './held-store.ts';
import * as store from './store.ts';

/** Shifts that have not begun are freed, rounds that go on get another mentor; diaries and findings stay. */
export const SHIFT_DEPARTURE: DepartureRules = {
  columns: {
    'shift_round.created_by': 'kept',
    'shift_mentor.person_id': 'handed-over',
    'shift_signup.person_id': 'freed',
    'diary_entry.person_id': 'kept',
    'finding.person_id': 'kept',
  },
  async list(db, personId, nowMs) {
    const shifts = await heldStore.listComingShifts(db, personId, nowMs);
    const rounds = await heldStore.listMentoredRounds(db, personId, nowMs);
    return [
      ...rounds.map(({ id, title }) => ({
        kind: 'mentor' as const,
        effect: 'handed-over' as const,
        title,
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
    const changed = new Set<string>();
    for (const { tourId, roundId } of await heldStore.listComingShifts(trx, personId, nowMs)) {
      await store.deleteSignUp(trx, tourId, personId);
      changed.add(roundId);
    }
    const mentored = successorId === null ? [] : await heldStore.listMentoredRounds(trx, personId, nowMs);
    for (const { id } of mentored) {
      if (successorId === null) continue;
      await heldStore.replaceMentor(trx, id, personId, successorId);
      changed.add(id);
    }
    return [...changed].map((id) => async () => {
      context.bus.tell({ kind: 'round', id, action: 'handOver' });
    });
  },
};

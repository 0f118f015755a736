import { recordAudit } from '../access/audit.ts';
import type { DepartureRules } from '../people/departure.ts';
import * as store from './departure-store.ts';
import type { WorkshopContext } from './workshop-context.ts';

/** Workshops that are not closed get another facilitator; seats and helpers' places are freed. */
export const WORKSHOP_DEPARTURE: DepartureRules<WorkshopContext> = {
  columns: {
    'workshop.owner_id': 'handed-over',
    'workshop.facilitator_id': 'handed-over',
    'workshop_facilitator.person_id': 'freed',
    'workshop_member.person_id': 'kept',
    'workshop_seat.person_id': 'freed',
    'workshop_mailed.person_id': 'kept',
    'workshop_mailing.person_id': 'kept',
    'workshop_minutes_mailing.person_id': 'kept',
    'workshop_leader_point.leader_id': 'kept',
    'workshop_template.made_by': 'kept',
    // Who is switched off sits nowhere when it is used.
    'workshop_template_seat.person_id': 'kept',
    'workshop_signal.participant_id': 'kept',
    'workshop_approval.participant_id': 'kept',
    'workshop_pulse.participant_id': 'kept',
    'workshop_ballot.voter_id': 'kept',
    'workshop_ballot.entered_by': 'kept',
    'workshop_entry.by_id': 'kept',
    'workshop_late_change.by_id': 'kept',
    'workshop_metric.by_id': 'kept',
    'cause_check.by_id': 'kept',
    'cause_evidence.by_id': 'kept',
  },
  async list(db, personId) {
    const led = await store.listLed(db, personId);
    const seats = await store.listHeldSeats(db, personId);
    return [
      ...led.map(({ id, title }) => ({
        kind: 'facilitator' as const,
        effect: 'handed-over' as const,
        title,
        href: `/workshop/${id}`,
      })),
      ...seats.map(({ id, title }) => ({
        kind: 'seat' as const,
        effect: 'freed' as const,
        title,
        href: `/workshop/${id}`,
      })),
    ];
  },
  async apply(context, trx, actor, { personId, successorId }) {
    const seats = await store.listHeldSeats(trx, personId);
    await store.freeSeats(trx, personId);
    const led = successorId === null ? [] : await store.listLed(trx, personId);
    for (const { id } of led) {
      if (successorId === null) continue;
      await store.replaceLeader(trx, id, personId, successorId);
      await recordAudit(trx, {
        atMs: context.clock(),
        actor,
        action: 'workshop.handOver',
        subject: { kind: 'workshop', id },
        whom: [personId, successorId],
      });
    }
    const handedOver = new Set(led.map(({ id }) => id));
    const changed = new Set([...led, ...seats].map(({ id }) => id));
    return [...changed].map((id) => async () => {
      await context.control.tell(id);
      await context.rooms.recheckWorkshop(id);
      context.bus.tell({ kind: 'workshop', id, action: handedOver.has(id) ? 'handOver' : 'seat' });
    });
  },
};

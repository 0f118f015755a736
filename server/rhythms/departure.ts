import type { DepartureRules } from '../people/departure.ts';
import { auditRhythm, tellRhythms } from './change-rhythm.ts';
import { handOverAsks } from './ask-store.ts';
import { freePulsePerson, listPulsesAsking, listPulsesById } from './team-pulse-store.ts';
import { handOverRhythms, listAsking } from './rhythm-store.ts';

/** What somebody is asked again and again is asked of their successor, or of whoever answers for the subject [RH10]; pulses ask one less [RH18]. */
export const RHYTHM_DEPARTURE: DepartureRules = {
  columns: {
    'rhythm.asked_id': 'handed-over',
    'rhythm.made_by': 'kept',
    'rhythm_ask.asked_id': 'handed-over',
    'rhythm_ask.answered_by': 'kept',
    'team_pulse.made_by': 'kept',
    'team_pulse_person.person_id': 'freed',
    // Until the ask closes: that they were taken out would say that they had not answered.
    'team_pulse_turnout.person_id': 'kept',
  },
  async list(db, personId) {
    const pulses = await listPulsesById(db, [...(await listPulsesAsking(db, personId))]);
    return [
      ...(await listAsking(db, personId)).map(({ question }) => ({
        kind: 'rhythm' as const,
        effect: 'handed-over' as const,
        title: question,
        href: null,
      })),
      ...pulses
        .filter(({ endedAtMs }) => endedAtMs === null)
        .map(({ id, title }) => ({
          kind: 'pulse' as const,
          effect: 'freed' as const,
          title,
          href: `/people/team/pulses/${id}`,
        })),
    ];
  },
  async apply(context, trx, actor, { personId, successorId }) {
    const asking = await listAsking(trx, personId);
    await handOverRhythms(trx, personId, successorId);
    // Nobody answers in their stead [RH18].
    await freePulsePerson(trx, personId);
    if (successorId !== null) await handOverAsks(trx, personId, successorId);
    for (const { subject } of asking) await auditRhythm(context, trx, actor, subject, 'handOver');
    return asking.map(
      ({ subject }) =>
        async () =>
          tellRhythms(context, subject),
    );
  },
};

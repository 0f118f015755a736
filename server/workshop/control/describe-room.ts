import type { Pulse } from '#lib/workshop/entries/pulse.ts';
import { shownMetric } from '#lib/workshop/evidence/head-metric.ts';
import type { Control } from '#lib/workshop/room/control-doc.ts';
import type { Queries } from '#server/database/engine.ts';
import { countVoters } from '../ballots/count-ballots.ts';
import { listApprovals } from '../entries/entry-store.ts';
import { describeEntries, listRoomEntries } from '../entries/room-entries.ts';
import { listLateChanges } from '../entries/late-change-store.ts';
import { listPulseAnswers } from '../entries/pulse-store.ts';
import { listChecks } from '../evidence/evidence-store.ts';
import { findMetric } from '../evidence/metric-store.ts';
import { listShownEvidence } from '../evidence/shown-evidence.ts';
import { listAgendaRows } from '../meeting/agenda-store.ts';
import { describeAgenda, describeDecisions } from '../meeting/describe-meeting.ts';
import { listCofacilitators } from '../facilitator-store.ts';
import { countWaiting } from '../guest-store.ts';
import { listShownPack } from '../prepare/pack-snapshot.ts';
import { listSignals } from '../programme/signal-store.ts';
import { lastResults } from '../seals/seal-store.ts';
import type { WorkshopRow } from '../store.ts';

/** What everybody in a workshop may know of it now, as its control document says it [WS3]. */
export async function describeRoom(db: Queries, workshop: WorkshopRow): Promise<Control> {
  const approvals = await listApprovals(db, workshop.id);
  const { hand, ready } = await listSignals(db, workshop.id);
  const { kind, stage, position, title, problem, room, programme, facilitatorId } = workshop;
  return {
    kind,
    stage,
    position,
    title,
    problem,
    ...room,
    steps: programme.map(({ id, kind, title: name, instruction, minutes, isSkipped, settings }) => ({
      id,
      kind,
      title: name,
      instruction,
      minutes,
      isSkipped,
      settings,
    })),
    facilitatorId,
    cofacilitatorIds: (await listCofacilitators(db, workshop.id)).map(({ personId }) => personId),
    hands: hand,
    ready,
    turnout: await countVoters(db, workshop),
    ...(await lastResults(db, workshop)),
    checks: await listChecks(db, workshop.id),
    evidence: await listShownEvidence({ db }, workshop.id),
    entries: describeEntries(
      await listRoomEntries(db, workshop.id),
      approvals,
      workshop.room.defining === 'counted',
    ),
    approvers: new Set(approvals.map(({ participantId }) => participantId)).size,
    agenda: describeAgenda(await listAgendaRows(db, workshop.id)),
    decisions: await describeDecisions(db, workshop.id),
    pulse: await describePulse(db, workshop),
    review: await listLateChanges(db, workshop.id),
    waiting: await countWaiting(db, workshop.id),
    metric: shownMetric(await findMetric(db, workshop.id)),
    pack: await listShownPack({ db }, workshop.id),
  };
}

/** The anonymous check with how many have answered so far. */
async function describePulse(db: Queries, { id, room }: WorkshopRow): Promise<Pulse | null> {
  if (!room.pulse?.isOpen) return room.pulse;
  return { ...room.pulse, answered: (await listPulseAnswers(db, id)).length };
}

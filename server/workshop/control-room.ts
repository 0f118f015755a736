import { documentName } from '#lib/sync/document-name.ts';
import { writeControl, type Control } from '#lib/workshop/room/control-doc.ts';
import type { Pulse } from '#lib/workshop/entries/pulse.ts';
import { shownMetric } from '#lib/workshop/evidence/head-metric.ts';
import type { Queries } from '../database/engine.ts';
import type { Rooms } from '../rooms.ts';
import { countVoters } from './ballots/count-ballots.ts';
import { describeEntries, listApprovals, listEntries } from './entries/entry-store.ts';
import { listChecks } from './evidence/evidence-store.ts';
import { listShownEvidence } from './evidence/shown-evidence.ts';
import { listCofacilitators } from './facilitator-store.ts';
import { countWaiting } from './guest-store.ts';
import { listPulseAnswers } from './entries/pulse-store.ts';
import { listPack } from './prepare/pack-store.ts';
import { listLateChanges } from './entries/late-change-store.ts';
import { lastResults } from './seals/seal.ts';
import { listSignals } from './programme/signal-store.ts';
import { findMetric } from './evidence/metric-store.ts';
import { findWorkshop, type WorkshopRow } from './store.ts';

/**
 * Keeps the control documents of workshops true to the database [WS3]. Whoever asks while one is
 * being written shares the next writing: sixty raised hands in one second cost a few writes, not sixty.
 */
export class ControlRooms {
  readonly #db: Queries;
  readonly #rooms: Pick<Rooms, 'edit'>;
  readonly #running = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, Promise<void>>();

  constructor(db: Queries, rooms: Pick<Rooms, 'edit'>) {
    this.#db = db;
    this.#rooms = rooms;
  }

  /** Resolves when the room knows at least what was committed before this call. */
  tell(workshopId: string): Promise<void> {
    const running = this.#running.get(workshopId);
    if (!running) return this.#start(workshopId);
    const waiting = this.#waiting.get(workshopId);
    if (waiting) return waiting;
    const next = running
      .catch(() => undefined) // its own caller hears of it
      .then(() => {
        this.#waiting.delete(workshopId);
        return this.#start(workshopId);
      });
    this.#waiting.set(workshopId, next);
    return next;
  }

  #start(workshopId: string): Promise<void> {
    const writing = this.#write(workshopId).finally(() => {
      if (this.#running.get(workshopId) === writing) this.#running.delete(workshopId);
    });
    this.#running.set(workshopId, writing);
    return writing;
  }

  async #write(workshopId: string): Promise<void> {
    const workshop = await findWorkshop(this.#db, { id: workshopId });
    if (!workshop) return;
    const control = await describeRoom(this.#db, workshop);
    await this.#rooms.edit(documentName({ kind: 'control', workshop: workshopId }), (doc) =>
      writeControl(doc, control),
    );
  }
}

async function describeRoom(db: Queries, workshop: WorkshopRow): Promise<Control> {
  const approvals = await listApprovals(db, workshop.id);
  const { hand, ready } = await listSignals(db, workshop.id);
  const { stage, position, title, problem, room, programme, facilitatorId } = workshop;
  return {
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
      await listEntries(db, workshop.id),
      approvals,
      workshop.room.defining === 'counted',
    ),
    approvers: new Set(approvals.map(({ participantId }) => participantId)).size,
    pulse: await describePulse(db, workshop),
    review: await listLateChanges(db, workshop.id),
    waiting: await countWaiting(db, workshop.id),
    metric: shownMetric(await findMetric(db, workshop.id)),
    pack: await listPack(db, workshop.id),
  };
}

/** The anonymous check with how many have answered so far. */
async function describePulse(db: Queries, { id, room }: WorkshopRow): Promise<Pulse | null> {
  if (!room.pulse?.isOpen) return room.pulse;
  return { ...room.pulse, answered: (await listPulseAnswers(db, id)).length };
}

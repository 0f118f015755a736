import type { Signal } from '#lib/workshop/room/control-doc.ts';
import type { Queries } from '#server/database/engine.ts';

/** `hand`: wants to speak. `ready`: is done with this step. */
export type SignalKind = 'hand' | 'ready';

export async function listSignals(db: Queries, workshopId: string): Promise<Record<SignalKind, Signal[]>> {
  const rows = await db
    .selectFrom('workshop_signal')
    .selectAll()
    .where('workshop_id', '=', workshopId)
    .orderBy('at_ms')
    .orderBy('participant_id')
    .execute();
  const of = (kind: SignalKind): Signal[] =>
    rows.filter((row) => row.kind === kind).map((row) => ({ id: row.participant_id, name: row.name }));
  return { hand: of('hand'), ready: of('ready') };
}

/** Who signalled already keeps their place in the queue. */
export async function insertSignal(
  trx: Queries,
  workshopId: string,
  kind: SignalKind,
  from: Signal,
  atMs: number,
): Promise<void> {
  await trx
    .insertInto('workshop_signal')
    .values({ workshop_id: workshopId, participant_id: from.id, kind, name: from.name, at_ms: atMs })
    .onConflict((conflict) => conflict.columns(['workshop_id', 'participant_id', 'kind']).doNothing())
    .execute();
}

export async function deleteSignal(
  trx: Queries,
  workshopId: string,
  kind: SignalKind,
  participantId: string,
): Promise<void> {
  await trx
    .deleteFrom('workshop_signal')
    .where('workshop_id', '=', workshopId)
    .where('participant_id', '=', participantId)
    .where('kind', '=', kind)
    .execute();
}

/** Everybody's readiness for the step that ended. */
export async function clearReady(trx: Queries, workshopId: string): Promise<void> {
  await trx
    .deleteFrom('workshop_signal')
    .where('workshop_id', '=', workshopId)
    .where('kind', '=', 'ready')
    .execute();
}

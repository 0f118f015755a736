import type { Queries } from '../database/engine.ts';

interface Titled {
  id: string;
  title: string;
}

/** Workshops that are not closed and that this person facilitates or made. */
export async function listLed(db: Queries, personId: string): Promise<Titled[]> {
  return db
    .selectFrom('workshop')
    .select(['id', 'title'])
    .where('position', '!=', 'closed')
    .where((eb) => eb.or([eb('facilitator_id', '=', personId), eb('owner_id', '=', personId)]))
    .orderBy('created_at_ms', 'desc')
    .execute();
}

/** Workshops that are not closed in which this person has a seat or helps to steer. */
export async function listHeldSeats(db: Queries, personId: string): Promise<Titled[]> {
  return db
    .selectFrom('workshop')
    .select(['id', 'title'])
    .where('position', '!=', 'closed')
    .where((eb) =>
      eb.or([
        eb(
          'id',
          'in',
          db.selectFrom('workshop_seat').select('workshop_id').where('person_id', '=', personId),
        ),
        eb(
          'id',
          'in',
          db.selectFrom('workshop_facilitator').select('workshop_id').where('person_id', '=', personId),
        ),
      ]),
    )
    .orderBy('created_at_ms', 'desc')
    .execute();
}

/** Frees the seats and helpers' places of this person in workshops that are not closed. */
export async function freeSeats(trx: Queries, personId: string): Promise<void> {
  const open = trx.selectFrom('workshop').select('id').where('position', '!=', 'closed');
  for (const table of ['workshop_seat', 'workshop_facilitator'] as const) {
    await trx.deleteFrom(table).where('person_id', '=', personId).where('workshop_id', 'in', open).execute();
  }
}

/** Puts the successor where this person facilitated or owned; a helper who takes over helps no longer. */
export async function replaceLeader(
  trx: Queries,
  workshopId: string,
  personId: string,
  successorId: string,
): Promise<void> {
  for (const column of ['facilitator_id', 'owner_id'] as const) {
    await trx
      .updateTable('workshop')
      .set((eb) => ({ [column]: successorId, version: eb('version', '+', 1) }))
      .where('id', '=', workshopId)
      .where(column, '=', personId)
      .execute();
  }
  await trx
    .deleteFrom('workshop_facilitator')
    .where('workshop_id', '=', workshopId)
    .where('person_id', '=', successorId)
    .execute();
}

import type { OpenTicket } from '#lib/shifts/day/checklist.ts';
import type { Queries } from '../../database/engine.ts';

/** A ticket that somebody leaves open, on which shift. */
export interface TicketRow extends OpenTicket {
  tourId: string;
  personId: string;
  addedAtMs: number;
}

function selectTickets(db: Queries) {
  return db
    .selectFrom('shift_ticket')
    .leftJoin('commitment', 'commitment.id', 'shift_ticket.commitment_id')
    .leftJoin('person', 'person.id', 'commitment.owner_id')
    .selectAll('shift_ticket')
    .select('person.name')
    .orderBy('added_at_ms')
    .orderBy('shift_ticket.id');
}
type Selected = Awaited<ReturnType<ReturnType<typeof selectTickets>['execute']>>[number];

const toTicket = (row: Selected): TicketRow => ({
  id: row.id,
  tourId: row.shift_id,
  personId: row.person_id,
  text: row.text,
  handed: row.commitment_id === null ? null : { commitmentId: row.commitment_id, name: row.name ?? '' },
  addedAtMs: row.added_at_ms,
});

/** The tickets of everybody on a tour, the first first. */
export async function listTickets(db: Queries, tourId: string): Promise<TicketRow[]> {
  return (await selectTickets(db).where('shift_ticket.shift_id', '=', tourId).execute()).map(toTicket);
}

export async function findTicket(db: Queries, id: string): Promise<TicketRow | undefined> {
  const row = await selectTickets(db).where('shift_ticket.id', '=', id).executeTakeFirst();
  return row && toTicket(row);
}

export async function insertTicket(trx: Queries, ticket: Omit<TicketRow, 'handed'>): Promise<void> {
  await trx
    .insertInto('shift_ticket')
    .values({
      ...{ id: ticket.id, shift_id: ticket.tourId, person_id: ticket.personId, text: ticket.text },
      ...{ commitment_id: null, added_at_ms: ticket.addedAtMs },
    })
    .execute();
}

export async function handTicketOn(trx: Queries, id: string, commitmentId: string): Promise<void> {
  await trx.updateTable('shift_ticket').set({ commitment_id: commitmentId }).where('id', '=', id).execute();
}

export async function deleteTicket(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('shift_ticket').where('id', '=', id).execute();
}

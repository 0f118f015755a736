import type { Queries } from '../../database/engine.ts';

/** A seat that a lead proposes to somebody, who has not said yet. */
export interface ProposalRow {
  tourId: string;
  personId: string;
  name: string;
  /** The seat that would be given back for it. */
  fromTourId: string | null;
  byId: string;
}

function selectProposals(db: Queries) {
  return db
    .selectFrom('shift_proposal')
    .innerJoin('shift', 'shift.id', 'shift_proposal.shift_id')
    .innerJoin('person', 'person.id', 'shift_proposal.person_id')
    .select([
      'shift_proposal.shift_id as tourId',
      'shift_proposal.person_id as personId',
      'shift_proposal.from_shift_id as fromTourId',
      'shift_proposal.by_id as byId',
      'person.name',
    ])
    .orderBy('shift_proposal.proposed_at_ms')
    .orderBy('person.name');
}

export async function listProposals(db: Queries, roundId: string): Promise<ProposalRow[]> {
  return selectProposals(db).where('shift.round_id', '=', roundId).execute();
}

export async function findProposal(
  db: Queries,
  tourId: string,
  personId: string,
): Promise<ProposalRow | undefined> {
  return selectProposals(db)
    .where('shift_proposal.shift_id', '=', tourId)
    .where('shift_proposal.person_id', '=', personId)
    .executeTakeFirst();
}

/** Proposes a seat; false where it is proposed already. */
export async function insertProposal(
  trx: Queries,
  proposal: Omit<ProposalRow, 'name'> & { atMs: number },
): Promise<boolean> {
  const result = await trx
    .insertInto('shift_proposal')
    .values({
      shift_id: proposal.tourId,
      person_id: proposal.personId,
      from_shift_id: proposal.fromTourId,
      by_id: proposal.byId,
      proposed_at_ms: proposal.atMs,
    })
    .onConflict((conflict) => conflict.columns(['shift_id', 'person_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** False where there was none. */
export async function deleteProposal(trx: Queries, tourId: string, personId: string): Promise<boolean> {
  const result = await trx
    .deleteFrom('shift_proposal')
    .where('shift_id', '=', tourId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function deleteProposalsOf(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('shift_proposal').where('person_id', '=', personId).execute();
}

import type { Queries } from '../database/engine.ts';

/** Who signs in whose name, from one day to another, both included. */
export interface SubstituteRow {
  id: string;
  personId: string;
  personName: string;
  substituteId: string;
  substituteName: string;
  startsOn: string;
  endsOn: string;
  version: number;
  /** The leave with which the director named it; null for one that an administrator named. */
  leaveId: string | null;
}

/** Those whose end has not come before a day, in the order in which they begin. */
export async function listSubstitutes(db: Queries, notBefore: string): Promise<SubstituteRow[]> {
  return selectSubstitutes(db)
    .where('substitute.ends_on', '>=', notBefore)
    .orderBy('substitute.starts_on')
    .orderBy('substitute.id')
    .execute();
}

/** Those that name a person, on either side, whenever they are. */
export async function listSubstitutesOf(db: Queries, personId: string): Promise<SubstituteRow[]> {
  return selectSubstitutes(db)
    .where((eb) =>
      eb.or([eb('substitute.person_id', '=', personId), eb('substitute.substitute_id', '=', personId)]),
    )
    .orderBy('substitute.starts_on')
    .execute();
}

function selectSubstitutes(db: Queries) {
  return db
    .selectFrom('substitute')
    .innerJoin('person as absent', 'absent.id', 'substitute.person_id')
    .innerJoin('person as acting', 'acting.id', 'substitute.substitute_id')
    .select([
      'substitute.id',
      'substitute.person_id as personId',
      'absent.name as personName',
      'substitute.substitute_id as substituteId',
      'acting.name as substituteName',
      'substitute.starts_on as startsOn',
      'substitute.ends_on as endsOn',
      'substitute.version',
      'substitute.leave_id as leaveId',
    ]);
}

type Plan = Omit<SubstituteRow, 'personName' | 'substituteName'>;

export async function insertSubstitute(trx: Queries, plan: Plan): Promise<void> {
  await trx
    .insertInto('substitute')
    .values({
      id: plan.id,
      person_id: plan.personId,
      substitute_id: plan.substituteId,
      starts_on: plan.startsOn,
      ends_on: plan.endsOn,
      version: plan.version,
      leave_id: plan.leaveId,
    })
    .execute();
}

/** The one that was named together with a leave. */
export async function findSubstituteOfLeave(
  db: Queries,
  leaveId: string,
): Promise<SubstituteRow | undefined> {
  return selectSubstitutes(db).where('substitute.leave_id', '=', leaveId).executeTakeFirst();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateSubstitute(trx: Queries, plan: Omit<Plan, 'leaveId'>): Promise<boolean> {
  const result = await trx
    .updateTable('substitute')
    .set({
      person_id: plan.personId,
      substitute_id: plan.substituteId,
      starts_on: plan.startsOn,
      ends_on: plan.endsOn,
      version: plan.version + 1,
    })
    .where('id', '=', plan.id)
    .where('version', '=', plan.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteSubstitute(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('substitute').where('id', '=', id).execute();
}

/** Ends whatever names this person, on either side. */
export async function deleteSubstitutesOf(trx: Queries, personId: string): Promise<void> {
  await trx
    .deleteFrom('substitute')
    .where((eb) => eb.or([eb('person_id', '=', personId), eb('substitute_id', '=', personId)]))
    .execute();
}

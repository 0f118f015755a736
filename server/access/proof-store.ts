import type { Queries } from '../database/engine.ts';

/** In which session who proved who they are [PE12]. */
interface Proof {
  sessionId: string;
  personId: string;
}

/** When a person last proved themselves in a session, in milliseconds since 1970. */
export async function findProof(db: Queries, proof: Proof): Promise<number | undefined> {
  const row = await db
    .selectFrom('signing_proof')
    .select('at_ms')
    .where('session_id', '=', proof.sessionId)
    .where('person_id', '=', proof.personId)
    .executeTakeFirst();
  return row?.at_ms;
}

/** Keeps a proof in the place of the one before of the same session. */
export async function writeProof(db: Queries, proof: Proof, atMs: number): Promise<void> {
  await db
    .insertInto('signing_proof')
    .values({ session_id: proof.sessionId, person_id: proof.personId, at_ms: atMs })
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet({ at_ms: atMs }))
    .execute();
}

/** Ends the proofs of a person in every session. */
export async function deleteProofs(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('signing_proof').where('person_id', '=', personId).execute();
}

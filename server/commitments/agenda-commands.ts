import type { SubjectRef } from '#lib/base/subject.ts';
import type { CommitmentId, CommitmentState } from '#lib/commitments/commitment.ts';
import type { Queries } from '../database/engine.ts';
import { listCommitmentsOn } from './commitment-store.ts';

/** A commitment as an agenda names it. */
export interface CommitmentOnAgenda {
  id: CommitmentId;
  subject: SubjectRef;
  text: string;
  owner: string;
  dueOn: string | null;
  state: CommitmentState;
  settledAtMs: number | null;
  madeAtMs: number;
}

/** All that hangs on these subjects; whoever asks has looked whether they may be seen. */
export async function listCommitmentsForAgenda(
  db: Queries,
  refs: readonly SubjectRef[],
): Promise<CommitmentOnAgenda[]> {
  const found: CommitmentOnAgenda[] = [];
  for (const ref of refs) {
    for (const row of await listCommitmentsOn(db, ref)) {
      const { id, subject, text, owner, dueOn, state, settledAtMs, madeAtMs } = row;
      found.push({ id, subject, text, owner: owner?.name ?? '', dueOn, state, settledAtMs, madeAtMs });
    }
  }
  return found;
}

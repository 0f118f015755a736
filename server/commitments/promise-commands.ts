import { auditedChanges } from '#lib/audit/audit-change.ts';
import { newId } from '#lib/base/ids.ts';
import type { SubjectRef } from '#lib/base/subject.ts';
import type { CommitmentId, CommitmentSide } from '#lib/commitments/commitment.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { maskText } from '../survey/commands.ts';
import { auditCommitment, requireRoomOn, writeAction } from './change-commitment.ts';
import { finishAsking, tellOwner, type Afterwards } from './commitment-notices.ts';
import * as store from './commitment-store.ts';

/** What somebody is to keep as a part of another act; without a person by id, somebody outside by name. */
export interface GivenPromise {
  subject: SubjectRef;
  text: string;
  ownerId: string | null;
  ownerName?: string;
  dueOn: string | null;
  /** What happens if it is not done. */
  risk?: string;
  side?: CommitmentSide;
}

/** Writes down what somebody is to keep as a part of another act, in its transaction: a condition of an approval. */
export async function addPromise(
  context: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  promise: GivenPromise,
  after: Afterwards,
): Promise<CommitmentId> {
  const { subject, text, ownerId, dueOn, risk = '', side = 'ours', ownerName = '' } = promise;
  await requireRoomOn(trx, subject);
  const id = newId<'commitment'>();
  await store.insertCommitment(trx, {
    id,
    subject,
    cause: null,
    text: maskText(text),
    risk: maskText(risk),
    side,
    ownerId,
    ownerName,
    ownerAddress: '',
    dueOn,
    makerId: actor.id,
    makerName: actor.name,
    madeAtMs: context.clock(),
  });
  await auditCommitment(context, trx, actor, subject, 'make', auditedChanges({}, { dueOn }));
  const made = await store.findCommitment(trx, id);
  if (made) await tellOwner(context, trx, made, actor.id, after);
  return id;
}

/** Lets its owner off when the act of which it was a part is taken back; what is settled already stays. */
export async function takePromiseBack(
  context: Context,
  trx: Queries,
  actor: Actor,
  id: string,
  after: Afterwards,
): Promise<void> {
  const row = await store.findCommitment(trx, id);
  if (row?.state !== 'open') return;
  await writeAction(context, trx, row, 'withdraw');
  await auditCommitment(context, trx, actor, row.subject, 'withdraw');
  await finishAsking(context, trx, row, after);
}

/** What is promised under these ids, and how it stands. */
export async function listPromises(
  db: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Pick<store.CommitmentRow, 'text' | 'dueOn' | 'state'>>> {
  const rows = await Promise.all(ids.map((id) => store.findCommitment(db, id)));
  return new Map(
    rows.flatMap((row) => (row ? [[row.id, { text: row.text, dueOn: row.dueOn, state: row.state }]] : [])),
  );
}

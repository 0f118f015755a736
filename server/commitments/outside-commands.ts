import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import type { SubjectRef } from '#lib/base/subject.ts';
import { MOST_ANSWERS } from '#lib/commitments/commitment.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { auditCommitment, requireVersion, tellCommitments, writeAction } from './change-commitment.ts';
import { addCommitmentNotices, finishAsking, type Afterwards } from './commitment-notices.ts';
import * as store from './commitment-store.ts';

type Outsider = Extract<Actor, { kind: 'outsider' }>;

/** A commitment of somebody without an account, as far as its owner may know of it. */
export interface OutsideCommitment {
  id: string;
  owner: { name: string; address: string };
  text: string;
  dueOn: string | null;
  state: store.CommitmentRow['state'];
  answers: readonly { text: string; atMs: number }[];
  version: number;
}

/** What people without an account keep on a subject, the first due first; whoever asks has looked at the rights. */
export async function listOutsideCommitments(
  db: Queries,
  subject: SubjectRef,
  ids?: readonly string[],
): Promise<OutsideCommitment[]> {
  const rows = (await store.listCommitmentsOn(db, subject)).filter(
    ({ id, owner }) => owner?.kind === 'outside' && (ids === undefined || ids.includes(id)),
  );
  const answers = await store.listAnswers(
    db,
    rows.map(({ id }) => id),
  );
  return rows
    .flatMap(({ id, owner, text, dueOn, state, version }) =>
      owner?.kind === 'outside'
        ? {
            ...{ id, text, dueOn, state, version },
            owner: { name: owner.name, address: owner.address },
            // What people of the house said about it is theirs.
            answers: (answers.get(id) ?? [])
              .filter(({ kind, byName }) => kind === 'interim' && byName === owner.name)
              .map((answer) => ({ text: answer.text, atMs: answer.atMs })),
          }
        : [],
    )
    .toSorted((one, other) => (one.dueOn ?? '9').localeCompare(other.dueOn ?? '9'));
}

/** Its owner says from outside that it is kept, or takes that back [OD4]; answers who is to be told of it. */
export async function pressFromOutside(
  context: Context,
  trx: Queries,
  actor: Outsider,
  { commitmentId, version, action }: { commitmentId: string; version: number; action: 'keep' | 'reopen' },
  after: Afterwards,
): Promise<{ makerId: string }> {
  const row = requireVersion(await store.findCommitment(trx, commitmentId), version);
  // What is broken or was let off is for the house to open again.
  if (action === 'reopen' && row.state !== 'kept' && row.state !== 'kept-late')
    throw new AppError('conflict', { reason: 'commitments.notNow' });
  await writeAction(context, trx, row, action);
  await auditCommitment(context, trx, actor, row.subject, action);
  await finishAsking(context, trx, row, after);
  after.push(() => tellCommitments(context, row.subject));
  return { makerId: row.makerId };
}

/** Its owner says from outside how far it is [OD4]; whoever waits for it hears of it, and `alsoTo` does. */
export async function answerFromOutside(
  context: Context,
  trx: Queries,
  actor: Outsider,
  answer: { commitmentId: string; version: number; text: string; alsoTo: string },
  after: Afterwards,
): Promise<void> {
  const row = requireVersion(await store.findCommitment(trx, answer.commitmentId), answer.version);
  if (((await store.listAnswers(trx, [row.id])).get(row.id) ?? []).length >= MOST_ANSWERS)
    throw new AppError('conflict', { reason: 'commitments.answeredOften', values: { limit: MOST_ANSWERS } });
  const id = newId<'answer'>();
  const byName = row.owner?.kind === 'outside' ? row.owner.name : actor.name;
  await store.insertAnswer(trx, {
    id,
    commitmentId: row.id,
    kind: 'interim',
    text: answer.text,
    byId: actor.id,
    byName,
    atMs: context.clock(),
  });
  await writeAction(context, trx, row, 'answer');
  await auditCommitment(context, trx, actor, row.subject, 'answer');
  await finishAsking(context, trx, row, after);
  const news = { kind: 'commitment.answered', byId: null, to: [row.makerId, answer.alsoTo] } as const;
  await addCommitmentNotices(context, trx, row, { ...news, occasion: id, dueOn: row.dueOn }, after);
  after.push(() => tellCommitments(context, row.subject));
}

import { subjectKey, type Subject } from '#lib/base/subject.ts';
import {
  actionsFor,
  type Commitment,
  type CommitmentAnswer,
  type CommitmentStance,
} from '#lib/commitments/commitment.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { listAnswers, listMoves, type CommitmentPlace, type CommitmentRow } from './commitment-store.ts';

/** How an actor stands to one commitment; `subject` is undefined where they may not see it [CM8]. */
export function stanceOf(actor: Actor, row: CommitmentRow, subject: Subject | undefined): CommitmentStance {
  const id = 'id' in actor ? actor.id : '';
  const isOf = (personId: string | null): boolean => personId !== null && personId === id;
  return {
    isOwner: row.owner?.kind === 'person' && row.owner.id === id,
    isMaker: row.makerId === id,
    isOfSubject: subject !== undefined && (isOf(subject.ownerId) || isOf(subject.deputyId)),
    isLead: isPermitted(standingsOf(actor), 'commitment.withdraw'),
    ownedBy: row.owner?.kind ?? 'nobody',
  };
}

/** Of these those that an actor may see [CM8]; their subjects are asked for once. */
export async function seeCommitments(
  context: Context,
  actor: Actor,
  places: readonly CommitmentPlace[],
): Promise<CommitmentPlace[]> {
  if (!isPermitted(standingsOf(actor), 'commitment.make')) return [];
  const subjects = await context.subjects.find(
    actor,
    places.map(({ subject }) => subject),
  );
  const own = 'id' in actor ? actor.id : null;
  return places.filter(
    ({ subject, ownerId, makerId }) =>
      subjects.has(subjectKey(subject)) || (own !== null && (ownerId === own || makerId === own)),
  );
}

/** Commitments as an actor sees them, with what they may do; their subjects are asked for by kind, once. */
export async function showCommitments(
  context: Context,
  actor: Actor,
  rows: readonly CommitmentRow[],
  today: string,
): Promise<Commitment[]> {
  const subjects = await context.subjects.find(
    actor,
    rows.map(({ subject }) => subject),
  );
  const ids = rows.map(({ id }) => id);
  const moves = await listMoves(context.db, ids);
  const answers = await listAnswers(context.db, ids);
  return rows.map((row): Commitment => {
    const subject = subjects.get(subjectKey(row.subject));
    const given = answers.get(row.id) ?? [];
    return {
      id: row.id,
      subject: { ...row.subject, title: subject?.title ?? null, href: subject?.href ?? null },
      cause: row.cause,
      text: row.text,
      risk: row.risk,
      side: row.side,
      owner:
        row.owner?.kind === 'person' ? { kind: 'person', id: row.owner.id, name: row.owner.name } : row.owner,
      dueOn: row.dueOn,
      firstDueOn: row.firstDueOn,
      state: row.state,
      moves: moves.get(row.id) ?? [],
      answers: given,
      reason: row.reason,
      makerName: row.makerName,
      isAsked: isAsked(row, given),
      version: row.version,
      may: actionsFor(row, stanceOf(actor, row, subject), today),
    };
  });
}

/** Whether the owner was asked for this day, and has not answered since. */
function isAsked(row: CommitmentRow, answers: readonly CommitmentAnswer[]): boolean {
  const { state, dueOn, askedFor, askedAtMs } = row;
  if (state !== 'open' || dueOn === null || askedFor !== dueOn || askedAtMs === null) return false;
  return !answers.some(({ atMs }) => atMs >= askedAtMs);
}

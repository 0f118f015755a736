import type { SubjectRef } from '#lib/base/subject.ts';
import {
  outcomeText,
  type DecisionDue,
  type DecisionLine,
  type DecisionWait,
  type SeenDecision,
} from '#lib/decisions/decision.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { decisionDay } from './change-decision.ts';
import * as store from './decision-store.ts';
import { listOpenPolls, listPollsAwaiting, listUnansweredOf } from './poll-store.ts';
import { requireDecision, seeDecisions, type Seen } from './see-decisions.ts';
import { showDecision } from './show-decision.ts';

export { getDecisionAddress } from './see-decisions.ts';

/** Of what is open, and of what is over, the newest so many; older ones are found by search. */
const LISTED = 500;

/** Decisions that a reader may see, each once: what waits for them, and the others by where they stand [DE3] [DE14]. */
export interface DecisionList {
  today: string;
  waiting: DecisionDue[];
  lookAgain: DecisionLine[];
  open: DecisionLine[];
  decided: DecisionLine[];
  /** Superseded and withdrawn. */
  over: DecisionLine[];
}

export async function listDecisions(context: Context, actor: Actor): Promise<DecisionList> {
  requirePermission(actor, 'decision.view');
  const today = decisionDay(context);
  const going = await store.listDecisionsIn(context.db, ['open', 'poll'], LISTED);
  const settled = await store.listDecisionsIn(context.db, ['decided', 'superseded', 'withdrawn'], LISTED);
  const waiting = actor.kind === 'person' ? await listWaiting(context, actor.id, today) : [];
  const isWaiting = new Set(waiting.map(({ id }) => id));
  const seen = await seeDecisions(context, actor, [...going, ...settled]);
  const lines = await toLines(
    context,
    seen.filter(({ row }) => !isWaiting.has(row.id)),
  );
  const isDue = ({ state, dueOn }: DecisionLine): boolean =>
    state === 'decided' && dueOn !== null && dueOn <= today;
  return {
    today,
    waiting,
    lookAgain: lines.filter(isDue),
    open: lines.filter(({ state }) => state === 'open' || state === 'poll'),
    decided: lines.filter((line) => line.state === 'decided' && !isDue(line)),
    over: lines.filter(({ state }) => state === 'superseded' || state === 'withdrawn'),
  };
}

/** Decisions on a subject, the newest first, for whoever may see that. */
export async function listDecisionsOn(
  context: Context,
  actor: Actor,
  subject: SubjectRef,
): Promise<DecisionLine[]> {
  requirePermission(actor, 'decision.view');
  await context.subjects.require(actor, subject);
  return toLines(
    context,
    await seeDecisions(context, actor, await store.listDecisionRowsOn(context.db, subject)),
  );
}

async function toLines({ db }: Context, seen: readonly Seen<store.KeptDecision>[]): Promise<DecisionLine[]> {
  const polls = await listOpenPolls(
    db,
    seen.filter(({ row }) => row.state === 'poll').map(({ row }) => row.id),
  );
  return seen.map(({ row, subject }) => ({
    id: row.id,
    number: row.number,
    question: row.question,
    state: row.state,
    proposerName: row.proposerName,
    outcome: outcomeText(row),
    subjectTitle: subject?.title ?? null,
    dueOn: row.state === 'poll' ? (polls.get(row.id)?.endsOn ?? null) : row.lookAgainOn,
    madeAtMs: row.madeAtMs,
    decidedAtMs: row.decidedAtMs,
  }));
}

/**
 * What waits for somebody of all decisions [DE14]: their vote, their decision, an answer to an objection, that they
 * read it, and one to look at again. For the list of decisions and for Home; in this order, the first due first.
 */
export async function getMyDecisions(
  context: Context,
  actor: Actor,
): Promise<{ today: string; waiting: DecisionDue[] }> {
  requirePerson(actor, 'decision.view');
  const today = decisionDay(context);
  return { today, waiting: await listWaiting(context, actor.id, today) };
}

async function listWaiting({ db }: Context, personId: string, today: string): Promise<DecisionDue[]> {
  const polls = await listPollsAwaiting(db, personId);
  const asking = new Map(
    (
      await store.listDecisionsById(
        db,
        polls.map(({ decisionId }) => decisionId),
      )
    ).map((row) => [row.id as string, row]), // a poll names its decision by a plain text
  );
  const proposed = await store.listProposedBy(db, personId);
  const unanswered = await listUnansweredOf(
    db,
    proposed.map(({ id }) => id),
  );
  const due = (row: store.KeptDecision, waitsFor: DecisionWait, dueOn: string | null): DecisionDue => ({
    id: row.id,
    number: row.number,
    question: row.question,
    href: `/decisions/${row.number}`,
    waitsFor,
    dueOn,
  });
  return [
    ...polls.flatMap(({ decisionId, endsOn }) => {
      const row = asking.get(decisionId);
      return row ? [due(row, 'vote', endsOn)] : [];
    }),
    ...(await store.listToDecide(db, personId, ['open'])).map((row) => due(row, 'decide', null)),
    ...proposed.filter(({ id }) => unanswered.has(id)).map((row) => due(row, 'answer', null)),
    ...(await store.listToRead(db, personId)).map((row) => due(row, 'read', null)),
    ...(await store.listToLookAgain(db, today, personId)).map((row) => due(row, 'again', row.lookAgainOn)),
  ];
}

/** One with its polls, for whoever may see it; what is not there and what one may not see are the same refusal. */
export async function getDecision(context: Context, actor: Actor, id: string): Promise<SeenDecision> {
  return showDecision(context, actor, await requireDecision(context, actor, id), decisionDay(context));
}

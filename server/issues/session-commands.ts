import type { ActionOf } from '#lib/audit/audit-action.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { resultOf } from '#lib/issues/ratings/distribution.ts';
import {
  RatingSessionForm,
  RatingSessionPick,
  SecondRoundForm,
} from '#lib/issues/ratings/rating-session-forms.ts';
import {
  afterSessionAction,
  MOST_OPEN_SESSIONS,
  revealsByItself,
  type RatingSessionAction,
  type RatingSessionId,
} from '#lib/issues/ratings/rating-session.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePerson } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { holdNumbers } from '../database/number-store.ts';
import type { TellInboxes } from '../notify/notice-commands.ts';
import { areActive } from '../people/store.ts';
import { maskText } from '../survey/commands.ts';
import { settleStanding } from './settle-standing.ts';
import { deleteAnswers, listAnswersByIssue } from './ratings/answer-store.ts';
import { addRatingNotices, finishRatingNotices, withdrawRatingNotices } from './ratings/rating-notices.ts';
import { ratingDay, readSessionFacts } from './ratings/session-facts.ts';
import * as store from './ratings/session-store.ts';

const BY_ITSELF: Actor = { kind: 'system', name: '' };

/** Asks chosen people to rate chosen issues, live or until a day; nothing of it changes afterwards [IS40]. */
export async function makeRatingSession(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ sessionId: RatingSessionId }> {
  requirePerson(actor, 'ratings.manage');
  const { raterIds, issueIds, endsOn, ...form } = parseInput(RatingSessionForm, input);
  requireComing(form.kind, endsOn, ratingDay(context));
  const session = {
    ...form,
    id: newId<'rating-session'>(),
    title: maskText(form.title),
    endsOn: form.kind === 'day' ? endsOn : null,
    ...{ makerId: actor.id, makerName: actor.name, madeAtMs: context.clock() },
  };
  const tellInboxes = await context.database.transaction(async (trx) => {
    await holdNumbers(trx, 'issue'); // of two sessions that are made at once, the second sees what the first took
    if ((await store.countOpenSessions(trx)) >= MOST_OPEN_SESSIONS)
      throw new AppError('conflict', {
        reason: 'ratings.tooManyOpen',
        values: { limit: MOST_OPEN_SESSIONS },
      });
    const active = await areActive(trx, raterIds);
    if (raterIds.some((id) => !active.has(id)))
      throw new AppError('invalid', { issues: [{ path: 'raterIds', message: 'decisions.personGone' }] });
    const free = await store.holdFree(trx, issueIds);
    // Nobody is asked about fewer than the form showed without being told.
    if (free.size < issueIds.length) {
      const values = { n: issueIds.length - free.size };
      throw new AppError('conflict', { reason: 'ratings.notFree', values });
    }
    await store.insertRatingSession(trx, session, { raterIds, issueIds });
    await store.takeIssues(trx, session.id, issueIds);
    await auditSession(context, trx, actor, session.id, 'make');
    const news = { kind: 'ratings.ask', byId: null, to: raterIds } as const;
    return addRatingNotices(context, trx, { ...session, round: 1 }, news);
  });
  tellInboxes();
  tellSession(context, session.id);
  return { sessionId: session.id };
}

function requireComing(kind: string, endsOn: string, today: string): void {
  if (kind === 'day' && endsOn < today)
    throw new AppError('invalid', { issues: [{ path: 'endsOn', message: 'decisions.dayOver' }] });
}

/** Shows what came of a round, to everybody at once [IS41] [IS45]. */
export async function revealRatings(context: Context, actor: Actor, input: unknown): Promise<void> {
  await stepSession(context, actor, parseInput(RatingSessionPick, input), 'reveal', revealHeld);
}

/** Asks the same people again about what the first round disagreed on [IS46]. */
export async function startSecondRound(context: Context, actor: Actor, input: unknown): Promise<void> {
  const { endsOn, ...pick } = parseInput(SecondRoundForm, input);
  await stepSession(context, actor, pick, 'again', async (trx, held) => {
    const { session, next, facts } = held;
    if (session.kind === 'day' && endsOn === '')
      throw new AppError('invalid', { issues: [{ path: 'endsOn', message: 'form.required' }] });
    requireComing(session.kind, endsOn, facts.today);
    const day = session.kind === 'day' ? endsOn : null;
    await store.setRounds(trx, session.id, facts.disputedIds, 2);
    await store.takeIssues(trx, session.id, facts.disputedIds);
    await store.updateRatingSession(trx, session, { ...next, endsOn: day });
    await auditSession(context, trx, actor, session.id, 'again');
    const news = { kind: 'ratings.ask', byId: null, to: facts.raterIds } as const;
    return [await addRatingNotices(context, trx, { ...session, ...next, endsOn: day }, news)];
  });
}

/** Calls a round off: what was said in it is destroyed, and what an earlier one found stands [IS46]. */
export async function cancelRatings(context: Context, actor: Actor, input: unknown): Promise<void> {
  await stepSession(context, actor, parseInput(RatingSessionPick, input), 'cancel', async (trx, held) => {
    const { session, next, facts } = held;
    await deleteAnswers(trx, { sessionId: session.id, round: session.round });
    await store.freeIssues(trx, session.id);
    if (session.round === 2) {
      const ids = facts.issues.filter(({ rounds }) => rounds === 2).map(({ id }) => id);
      await store.setRounds(trx, session.id, ids, 1);
    }
    await store.updateRatingSession(trx, session, next);
    await auditSession(context, trx, actor, session.id, 'cancel');
    return [await withdrawRatingNotices(context, trx, session.id)];
  });
}

/** Shows what came of the sessions whose last day is over; every process may run it as often as it likes [IS45]. */
export async function revealDue(context: Context): Promise<{ revealed: number }> {
  const today = ratingDay(context);
  let revealed = 0;
  for (const { id } of await store.listEndedSessions(context.db, today)) {
    const after = await context.database.transaction(async (trx) => {
      const session = await store.holdSession(trx, id);
      if (!session || !revealsByItself(session, today)) return null;
      return revealHeld(trx, await readHeld(context, trx, BY_ITSELF, session, 'reveal'));
    });
    if (!after) continue;
    for (const tellInboxes of after) tellInboxes();
    tellSession(context, id);
    context.bus.tell({ kind: 'issue', id: 'issues', action: 'change' });
    revealed++;
  }
  return { revealed };
}

/** A session that is held, what it becomes, and what that rests on. */
interface HeldSession {
  context: Context;
  actor: Actor;
  session: store.SessionRow;
  next: Pick<store.SessionRow, 'state' | 'round'>;
  facts: Awaited<ReturnType<typeof readSessionFacts>>;
}

async function readHeld(
  context: Context,
  trx: Queries,
  actor: Actor,
  session: store.SessionRow,
  action: RatingSessionAction,
): Promise<HeldSession> {
  const facts = await readSessionFacts(context, trx, session);
  const next = afterSessionAction(session, action, facts);
  if (!next) throw new AppError('conflict', { reason: 'ratings.notNow' });
  return { context, actor, session, next, facts };
}

async function stepSession(
  context: Context,
  actor: Actor,
  pick: { sessionId: string; version: number },
  action: RatingSessionAction,
  work: (trx: Queries, held: HeldSession) => Promise<TellInboxes[]>,
): Promise<void> {
  requirePerson(actor, 'ratings.manage');
  const after = await context.database.transaction(async (trx) => {
    const session = await store.holdSession(trx, pick.sessionId);
    if (!session) throw new AppError('not-found');
    if (session.version !== pick.version) {
      const actions = ['ratings.reveal', 'ratings.again', 'ratings.cancel'] as const;
      throw await staleError(trx, actor, { kind: 'ratings', id: session.id, actions }, session);
    }
    return work(trx, await readHeld(context, trx, actor, session, action));
  });
  for (const tellInboxes of after) tellInboxes();
  tellSession(context, pick.sessionId);
  // Where issues stand may have changed, of many at once.
  context.bus.tell({ kind: 'issue', id: 'issues', action: 'change' });
}

/** Of a held session: what came of its round counts from now on, where enough rated [IS42]. */
async function revealHeld(trx: Queries, held: HeldSession): Promise<TellInboxes[]> {
  const { context, actor, session, next, facts } = held;
  const { id, round } = session;
  const answers = await listAnswersByIssue(trx, { sessionId: id, round });
  const placed = facts.issues
    .filter((issue) => resultOf(answers.get(issue.id) ?? []) !== null)
    .map((issue) => issue.id);
  await store.freeIssues(trx, id);
  await store.decideIssues(trx, id, placed);
  await store.updateRatingSession(trx, session, { ...next, revealedAtMs: context.clock() });
  for (const issueId of placed) await settleStanding(context, trx, issueId);
  await auditSession(context, trx, actor, id, 'reveal');
  const byId = actor.kind === 'person' ? actor.id : null;
  const news = { kind: 'ratings.revealed', byId, to: [session.makerId, ...facts.raterIds] } as const;
  return [
    await finishRatingNotices(context, trx, id),
    await addRatingNotices(context, trx, { ...session, round }, news),
  ];
}

/** A line about a session itself; of answers there is none [IS41]. */
async function auditSession(
  context: Context,
  trx: Queries,
  actor: Actor,
  id: string,
  action: ActionOf<'ratings'>,
): Promise<void> {
  const subject = { kind: 'ratings', id } as const;
  await recordAudit(trx, { atMs: context.clock(), actor, action: `ratings.${action}`, subject, details: {} });
}

function tellSession({ bus }: Pick<Context, 'bus'>, id: string): void {
  bus.tell({ kind: 'ratings', id, action: 'change' });
}

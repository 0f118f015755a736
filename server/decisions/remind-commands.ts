import { dayAt } from '#lib/base/time-zone.ts';
import { isReminded, MOST_REMINDERS } from '#lib/decisions/remind.ts';
import { closesByItself } from '#lib/decisions/poll.ts';
import { isAway } from '#lib/leave/away.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { listAway } from '../leave/away-commands.ts';
import { readWorkCalendar } from '../organisation/commands.ts';
import { tellDecision } from './change-decision.ts';
import { closeHeldPoll } from './close-poll.ts';
import { addDecisionNotices, type DecisionAfterwards } from './decision-notices.ts';
import * as store from './decision-store.ts';
import { holdPoll, listEndedPolls } from './poll-store.ts';

const BY_ITSELF: Actor = { kind: 'system', name: '' };

/**
 * Closes the polls whose last day is over [DE10], reminds those who have not said that they read a decision [DE5],
 * and tells proposers that a decision is to be looked at again [DE6]. Every process may run it as often as it likes:
 * each is noted in the transaction that does it.
 */
export async function followDecisions(
  context: Context,
): Promise<{ closed: number; reminded: number; again: number }> {
  const today = dayAt(context.clock(), context.settings.timeZone);
  return {
    closed: await closeEnded(context, today),
    reminded: await remindReaders(context, today),
    again: await tellToLookAgain(context, today),
  };
}

async function closeEnded(context: Context, today: string): Promise<number> {
  let closed = 0;
  for (const { id, decisionId } of await listEndedPolls(context.db, today)) {
    const after: DecisionAfterwards = [];
    const row = await context.database.transaction(async (trx) => {
      const decision = await store.holdDecision(trx, decisionId);
      const poll = await holdPoll(trx, id);
      if (decision?.state !== 'poll' || poll?.state !== 'open') return undefined;
      if (!closesByItself({ ...poll, asked: 0, voted: 0 }, today)) return undefined;
      await closeHeldPoll(context, trx, BY_ITSELF, { row: decision, poll }, after);
      return decision;
    });
    if (!row) continue;
    for (const tellInboxes of after) tellInboxes();
    tellDecision(context, row);
    closed++;
  }
  return closed;
}

async function remindReaders(context: Context, today: string): Promise<number> {
  const calendar = await readWorkCalendar(context, context.db);
  const due = (await store.listUnread(context.db, MOST_REMINDERS)).filter(
    ({ toldOn, reminders }) => toldOn !== null && isReminded({ toldOn, reminders }, calendar, today),
  );
  const ids = due.map(({ personId }) => personId);
  const away = await listAway(context.db, ids, { startsOn: today, endsOn: today });
  let reminded = 0;
  for (const one of due) {
    if (isAway(away.get(one.personId) ?? [], today)) continue;
    const after: DecisionAfterwards = [];
    const isMine = await context.database.transaction(async (trx) => {
      if (!(await store.noteReminded(trx, one, today))) return false;
      const news = { kind: 'decision.remind', byId: null, to: [one.personId], occasion: today } as const;
      await addDecisionNotices(context, trx, one.decisionId, news, after);
      return true;
    });
    for (const tellInboxes of after) tellInboxes();
    if (isMine) reminded++;
  }
  return reminded;
}

async function tellToLookAgain(context: Context, today: string): Promise<number> {
  let told = 0;
  for (const row of await store.listToLookAgain(context.db, today)) {
    const day = row.lookAgainOn;
    if (day === null || row.toldAgainFor === day) continue;
    const after: DecisionAfterwards = [];
    const isMine = await context.database.transaction(async (trx) => {
      if (!(await store.noteToldAgain(trx, row.id, day))) return false;
      const news = { kind: 'decision.again', byId: null, to: [row.proposerId], occasion: day } as const;
      await addDecisionNotices(context, trx, row.id, { ...news, dueOn: day }, after);
      return true;
    });
    for (const tellInboxes of after) tellInboxes();
    if (isMine) told++;
  }
  return told;
}

import type { NoticeKind } from '#lib/notify/notice-kinds.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import {
  addNotices,
  finishNotices,
  withdrawNotices,
  type NoticesMeant,
  type TellInboxes,
} from '../notify/notice-commands.ts';

/** What is to be said in open pages after the commit. */
export type DecisionAfterwards = TellInboxes[];

type DecisionNotice = Extract<NoticeKind, `decision.${string}`>;

const subjectOf = (id: string) => ({ kind: 'decision', id }) as const;

/** Tells people of a decision, each once; what it is called is asked when they read it. */
export async function addDecisionNotices(
  context: Context,
  trx: Queries,
  decisionId: string,
  news: {
    kind: DecisionNotice;
    byId: string | null;
    to: readonly string[];
    /** The same of one decision is told once: a day, a version, an id. */
    occasion: string;
    dueOn?: string | null;
  },
  after: DecisionAfterwards,
): Promise<void> {
  const { kind, byId, occasion, dueOn = null } = news;
  const notices = [...new Set(news.to)].map((personId) => ({
    personId,
    kind,
    subject: subjectOf(decisionId),
    occasion,
    byId,
    values: { ...(dueOn !== null && { dueOn }) },
  }));
  after.push(await addNotices(context, trx, notices));
}

type Meant = Omit<NoticesMeant, 'subject' | 'kinds'> & { kinds: readonly DecisionNotice[] };

/** What these notices asked for was done. */
export async function finishDecisionNotices(
  context: Context,
  trx: Queries,
  decisionId: string,
  meant: Meant,
  after: DecisionAfterwards,
): Promise<void> {
  after.push(await finishNotices(context, trx, { ...meant, subject: subjectOf(decisionId) }));
}

/** What these notices said is not so any more, or nobody is to learn of when it was done [DE12]. */
export async function withdrawDecisionNotices(
  context: Context,
  trx: Queries,
  decisionId: string,
  meant: Meant,
  after: DecisionAfterwards,
): Promise<void> {
  after.push(await withdrawNotices(context, trx, { ...meant, subject: subjectOf(decisionId) }));
}

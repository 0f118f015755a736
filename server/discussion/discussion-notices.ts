import type { Subject, SubjectRef } from '#lib/base/subject.ts';
import { isWatching } from '#lib/discussion/message.ts';
import type { NoticeKind } from '#lib/notify/notice-kinds.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { addNotices, finishNotices, listWaitingFor, type TellInboxes } from '../notify/notice-commands.ts';
import { beginWatching, listWatches } from './watch-store.ts';

type DiscussionNotice = Extract<NoticeKind, `discussion.${string}`>;

/** Tells people of one message: where it stands is its subject, and its words stay there. */
export async function addMessageNotices(
  context: Context,
  trx: Queries,
  subject: SubjectRef,
  news: { kind: DiscussionNotice; messageId: string; byId: string | null; to: readonly string[] },
  after: TellInboxes[],
): Promise<void> {
  const { kind, messageId, byId, to } = news;
  const notices = to.map((personId) => ({
    personId,
    kind,
    subject: { kind: subject.kind, id: subject.id },
    occasion: messageId,
    byId,
    values: { at: messageId },
  }));
  after.push(await addNotices(context, trx, notices));
}

/**
 * Tells whoever watches of a message, but for those who are told of it by name: one notice a thing for as long as
 * it waits, however many messages come [DI11]. Who wrote has seen what was there.
 */
export async function tellWatchers(
  context: Context,
  trx: Queries,
  subject: Subject,
  message: { id: string; byId: string; calledIds: readonly string[] },
  after: TellInboxes[],
): Promise<void> {
  const ref = { kind: subject.kind, id: subject.id };
  await beginWatching(trx, [message.byId, ...message.calledIds], ref, context.clock());
  const seen = ['discussion.news', 'discussion.mentioned', 'discussion.answered'] as const;
  after.push(await finishNotices(context, trx, { subject: ref, kinds: seen, personId: message.byId }));
  const chosen = await listWatches(trx, ref);
  const theirs = ownersOf(subject);
  const told = await listWaitingFor(trx, { subject: ref, kinds: ['discussion.news'] });
  const to = [...new Set([...chosen.keys(), ...theirs])].filter(
    (id) =>
      isWatching(chosen.get(id), theirs.includes(id)) && !message.calledIds.includes(id) && !told.has(id),
  );
  const news = { kind: 'discussion.news', messageId: message.id, byId: message.byId, to } as const;
  await addMessageNotices(context, trx, subject, news, after);
}

/** Whose a thing is: who answers for it, stands in for them, or is asked about it. */
export function ownersOf({ ownerId, deputyId, askedId }: Subject): string[] {
  return [ownerId, deputyId, ownerId === null ? askedId : null].filter((id) => typeof id === 'string');
}

import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { subjectKey, type Subject, type SubjectRef } from '#lib/base/subject.ts';
import { AnswerForm, MessageChangeForm, MessageForm, MessagePick } from '#lib/discussion/discussion-forms.ts';
import {
  MESSAGES_A_PIECE,
  MOST_EDITS,
  MOST_MESSAGES,
  isWatching,
  messageActions,
  type Discussion,
  type MessageAction,
  type MessageId,
  type QuoteRef,
} from '#lib/discussion/message.ts';
import { calledIn } from '#lib/discussion/read-text.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Queries } from '../database/engine.ts';
import { finishNotices, isMuted, withdrawNotices, type TellInboxes } from '../notify/notice-commands.ts';
import { findAsked, pickAsked } from './ask-whom.ts';
import type { DiscussionContext } from './discussion-context.ts';
import { addMessageNotices, ownersOf, tellWatchers } from './discussion-notices.ts';
import { removeFiles, withFiles } from './message-files.ts';
import * as store from './message-store.ts';
import {
  auditDiscussion,
  listReachable,
  readWritten,
  requireDiscussed,
  requireMessage,
  tellDiscussion,
  type Reachable,
} from './require-message.ts';
import { messageStance, showMessages } from './show-messages.ts';
import { findWatch } from './watch-store.ts';

/**
 * What people say about a thing: its newest messages, at most so many, and so far back that the one that is asked
 * for stands among them [DI13].
 */
export async function getDiscussion(
  context: DiscussionContext,
  actor: Actor,
  ref: SubjectRef,
  { limit = MESSAGES_A_PIECE, at = '' }: { limit?: number; at?: string } = {},
): Promise<Discussion> {
  requirePerson(actor, 'discussion.write');
  const subject = await requireDiscussed(context, actor, ref);
  const { db } = context;
  const { places, messages: count } = await store.countMessages(db, ref);
  const from = at === '' ? 0 : await store.countFrom(db, ref, at);
  const wanted = Math.max(MESSAGES_A_PIECE, Math.trunc(limit) || 0, from);
  const rows = await store.listNewest(db, ref, Math.min(wanted, MOST_MESSAGES));
  const waiting = await store.listWaitingQuestions(db, { subject: ref });
  const reachable = await listReachable(context, ref);
  const asked = await findAsked(context, subject, reachable, actor.id);
  return {
    subject: { kind: ref.kind, id: ref.id },
    messages: await showMessages(context, actor, rows, { subject, people: reachable.mentionable }),
    older: places - rows.length,
    count,
    waiting: waiting.map(({ id, question }) => ({
      id,
      askedName: question?.askedName ?? null,
      isToMe: question?.askedId === actor.id,
    })),
    isWatching: isWatching(await findWatch(db, actor.id, ref), ownersOf(subject).includes(actor.id)),
    isMuted: await isMuted(db, actor.id, ref),
    asks: asked ?? null,
    people: reachable.mentionable.filter(({ id }) => id !== actor.id),
  };
}

/** Writes a message on a thing, or asks a question about it [DI1] [DI8]. */
export async function writeMessage(
  context: DiscussionContext,
  actor: Actor,
  input: unknown,
): Promise<{ messageId: MessageId }> {
  requirePerson(actor, 'discussion.write');
  const { kind, subjectId, isQuestion, askedId, ...form } = parseInput(MessageForm, input);
  const ref = { kind, id: subjectId };
  const subject = await requireDiscussed(context, actor, ref);
  const reachable = await listReachable(context, ref);
  const asked = isQuestion ? await pickAsked(context, actor, subject, reachable, askedId) : undefined;
  return say(context, actor, subject, reachable, { ...form, askedId: asked, question: null });
}

/** Answers a question: it waits no longer, and whoever asked is told [DI9]. */
export async function answerQuestion(
  context: DiscussionContext,
  actor: Actor,
  input: unknown,
): Promise<{ messageId: MessageId }> {
  requirePerson(actor, 'discussion.write');
  const { questionId, ...form } = parseInput(AnswerForm, input);
  const { row, subject } = await requireMessage(context, actor, questionId);
  if (row.removed) throw new AppError('gone', { reason: 'discussion.isRemoved' });
  // Whether it still waits is asked in the transaction: a press that comes twice is told what it did.
  requireMay(actor, row, subject, 'answer');
  const reachable = await listReachable(context, row.subject);
  return say(context, actor, subject, reachable, { ...form, askedId: undefined, question: row });
}

type Person = Extract<Actor, { kind: 'person' }>;

interface Said {
  text: string;
  quoteKind: QuoteRef['kind'] | '';
  quoteId: string;
  files: readonly Blob[];
  /** Whom it asks; undefined for what is no question. */
  askedId: string | undefined;
  /** The question that it answers. */
  question: store.MessageRow | null;
}

/** Stores a message with its files, and tells whom it calls, asks or answers, and whoever watches. */
async function say(
  context: DiscussionContext,
  actor: Person,
  subject: Subject,
  reachable: Reachable,
  said: Said,
): Promise<{ messageId: MessageId }> {
  const ref = { kind: subject.kind, id: subject.id };
  const { text, calledIds } = await readWritten(context, ref, said.text, reachable);
  const quote = await requireQuote(context, actor, ref, said);
  const id = newId<'message'>();
  const after: TellInboxes[] = [];
  await withFiles(context, said.files, (hang) =>
    context.database.transaction(async (trx) => {
      if ((await store.countMessages(trx, ref)).places >= MOST_MESSAGES)
        throw new AppError('conflict', { reason: 'discussion.full', values: { limit: MOST_MESSAGES } });
      await store.insertMessage(trx, {
        ...{ id, subject: ref, text, byId: actor.id, atMs: context.clock() },
        ...{ askedId: said.askedId, answersId: said.question?.id ?? null, quote },
      });
      await hang(trx, id, ref);
      if (said.question) await endQuestion(context, trx, said.question, after);
      const asker = said.question && said.question.byId !== actor.id ? [said.question.byId] : [];
      const asked = said.askedId === undefined ? [] : [said.askedId];
      const named = calledIds.filter((personId) => ![...asked, ...asker].includes(personId));
      const byName = [...asked, ...asker, ...named];
      for (const [kind, to] of [
        ['discussion.asked', asked],
        ['discussion.answered', asker],
        ['discussion.mentioned', named],
      ] as const)
        await addMessageNotices(context, trx, subject, { kind, messageId: id, byId: actor.id, to }, after);
      await tellWatchers(context, trx, subject, { id, byId: actor.id, calledIds: byName }, after);
    }),
  );
  finish(context, ref, after);
  return { messageId: id };
}

async function endQuestion(
  context: DiscussionContext,
  trx: Queries,
  { id, subject }: store.MessageRow,
  after: TellInboxes[],
): Promise<void> {
  if (!(await store.writeQuestionState(trx, id, 'answered')))
    throw new AppError('conflict', { reason: 'discussion.notWaiting' });
  after.push(await finishNotices(context, trx, { subject, kinds: ['discussion.asked'], occasion: id }));
}

/** What a message quotes has to be there for who quotes it: a message of the same thing, or evidence that they see. */
async function requireQuote(
  context: DiscussionContext,
  actor: Actor,
  ref: SubjectRef,
  { quoteKind: kind, quoteId: id }: Pick<Said, 'quoteKind' | 'quoteId'>,
): Promise<QuoteRef | null> {
  if (kind === '') return null;
  if (kind === 'message') {
    const row = await store.findMessage(context.db, id);
    const isHere = row && !row.removed && subjectKey(row.subject) === subjectKey(ref);
    if (!isHere) throw new AppError('conflict', { reason: 'discussion.quoteGone' });
  } else if ((await context.evidenceSources[kind](context, actor, [id])).length === 0)
    throw new AppError('conflict', { reason: 'discussion.quoteGone' });
  return { kind, id };
}

/** Who may do it to such a message, whether it waits and is there or not. */
function requireMay(actor: Person, row: store.MessageRow, subject: Subject, action: MessageAction): void {
  const state = { isRemoved: false, question: row.question && ('waiting' as const) };
  if (!messageActions(state, messageStance(actor, row, subject)).includes(action))
    throw new AppError('forbidden');
}

/** Changes the words of one's own message; what stood before stays beside it, for whoever sees the message [DI6]. */
export async function changeMessage(context: DiscussionContext, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'discussion.write');
  const form = parseInput(MessageChangeForm, input);
  const { row: seen, subject } = await requireMessage(context, actor, form.messageId);
  if (seen.removed) throw new AppError('gone', { reason: 'discussion.isRemoved' });
  requireMay(actor, seen, subject, 'change');
  const reachable = await listReachable(context, seen.subject);
  const { text, calledIds } = await readWritten(context, seen.subject, form.text, reachable);
  const after: TellInboxes[] = [];
  await context.database.transaction(async (trx) => {
    const row = await store.findMessage(trx, form.messageId);
    if (row?.version !== form.version) throw new AppError('stale', { current: row });
    if (row.text === text) return;
    const earlier = await store.listEdits(trx, [row.id]);
    if (earlier.length >= MOST_EDITS)
      throw new AppError('conflict', { reason: 'discussion.changedOften', values: { limit: MOST_EDITS } });
    const atMs = context.clock();
    await store.insertEdit(trx, { id: newId(), messageId: row.id, text: row.text, untilMs: atMs });
    if (!(await store.writeText(trx, row, { text, atMs }))) throw new AppError('stale', { current: row });
    await auditDiscussion(context, trx, actor, row.subject, 'change');
    const before = calledIn(row.text);
    const to = calledIds.filter((id) => !before.includes(id) && id !== row.question?.askedId);
    const news = { kind: 'discussion.mentioned', messageId: row.id, byId: actor.id, to } as const;
    await addMessageNotices(context, trx, subject, news, after);
    for (const personId of before.filter((id) => !calledIn(text).includes(id))) {
      const meant = {
        subject: row.subject,
        kinds: ['discussion.mentioned'],
        personId,
        occasion: row.id,
      } as const;
      after.push(await withdrawNotices(context, trx, meant));
    }
  });
  finish(context, seen.subject, after);
}

/**
 * Removes a message: its words, its earlier texts and its files are gone at once and for good, its place says by
 * whom and when [DI7]. A question waits no longer; one whose answer goes waits again.
 */
export async function removeMessage(context: DiscussionContext, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'discussion.write');
  const { messageId } = parseInput(MessagePick, input);
  const { row, subject } = await requireMessage(context, actor, messageId);
  // Whether it is still there is asked in the transaction: a press that comes twice is told what it did.
  requireMay(actor, row, subject, 'remove');
  const after: TellInboxes[] = [];
  await context.database.transaction(async (trx) => {
    const isHere = await store.writeRemoved(trx, row.id, { byId: actor.id, atMs: context.clock() });
    if (!isHere) throw new AppError('gone', { reason: 'discussion.isRemoved' });
    await removeFiles(trx, row.id);
    await auditDiscussion(context, trx, actor, row.subject, 'remove', [row.byId]);
    const kinds = ['discussion.asked', 'discussion.answered', 'discussion.mentioned'] as const;
    after.push(await withdrawNotices(context, trx, { subject: row.subject, kinds, occasion: row.id }));
    if (row.answersId !== null) await waitAgain(context, trx, subject, row.answersId, after);
  });
  finish(context, row.subject, after);
}

/** The answer to a question was removed: who was asked hears of it anew, unless there is another one. */
async function waitAgain(
  context: DiscussionContext,
  trx: Queries,
  subject: Subject,
  questionId: MessageId,
  after: TellInboxes[],
): Promise<void> {
  if (await store.hasAnswer(trx, questionId)) return;
  if (!(await store.writeQuestionState(trx, questionId, 'waiting'))) return;
  const row = await store.findMessage(trx, questionId);
  const askedId = row?.question?.askedId;
  if (!askedId) return;
  // The notice of before is done, and the same one is told once: this is another one.
  const meant = { subject: row.subject, kinds: ['discussion.asked'], occasion: row.id } as const;
  after.push(await withdrawNotices(context, trx, meant));
  const news = { kind: 'discussion.asked', messageId: row.id, byId: row.byId, to: [askedId] } as const;
  await addMessageNotices(context, trx, subject, news, after);
}

function finish(context: DiscussionContext, ref: SubjectRef, after: TellInboxes[]): void {
  for (const tellInboxes of after) tellInboxes();
  tellDiscussion(context, ref);
}

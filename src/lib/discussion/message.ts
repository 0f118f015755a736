import { MOST_FILE_BYTES } from '../base/file-type.ts';
import type { Id } from '../base/ids.ts';
import type { MeasureKind } from '../base/measure-kind.ts';
import type { SubjectKind, SubjectRef } from '../base/subject.ts';
import type { TextPiece } from './read-text.ts';

export type MessageId = Id<'message'>;

/** A page of prose; what is longer is a file. */
export const LONGEST_MESSAGE = 5_000;
/** On one subject: years of talk, and an end to what one page may ever have to count. */
export const MOST_MESSAGES = 5_000;
/** Whom one message calls; a call to everybody is a letter. */
export const MOST_MENTIONS = 20;
/** Earlier texts of one message. */
export const MOST_EDITS = 50;
/** Questions of one person that wait for another: each is a letter at once. */
export const MOST_OPEN_QUESTIONS = 20;
/** Files of one message. */
export const MOST_MESSAGE_FILES = 3;
/** What one message brings along. */
export const MOST_MESSAGE_BYTES = MOST_FILE_BYTES;
/** All files of a discussion together: a database is no file share. */
export const MOST_DISCUSSION_BYTES = 500 * 1024 * 1024;
/** How many messages a page begins with, and how many older ones each press brings. */
export const MESSAGES_A_PIECE = 30;

/** Whether people talk about such a thing: about a person nobody does behind their back [DI2]. */
export function isDiscussed(kind: SubjectKind): boolean {
  return kind !== 'person';
}

/** What a message can quote: another one, a pinned figure, or what hangs on a cause. */
export const QUOTE_KINDS = ['message', 'insight', 'evidence'] as const;
export type QuoteKind = (typeof QUOTE_KINDS)[number];

/** What is quoted, by reference: never a copy of its words [DI4]. */
export interface QuoteRef {
  kind: QuoteKind;
  id: string;
}

/** A piece of evidence as it is quoted, by what its own domain says of it now. */
export interface QuotedEvidence extends QuoteRef {
  kind: Exclude<QuoteKind, 'message'>;
  title: string;
  text: string;
  href: string;
  figure: { value: number; interval: readonly [number, number]; n: number } | null;
  figureKind: MeasureKind | 'share' | undefined;
}

/** What its reader sees of a quote: its source as it is now, or that it is not there for them [DI4]. */
export type ShownQuote =
  | { state: 'message'; id: MessageId; byName: string; text: string }
  | { state: 'removed' }
  | { state: 'evidence'; evidence: QuotedEvidence }
  | { state: 'gone' };

/** A file of a message; its bytes are handed out by their own address. */
export interface MessageFile {
  id: string;
  name: string;
  byteSize: number;
}

/** Whether a question waits, or a reply was marked as its answer. */
export const QUESTION_STATES = ['waiting', 'answered'] as const;
export type QuestionState = (typeof QUESTION_STATES)[number];

/** What can be done with a message. */
export const MESSAGE_ACTIONS = ['change', 'remove', 'answer'] as const;
export type MessageAction = (typeof MESSAGE_ACTIONS)[number];

/** What somebody wrote, as long as it was not removed. */
export interface MessageWords {
  pieces: readonly TextPiece[];
  /** As its author types it, for changing it; empty for everybody else. */
  written: string;
  /** When it was changed last; null where it stands as it was written. */
  editedAtMs: number | null;
  /** The texts of before, the first first, each with the moment until which it stood [DI6]. */
  earlier: readonly { pieces: readonly TextPiece[]; untilMs: number }[];
  quote: ShownQuote | null;
  files: readonly MessageFile[];
}

/** One message as its reader sees it. */
export interface Message {
  id: MessageId;
  byName: string;
  isMine: boolean;
  atMs: number;
  version: number;
  /** Null where it was removed: then `removed` says by whom and when [DI7]. */
  words: MessageWords | null;
  removed: { byName: string; atMs: number } | null;
  /** A question, and whom it waits for; nobody where who was asked has left without a successor. */
  question: { state: QuestionState; askedName: string | null; isToMe: boolean } | null;
  /** The question that this is the answer to. */
  answersId: MessageId | null;
  may: readonly MessageAction[];
}

/** Somebody who may be called or asked on a subject, and what calls them: `@label`. */
export interface Mentionable {
  id: string;
  label: string;
}

/** What people say about one thing: its newest messages, the oldest of these first. */
export interface Discussion {
  subject: SubjectRef;
  messages: readonly Message[];
  /** How many stand before these. */
  older: number;
  /** All of them, without those that were removed. */
  count: number;
  /** Questions without an answer, the oldest first. */
  waiting: readonly { id: MessageId; askedName: string | null; isToMe: boolean }[];
  isWatching: boolean;
  /** The reader wants no news of this thing at all. */
  isMuted: boolean;
  /** Whom a question reaches when nobody is named; null where nobody answers for it, or its reader does. */
  asks: Mentionable | null;
  people: readonly Mentionable[];
}

/** A question that waits, with the thing that it is about. */
export interface WaitingQuestion {
  id: MessageId;
  text: string;
  byName: string;
  askedName: string | null;
  atMs: number;
  /** Its thing, and the page at which the question stands. */
  title: string;
  href: string;
}

/** How somebody stands to a message. */
export interface MessageStance {
  isAuthor: boolean;
  isAsked: boolean;
  /** Answers for its subject, or stands in for who does. */
  isOfSubject: boolean;
  /** May remove what others wrote. */
  mayRemove: boolean;
}

/** What somebody may do with a message [DI6] [DI7] [DI9]. */
export function messageActions(
  message: { isRemoved: boolean; question: QuestionState | null },
  { isAuthor, isAsked, isOfSubject, mayRemove }: MessageStance,
): MessageAction[] {
  if (message.isRemoved) return [];
  const may: Readonly<Record<MessageAction, boolean>> = {
    change: isAuthor,
    remove: isAuthor || mayRemove,
    answer: message.question === 'waiting' && (isAsked || isOfSubject || isAuthor),
  };
  return MESSAGE_ACTIONS.filter((action) => may[action]);
}

/** Whether news reach somebody: what they chose, else whether the thing is theirs [DI10]. */
export function isWatching(chosen: boolean | undefined, isTheirs: boolean): boolean {
  return chosen ?? isTheirs;
}

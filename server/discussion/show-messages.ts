import { subjectKey, type Subject } from '#lib/base/subject.ts';
import {
  messageActions,
  type Mentionable,
  type Message,
  type MessageStance,
  type MessageWords,
  type QuotedEvidence,
  type ShownQuote,
} from '#lib/discussion/message.ts';
import { calledIn, readText, writtenText } from '#lib/discussion/read-text.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { namesOf } from '../people/store.ts';
import type { DiscussionContext } from './discussion-context.ts';
import { listEdits, listMessageFiles, listMessagesById, type MessageRow } from './message-store.ts';

/** So much of a quoted message is shown beside the one that quotes it. */
const QUOTED_LETTERS = 200;

type Person = Extract<Actor, { kind: 'person' }>;

/** How a person stands to a message on a subject that they may see. */
export function messageStance(actor: Person, row: MessageRow, subject: Subject): MessageStance {
  return {
    isAuthor: row.byId === actor.id,
    isAsked: row.question?.askedId === actor.id,
    isOfSubject: [subject.ownerId, subject.deputyId].includes(actor.id),
    mayRemove: isPermitted(standingsOf(actor), 'discussion.remove'),
  };
}

/** Messages of one subject as an actor sees them; the same number of queries however many they are. */
export async function showMessages(
  context: DiscussionContext,
  actor: Person,
  rows: readonly MessageRow[],
  { subject, people }: { subject: Subject; people: readonly Mentionable[] },
): Promise<Message[]> {
  const ids = rows.map(({ id }) => id);
  const edits = Map.groupBy(await listEdits(context.db, ids), ({ messageId }) => messageId);
  const files = Map.groupBy(await listMessageFiles(context.db, ids), ({ messageId }) => messageId);
  const quoteOf = await readQuotes(context, actor, rows);
  const texts = [...rows, ...[...edits.values()].flat()].map(({ text }) => text);
  const names = await namesOf(context.db, texts.flatMap(calledIn));
  const labels = new Map(people.map(({ id, label }) => [id, label]));
  const nameOf = (id: string): string | undefined => names.get(id);

  const wordsOf = (row: MessageRow, isAuthor: boolean): MessageWords => ({
    pieces: readText(row.text, nameOf),
    written: isAuthor ? writtenText(row.text, (id) => labels.get(id) ?? names.get(id)) : '',
    editedAtMs: row.editedAtMs,
    earlier: (edits.get(row.id) ?? []).map(({ text, untilMs }) => ({
      pieces: readText(text, nameOf),
      untilMs,
    })),
    quote: quoteOf(row),
    files: (files.get(row.id) ?? []).map(({ id, name, byteSize }) => ({ id, name, byteSize })),
  });

  return rows.map((row): Message => {
    const stance = messageStance(actor, row, subject);
    const isRemoved = row.removed !== null;
    const question = row.question?.state ?? null;
    return {
      id: row.id,
      byName: row.byName,
      isMine: stance.isAuthor,
      atMs: row.atMs,
      version: row.version,
      words: isRemoved ? null : wordsOf(row, stance.isAuthor),
      removed: row.removed,
      question: row.question && {
        state: row.question.state,
        askedName: row.question.askedName,
        isToMe: stance.isAsked,
      },
      answersId: row.answersId,
      may: messageActions({ isRemoved, question }, stance),
    };
  });
}

/** What each message quotes, by the reader's rights of this moment [DI4]. */
async function readQuotes(
  context: DiscussionContext,
  actor: Actor,
  rows: readonly MessageRow[],
): Promise<(row: MessageRow) => ShownQuote | null> {
  const quotes = rows.flatMap(({ quote }) => quote ?? []);
  const idsOf = (kind: string): string[] => [
    ...new Set(quotes.filter((quote) => quote.kind === kind).map(({ id }) => id)),
  ];
  const quoted = await listMessagesById(context.db, idsOf('message'));
  const messages = new Map(quoted.map((row) => [String(row.id), row]));
  const names = await namesOf(
    context.db,
    quoted.flatMap(({ text }) => calledIn(text)),
  );
  const evidence = new Map<string, QuotedEvidence>();
  for (const kind of ['insight', 'evidence'] as const)
    for (const piece of await context.evidenceSources[kind](context, actor, idsOf(kind)))
      evidence.set(`${kind}/${piece.id}`, piece);

  return ({ quote, subject }) => {
    if (quote === null) return null;
    if (quote.kind !== 'message') {
      const piece = evidence.get(`${quote.kind}/${quote.id}`);
      return piece ? { state: 'evidence', evidence: piece } : { state: 'gone' };
    }
    const row = messages.get(quote.id);
    // Of another thing nobody knows here who may see it.
    if (!row || subjectKey(row.subject) !== subjectKey(subject)) return { state: 'gone' };
    if (row.removed) return { state: 'removed' };
    const text = writtenText(row.text, (id) => names.get(id));
    return { state: 'message', id: row.id, byName: row.byName, text: shortened(text, QUOTED_LETTERS) };
  };
}

/** The beginning of a text, without cutting a letter. */
export function shortened(text: string, mostLetters: number): string {
  const letters = [...text];
  return letters.length <= mostLetters ? text : `${letters.slice(0, mostLetters - 1).join('')}…`;
}

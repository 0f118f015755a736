// Above 300 lines: every query of messages, their earlier texts and their files.
import { asId } from '#lib/base/ids.ts';
import { SUBJECT_KINDS, type SubjectRef } from '#lib/base/subject.ts';
import {
  QUESTION_STATES,
  QUOTE_KINDS,
  type MessageId,
  type QuestionState,
  type QuoteRef,
} from '#lib/discussion/message.ts';
import type { Queries } from '../database/engine.ts';
import { piecesOf } from '../database/pieces-of.ts';
import { oneOf } from '../database/stored.ts';

/** A message as it is kept, with the names that people have now. */
export interface MessageRow {
  id: MessageId;
  subject: SubjectRef;
  /** Who is called stands in it by id; empty once it was removed. */
  text: string;
  byId: string;
  byName: string;
  atMs: number;
  editedAtMs: number | null;
  removed: { byName: string; atMs: number } | null;
  question: { state: QuestionState; askedId: string | null; askedName: string | null } | null;
  answersId: MessageId | null;
  quote: QuoteRef | null;
  version: number;
}

function selectMessages(db: Queries) {
  return db
    .selectFrom('message')
    .innerJoin('person as author', 'author.id', 'message.by_id')
    .leftJoin('person as asked', 'asked.id', 'message.asked_id')
    .leftJoin('person as remover', 'remover.id', 'message.removed_by')
    .selectAll('message')
    .select(['author.name as by_name', 'asked.name as asked_name', 'remover.name as remover_name']);
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectMessages>['execute']>>[number];

function toMessage(row: Selected): MessageRow {
  return {
    id: asId<'message'>(row.id),
    subject: {
      kind: oneOf(SUBJECT_KINDS, row.subject_kind, 'message.subject_kind', row.id),
      id: row.subject_id,
    },
    text: row.text,
    byId: row.by_id,
    byName: row.by_name,
    atMs: row.at_ms,
    editedAtMs: row.edited_at_ms,
    removed: row.removed_at_ms === null ? null : { byName: row.remover_name ?? '', atMs: row.removed_at_ms },
    question: questionOf(row),
    answersId: row.answers_id === null ? null : asId<'message'>(row.answers_id),
    quote: quoteOf(row),
    version: row.version,
  };
}

function questionOf(row: Selected): MessageRow['question'] {
  if (row.question_state === null) return null;
  return {
    state: oneOf(QUESTION_STATES, row.question_state, 'message.question_state', row.id),
    askedId: row.asked_id,
    askedName: row.asked_name,
  };
}

function quoteOf(row: Selected): QuoteRef | null {
  if (row.quote_kind === null || row.quote_id === null) return null;
  return { kind: oneOf(QUOTE_KINDS, row.quote_kind, 'message.quote_kind', row.id), id: row.quote_id };
}

export async function findMessage(db: Queries, id: string): Promise<MessageRow | undefined> {
  const row = await selectMessages(db).where('message.id', '=', id).executeTakeFirst();
  return row && toMessage(row);
}

/** These messages, in any order: what others quote. */
export async function listMessagesById(db: Queries, ids: readonly string[]): Promise<MessageRow[]> {
  const rows: MessageRow[] = [];
  for (const piece of piecesOf(ids))
    rows.push(...(await selectMessages(db).where('message.id', 'in', piece).execute()).map(toMessage));
  return rows;
}

/** The newest messages on a subject, at most so many, the oldest of these first. */
export async function listNewest(
  db: Queries,
  { kind, id }: SubjectRef,
  limit: number,
): Promise<MessageRow[]> {
  const rows = await selectMessages(db)
    .where('message.subject_kind', '=', kind)
    .where('message.subject_id', '=', id)
    .orderBy('message.at_ms', 'desc')
    .orderBy('message.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toMessage).reverse();
}

/** How many places a discussion has, and how many of them were not removed. */
export async function countMessages(
  db: Queries,
  { kind, id }: SubjectRef,
): Promise<{ places: number; messages: number }> {
  const row = await db
    .selectFrom('message')
    .select((eb) => [
      eb.fn.countAll().as('places'),
      eb.fn.count('removed_at_ms').as('removed'), // counts what is not null
    ])
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .executeTakeFirstOrThrow();
  return { places: Number(row.places), messages: Number(row.places) - Number(row.removed) };
}

/** How many places a discussion has from one of its messages on; 0 for one that stands elsewhere. */
export async function countFrom(db: Queries, { kind, id }: SubjectRef, messageId: string): Promise<number> {
  const row = await db
    .selectFrom('message')
    .innerJoin('message as first', (join) => join.on('first.id', '=', messageId))
    .select((eb) => eb.fn.countAll().as('count'))
    .where('message.subject_kind', '=', kind)
    .where('message.subject_id', '=', id)
    .whereRef('first.subject_id', '=', 'message.subject_id')
    .where((eb) =>
      eb.or([
        eb('message.at_ms', '>', eb.ref('first.at_ms')),
        eb.and([eb('message.at_ms', '=', eb.ref('first.at_ms')), eb('message.id', '>=', eb.ref('first.id'))]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Questions that wait: on a subject, for somebody, or of somebody; the oldest first. */
export async function listWaitingQuestions(
  db: Queries,
  of: { subject: SubjectRef } | { askedId: string } | { byId: string },
): Promise<MessageRow[]> {
  let query = selectMessages(db)
    .where('message.question_state', '=', 'waiting')
    .where('message.removed_at_ms', 'is', null);
  if ('askedId' in of) query = query.where('message.asked_id', '=', of.askedId);
  else if ('byId' in of) query = query.where('message.by_id', '=', of.byId);
  else
    query = query
      .where('message.subject_kind', '=', of.subject.kind)
      .where('message.subject_id', '=', of.subject.id);
  const rows = await query.orderBy('message.at_ms').orderBy('message.id').execute();
  return rows.map(toMessage);
}

export async function insertMessage(
  trx: Queries,
  message: {
    id: string;
    subject: SubjectRef;
    text: string;
    byId: string;
    atMs: number;
    /** Whom it asks; undefined for what is no question. */
    askedId: string | undefined;
    answersId: string | null;
    quote: QuoteRef | null;
  },
): Promise<void> {
  await trx
    .insertInto('message')
    .values({
      id: message.id,
      subject_kind: message.subject.kind,
      subject_id: message.subject.id,
      text: message.text,
      by_id: message.byId,
      at_ms: message.atMs,
      edited_at_ms: null,
      removed_at_ms: null,
      removed_by: null,
      question_state: message.askedId === undefined ? null : 'waiting',
      asked_id: message.askedId ?? null,
      answers_id: message.answersId,
      quote_kind: message.quote?.kind ?? null,
      quote_id: message.quote?.id ?? null,
    })
    .execute();
}

/** Changes the words of one on its version; false when it is no longer the newest, and nothing was written then. */
export async function writeText(
  trx: Queries,
  { id, version }: Pick<MessageRow, 'id' | 'version'>,
  { text, atMs }: { text: string; atMs: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('message')
    .set({ text, edited_at_ms: atMs, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('removed_at_ms', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Empties the place of one, whatever its version; false where that was done before. */
export async function writeRemoved(
  trx: Queries,
  id: string,
  { byId, atMs }: { byId: string; atMs: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('message')
    .set((eb) => ({
      text: '',
      edited_at_ms: null,
      quote_kind: null,
      quote_id: null,
      question_state: null,
      asked_id: null,
      removed_at_ms: atMs,
      removed_by: byId,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('removed_at_ms', 'is', null)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await trx.deleteFrom('message_edit').where('message_id', '=', id).execute();
  return true;
}

/** A question is answered, or waits again; false where it is no question, or already so. */
export async function writeQuestionState(trx: Queries, id: string, state: QuestionState): Promise<boolean> {
  const result = await trx
    .updateTable('message')
    .set({ question_state: state })
    .where('id', '=', id)
    .where('question_state', 'is not', null)
    .where('question_state', '!=', state)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whether a question has an answer that was not removed. */
export async function hasAnswer(db: Queries, questionId: string): Promise<boolean> {
  const row = await db
    .selectFrom('message')
    .select('id')
    .where('answers_id', '=', questionId)
    .where('removed_at_ms', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives the questions that wait for somebody to a successor, or to nobody. */
export async function handOverQuestions(
  trx: Queries,
  personId: string,
  successorId: string | null,
): Promise<void> {
  await trx
    .updateTable('message')
    .set({ asked_id: successorId })
    .where('asked_id', '=', personId)
    .where('question_state', '=', 'waiting')
    .execute();
}

/** A text that stood before, and until when. */
export interface EditRow {
  messageId: string;
  text: string;
  untilMs: number;
}

export async function insertEdit(trx: Queries, edit: EditRow & { id: string }): Promise<void> {
  await trx
    .insertInto('message_edit')
    .values({ id: edit.id, message_id: edit.messageId, text: edit.text, until_ms: edit.untilMs })
    .execute();
}

/** The earlier texts of these messages, the first first. */
export async function listEdits(db: Queries, messageIds: readonly string[]): Promise<EditRow[]> {
  const rows: EditRow[] = [];
  for (const piece of piecesOf(messageIds))
    rows.push(
      ...(await db
        .selectFrom('message_edit')
        .select(['message_id as messageId', 'text', 'until_ms as untilMs'])
        .where('message_id', 'in', piece)
        .orderBy('until_ms')
        .orderBy('id')
        .execute()),
    );
  return rows;
}

/** A file of a message. */
export interface MessageFileRow {
  id: string;
  messageId: string;
  subject: SubjectRef;
  blobId: string;
  name: string;
  type: string;
  byteSize: number;
}

export async function insertMessageFile(trx: Queries, file: MessageFileRow): Promise<void> {
  await trx
    .insertInto('message_file')
    .values({
      id: file.id,
      message_id: file.messageId,
      subject_kind: file.subject.kind,
      subject_id: file.subject.id,
      blob_id: file.blobId,
      name: file.name,
      type: file.type,
      byte_size: file.byteSize,
    })
    .execute();
}

function selectFiles(db: Queries) {
  return db.selectFrom('message_file').selectAll().orderBy('id');
}

function toFile(row: Awaited<ReturnType<ReturnType<typeof selectFiles>['execute']>>[number]): MessageFileRow {
  return {
    id: row.id,
    messageId: row.message_id,
    subject: {
      kind: oneOf(SUBJECT_KINDS, row.subject_kind, 'message_file.subject_kind', row.id),
      id: row.subject_id,
    },
    blobId: row.blob_id,
    name: row.name,
    type: row.type,
    byteSize: row.byte_size,
  };
}

export async function findMessageFile(db: Queries, id: string): Promise<MessageFileRow | undefined> {
  const row = await selectFiles(db).where('id', '=', id).executeTakeFirst();
  return row && toFile(row);
}

/** The files of these messages, as they came. */
export async function listMessageFiles(
  db: Queries,
  messageIds: readonly string[],
): Promise<MessageFileRow[]> {
  const rows: MessageFileRow[] = [];
  for (const piece of piecesOf(messageIds))
    rows.push(...(await selectFiles(db).where('message_id', 'in', piece).execute()).map(toFile));
  return rows;
}

/** How much the files of a discussion hold together, in bytes. */
export async function sumFileBytes(db: Queries, { kind, id }: SubjectRef): Promise<number> {
  const row = await db
    .selectFrom('message_file')
    .select((eb) => eb.fn.sum('byte_size').as('bytes'))
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .executeTakeFirstOrThrow();
  return Number(row.bytes ?? 0);
}

/** Forgets the files of a message; their bytes go by `deleteBlob`. */
export async function deleteMessageFiles(trx: Queries, messageId: string): Promise<void> {
  await trx.deleteFrom('message_file').where('message_id', '=', messageId).execute();
}

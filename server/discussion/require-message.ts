import type { ActionOf } from '#lib/audit/audit-action.ts';
import { AppError } from '#lib/base/errors.ts';
import type { Subject, SubjectRef } from '#lib/base/subject.ts';
import { isDiscussed, MOST_MENTIONS, type Mentionable } from '#lib/discussion/message.ts';
import { mentionLabels, storedText } from '#lib/discussion/mentions.ts';
import { calledIn } from '#lib/discussion/read-text.ts';
import type { Actor } from '#lib/people/person.ts';
import { toActor } from '../access/actor.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { listPeople, type PersonRow } from '../people/store.ts';
import { maskText } from '../survey/commands.ts';
import { findMessage, type MessageRow } from './message-store.ts';

/** A thing that somebody may talk about: one that they may see, and no person [DI2]. */
export async function requireDiscussed(context: Context, actor: Actor, ref: SubjectRef): Promise<Subject> {
  requirePerson(actor, 'discussion.write');
  if (!isDiscussed(ref.kind)) throw new AppError('not-found');
  return context.subjects.require(actor, ref);
}

/** A message on a thing that somebody may see, with that thing; what was removed is found as removed. */
export async function requireMessage(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ row: MessageRow; subject: Subject }> {
  requirePerson(actor, 'discussion.write');
  const row = await findMessage(context.db, id);
  if (!row) throw new AppError('not-found');
  return { row, subject: await requireDiscussed(context, actor, row.subject) };
}

/** Those who may be called or asked about a thing, with what calls them. */
export interface Reachable {
  people: readonly PersonRow[];
  mentionable: readonly Mentionable[];
}

/** Everybody active who may see a thing, from two queries. */
export async function listReachable(context: Context, ref: SubjectRef): Promise<Reachable> {
  const readers = await context.subjects.listReaders(ref);
  const people = (await listPeople(context.db)).filter(
    ({ id, isActive }) => isActive && (readers === null || readers.has(id)),
  );
  return { people, mentionable: mentionLabels(people) };
}

/** Whether this person may see a thing, by their own rights. */
export async function maySee(context: Context, person: PersonRow, ref: SubjectRef): Promise<boolean> {
  return (await context.subjects.find(toActor(person, null), [ref])).size > 0;
}

/**
 * What somebody typed as it is stored, without the personal data that an import would mask, and whom it calls: only
 * those who may see the thing [DI3]. To be called before the transaction.
 */
export async function readWritten(
  context: Context,
  ref: SubjectRef,
  written: string,
  { people, mentionable }: Reachable,
): Promise<{ text: string; calledIds: string[] }> {
  const text = storedText(maskText(written), mentionable);
  const called = calledIn(text);
  if (called.length > MOST_MENTIONS)
    throw new AppError('invalid', {
      issues: [{ path: 'text', message: 'discussion.tooManyCalls', values: { limit: MOST_MENTIONS } }],
    });
  const calledIds: string[] = [];
  for (const id of called) {
    const person = people.find((one) => one.id === id);
    if (person && (await maySee(context, person, ref))) calledIds.push(id);
  }
  return { text, calledIds };
}

/** What can no longer be read off the discussion itself stands in the audit log, without its words. */
export async function auditDiscussion(
  context: Context,
  trx: Queries,
  actor: Actor,
  { kind, id }: SubjectRef,
  action: ActionOf<'discussion'>,
  whom: readonly string[] = [],
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `discussion.${action}`,
    subject: { kind, id },
    whom,
  });
}

/** Tells that something was said about a thing, or removed, by the id of the thing. */
export function tellDiscussion({ bus }: Pick<Context, 'bus'>, { id }: Pick<SubjectRef, 'id'>): void {
  bus.tell({ kind: 'discussion', id, action: 'change' });
}

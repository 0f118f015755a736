import { AppError } from '#lib/base/errors.ts';
import type { Subject } from '#lib/base/subject.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { MOST_OPEN_QUESTIONS, type Mentionable } from '#lib/discussion/message.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { listAway } from '../leave/away-commands.ts';
import { listWaitingQuestions } from './message-store.ts';
import { maySee, type Reachable } from './require-message.ts';

/**
 * Whom a question reaches when nobody is named: who answers for the thing, while they are away who stands in for
 * them, else who is asked about it [DI8].
 */
export async function findAsked(
  context: Context,
  { ownerId, deputyId, askedId }: Subject,
  { mentionable }: Pick<Reachable, 'mentionable'>,
  askerId: string,
): Promise<Mentionable | undefined> {
  const order = (ownerId === null ? [askedId] : [ownerId, deputyId]).filter((id) => id !== askerId);
  const found = order.flatMap((id) => mentionable.find((one) => one.id === id) ?? []);
  const today = dayAt(context.clock(), context.settings.timeZone);
  const away = await listAway(
    context.db,
    found.map(({ id }) => id),
    { startsOn: today, endsOn: today },
  );
  return found.find(({ id }) => !away.has(id)) ?? found[0];
}

/** The id of whom a question goes to; refuses where that is nobody, its asker, or who may not see the thing. */
export async function pickAsked(
  context: Context,
  actor: Extract<Actor, { kind: 'person' }>,
  subject: Subject,
  reachable: Reachable,
  namedId: string,
): Promise<string> {
  const id = namedId === '' ? (await findAsked(context, subject, reachable, actor.id))?.id : namedId;
  const person = reachable.people.find((one) => one.id === id);
  const issue = (message: string) => new AppError('invalid', { issues: [{ path: 'askedId', message }] });
  if (id === undefined) throw issue('discussion.nobodyToAsk');
  if (id === actor.id) throw issue('discussion.notOneself');
  if (!person || !(await maySee(context, person, subject))) throw issue('discussion.cannotSee');
  const waiting = await listWaitingQuestions(context.db, { byId: actor.id });
  if (waiting.filter(({ question }) => question?.askedId === id).length >= MOST_OPEN_QUESTIONS)
    throw new AppError('conflict', {
      reason: 'discussion.askedOften',
      values: { limit: MOST_OPEN_QUESTIONS },
    });
  return id;
}

import { newId, isId } from '#lib/base/ids.ts';
import { subjectKey, type SubjectRef } from '#lib/base/subject.ts';
import { noticeRule, type NoticeKind } from '#lib/notify/notice-kinds.ts';
import type { NoticeFacts } from '#lib/notify/notice.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { areActive } from '../people/store.ts';
import { listThoseWithout } from '../people/account/letter-choice-store.ts';
import { deleteMute, listMutes, listWithoutUrgent } from './choice-store.ts';
import type { Mail } from './mail.ts';
import * as store from './notice-store.ts';
import { insertGuestLetters, insertLetters } from './outbox-store.ts';

/** Something to tell one person. */
export interface NewNotice {
  personId: string;
  kind: NoticeKind;
  /** What it is about: asked at every reading what it is called, and whether its reader may see it. */
  subject: SubjectRef;
  /** The same kind about the same thing is told once an occasion, whatever is repeated: a day, a version, an id. */
  occasion: string;
  /** Who did it, and is not told; null for the product itself. */
  byId: string | null;
  /** Ids, days (ISO), hours (HH:MM) and numbers: never words that somebody typed. */
  values: NoticeFacts;
}

/** What a transaction that told people something does after its commit. */
export type TellInboxes = () => void;

const DAY_OR_HOUR = /^(\d{4}-\d{2}-\d{2}|\d{2}:\d{2})$/;

/**
 * Tells people something, in the caller's transaction [NO1]: into their inboxes, and for what cannot wait a letter
 * into the outbox. Nobody is told what they did themselves, who is switched off is told nothing, and a thing that
 * somebody muted is silent for them, but for what cannot wait [NO3]. The answer is to be called after the commit:
 * it says in the open pages of these people that there is news.
 */
export async function addNotices(
  context: Pick<Context, 'clock' | 'bus'> & { readonly mail: Pick<Mail, 'linkBase'> },
  trx: Queries,
  notices: readonly NewNotice[],
): Promise<TellInboxes> {
  for (const { kind, values } of notices) requireFacts(kind, values);
  const others = notices.filter(({ personId, byId }) => personId !== byId);
  if (others.length === 0) return () => undefined;
  const personIds = [...new Set(others.map(({ personId }) => personId))];
  const active = await areActive(trx, personIds);
  const mutes = await listMutes(trx, personIds);
  const told = others.filter(
    ({ personId, kind, subject }) =>
      active.has(personId) && (noticeRule(kind).isUrgent || !mutes.has(`${personId} ${subjectKey(subject)}`)),
  );
  const atMs = context.clock();
  const added = await store.insertNotices(
    trx,
    told.map(({ values, ...notice }) => ({ ...notice, id: newId<'notice'>(), facts: values, atMs })),
  );
  if (context.mail.linkBase !== undefined) await addUrgentLetters(trx, added, atMs);
  return () => {
    for (const id of new Set(added.map(({ personId }) => personId)))
      context.bus.tell({ kind: 'notice', id, action: 'add' });
  };
}

/** What a notice keeps beside its subject is found again by whoever reads the table: so it is nobody's words [NO2]. */
function requireFacts(kind: NoticeKind, facts: NoticeFacts): void {
  for (const [name, value] of Object.entries(facts))
    if (typeof value === 'string' && !isId(value) && !DAY_OR_HOUR.test(value))
      throw new Error(`${name} of a notice ${kind} is no id, day, hour or number.`);
}

/** A letter of its own for what cannot wait, to whoever wants that [NO7]. */
async function addUrgentLetters(
  trx: Queries,
  added: readonly store.AddedNotice[],
  atMs: number,
): Promise<void> {
  const urgent = added.filter(({ kind }) => noticeRule(kind).isUrgent);
  if (urgent.length === 0) return;
  const without = await listWithoutUrgent(trx);
  const unwanted = new Map(
    await Promise.all(
      [...new Set(urgent.map(({ kind }) => noticeRule(kind).group))].map(
        async (group) => [group, await listThoseWithout(trx, group)] as const,
      ),
    ),
  );
  const letters = urgent
    .filter(
      ({ personId, kind }) => !without.has(personId) && !unwanted.get(noticeRule(kind).group)?.has(personId),
    )
    .map(({ id, personId }) => ({
      id: newId(),
      ...{ kind: 'urgent' as const, personId, occasion: id, dueMs: atMs, atMs },
    }));
  await insertLetters(trx, letters);
  // The gathered letter leaves out what has one of its own.
  for (const { id, occasion } of letters) await store.markTold(trx, [occasion], id);
}

/** Puts a month of the projects (YYYY-MM) into the outbox for each of these people, once [PR108]. */
export async function addMonthLetters(
  trx: Queries,
  personIds: readonly string[],
  { month, atMs }: { month: string; atMs: number },
): Promise<void> {
  const letter = { kind: 'month', occasion: month, dueMs: atMs, atMs } as const;
  await insertLetters(
    trx,
    personIds.map((personId) => ({ ...letter, personId })),
  );
}

/** What a letter of an event is written from when it leaves: the event, and what calendars were mailed of it before. */
const EVENT_OCCASION = /^(\S+) (\d+) \d+$/;

/** Puts letters into the outbox that tell people of an event which they were mailed before [CF9]. */
export async function addEventLetters(
  trx: Queries,
  letters: readonly { personId: string; uid: string; afterSequence: number; atMs: number }[],
): Promise<void> {
  await insertLetters(
    trx,
    letters.map(({ personId, uid, afterSequence, atMs }) => ({
      kind: 'event',
      personId,
      occasion: `${uid} ${afterSequence} ${atMs}`,
      dueMs: atMs,
      atMs,
    })),
  );
}

/** Puts a letter to each of these guests into the outbox, one for a day; none where no mail leaves the house [WS175]. */
export async function addGuestLetters(
  { mail, clock }: Pick<Context, 'mail' | 'clock'>,
  trx: Queries,
  guestAddressIds: readonly string[],
  { day, dueMs }: { day: string; dueMs: number },
): Promise<void> {
  if (mail.linkBase === undefined) return;
  await insertGuestLetters(trx, guestAddressIds, { occasion: day, dueMs, atMs: clock() });
}

/** The event that a letter of the outbox is about. */
export function eventOfLetter(occasion: string): { uid: string; afterSequence: number } | null {
  const [, uid, afterSequence] = EVENT_OCCASION.exec(occasion) ?? [];
  return uid === undefined ? null : { uid, afterSequence: Number(afterSequence) };
}

/** Which notices are meant: of a thing, by kind, and where given of one person or one occasion. */
export interface NoticesMeant {
  subject: SubjectRef;
  kinds: readonly NoticeKind[];
  personId?: string;
  /** Of everybody but these. */
  exceptIds?: readonly string[];
  occasion?: string;
}

/**
 * What these notices asked for was done [NO4]: they wait no longer, and no letter tells them any more. To be called
 * in the transaction that did it; the answer after its commit.
 */
export async function finishNotices(
  context: Pick<Context, 'clock' | 'bus'>,
  trx: Queries,
  meant: NoticesMeant,
): Promise<TellInboxes> {
  const people = await store.finishMeant(trx, meant, context.clock());
  return tellChanged(context, people);
}

/** What these notices said is not so any more, as when it was taken back: they are gone, with their letters [NO4]. */
export async function withdrawNotices(
  context: Pick<Context, 'bus'>,
  trx: Queries,
  meant: NoticesMeant,
): Promise<TellInboxes> {
  const people = await store.deleteMeant(trx, meant);
  return tellChanged(context, people);
}

/** For whom such notices wait, put off or not: who is told once for as long as that waits need not be told again. */
export function listWaitingFor(trx: Queries, meant: NoticesMeant): Promise<ReadonlySet<string>> {
  return store.listWaitingFor(trx, meant);
}

/** About what notices of these kinds still wait for anybody: so that what is not so any more is withdrawn. */
export function listWaitingAbout(
  db: Queries,
  kinds: readonly NoticeKind[],
): Promise<{ subject: SubjectRef; occasion: string }[]> {
  return store.listWaitingAbout(db, kinds);
}

/** Whether somebody wants to hear no news of a thing. */
export async function isMuted(db: Queries, personId: string, subject: SubjectRef): Promise<boolean> {
  return (await listMutes(db, [personId])).has(`${personId} ${subjectKey(subject)}`);
}

/** Somebody hears of a thing again; the answer is to be called after the commit. */
export async function endMute(
  context: Pick<Context, 'bus'>,
  trx: Queries,
  personId: string,
  subject: SubjectRef,
): Promise<TellInboxes> {
  return (await deleteMute(trx, personId, subject)) ? tellChanged(context, [personId]) : () => undefined;
}

function tellChanged({ bus }: Pick<Context, 'bus'>, people: readonly string[]): TellInboxes {
  return () => {
    for (const id of new Set(people)) bus.tell({ kind: 'notice', id, action: 'change' });
  };
}

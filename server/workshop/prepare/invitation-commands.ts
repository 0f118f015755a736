import type { Locale } from '#lib/base/locale.ts';
import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { Actor } from '#lib/people/person.ts';
import { knowledgeOf, sessionsToTell } from '#lib/workshop/prepare/invitation-mail.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import type { Letter } from '#server/notify/mail.ts';
import { listPeople } from '#server/people/commands.ts';
import { listThoseWithout } from '#server/people/account/letter-choice-store.ts';
import { findPerson } from '#server/people/store.ts';
import { writeCalendar, type Announcement } from './calendar.ts';
import { writeLetter } from './invitation-letter.ts';
import { claimMailings, listMailed, settleMailing } from './mailing-store.ts';
import { requireFacilitated, requireReadable } from '../participation.ts';
import { listSessions } from './prepare-store.ts';
import { listMembers } from '../member-store.ts';
import { holdWorkshop, type WorkshopRow } from '../store.ts';

const SYSTEM: Actor = { kind: 'system', name: 'workshop' };

/** A mail that was on its way for longer than this was lost with the process that sent it. */
const LOST_AFTER_MS = 10 * 60_000;

const SendingForm = v.object({
  workshopId: v.string(),
  /** Those who do not know the present sessions, or everybody invited once more. */
  to: v.optional(v.picklist(['outdated', 'all']), 'outdated'),
});

/**
 * Mails the sessions to the invited, each in their language, with calendar files [WS63]. Answers how many
 * mails are on their way, to those who want letters about workshops [AC11]; how each went is written down when the mail server took or refused it [WS64].
 */
export async function sendInvitations(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<number> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, to } = parseInput(SendingForm, input);
  const workshop = await requireFacilitated(context.db, actor, workshopId);
  const { linkBase } = context.mail;
  if (!linkBase) throw new AppError('conflict', { reason: 'prepare.mail.none' });
  const { sessions, knownTo, recipients } = await claim(context, actor, workshop, to);
  const about = await announce(context, workshop, linkBase);
  const texts = { en: await loadTexts('en'), pl: await loadTexts('pl') };
  const letters = recipients.map((person) => {
    const told = sessionsToTell(sessions, knownTo(person.id));
    const isFirst = knownTo(person.id).length === 0;
    const reader = { texts: texts[person.locale], attendee: person, isFirst };
    return { person, told, letter: writeLetter(told, { ...about, ...reader }) };
  });
  sendAndNote(context, workshopId, letters);
  return recipients.length;
}

/**
 * Those who are to be told something and to whom no mail is on its way yet; from now on one is. What they
 * know is read and claimed under one hold of the workshop: a press that came a moment later would otherwise
 * go by what it had read before the first mails were out.
 */
async function claim(
  context: WorkshopContext,
  actor: Actor,
  workshop: WorkshopRow,
  to: v.InferOutput<typeof SendingForm>['to'],
) {
  const atMs = context.clock();
  const people = new Map((await listPeople(context, SYSTEM)).map((person) => [person.id, person]));
  const claimed = await context.database.transaction(async (trx) => {
    await holdWorkshop(trx, workshop.id);
    const sessions = await listSessions(trx, workshop.id);
    const mailed = Map.groupBy(await listMailed(trx, workshop.id), ({ personId }) => personId);
    const knownTo = (personId: string) => mailed.get(personId) ?? [];
    const without = await listThoseWithout(trx, 'workshop');
    const invited = (await listMembers(trx, workshop.id))
      .flatMap(({ personId }) => people.get(personId) ?? [])
      .filter(({ id, isActive }) => isActive && !without.has(id))
      .filter(({ id }) => sessionsToTell(sessions, knownTo(id)).length > 0)
      .filter(({ id }) => to === 'all' || knowledgeOf(sessions, knownTo(id)) !== 'current');
    const ids = invited.map(({ id }) => id);
    const mine = await claimMailings(trx, workshop.id, ids, { atMs, staleBeforeMs: atMs - LOST_AFTER_MS });
    if (mine.size > 0) {
      await recordAudit(trx, {
        atMs,
        actor,
        action: 'workshop.mail',
        subject: { kind: 'workshop', id: workshop.id },
        whom: [...mine.keys()],
        details: { people: mine.size },
      });
    }
    return { sessions, knownTo, recipients: invited.filter(({ id }) => mine.has(id)) };
  });
  if (claimed.recipients.length === 0) throw new AppError('conflict', { reason: 'prepare.mail.nobody' });
  return claimed;
}

function sendAndNote(
  context: WorkshopContext,
  workshopId: string,
  mails: readonly {
    person: { id: string };
    told: readonly { id: string; version: number }[];
    letter: Letter;
  }[],
): void {
  const letters = mails.map(({ letter }) => letter);
  context.mail.sendLetters(letters, async (index, isSent) => {
    const mail = mails[index];
    if (!mail) return;
    const settled = { workshopId, personId: mail.person.id, isSent, atMs: context.clock() };
    await context.database.transaction((trx) => settleMailing(trx, settled, mail.told));
    context.bus.tell({ kind: 'workshop', id: workshopId, action: 'mailed' });
  });
}

/** The sessions of a workshop as a file for one's calendar, for everybody who may look at it [WS63]. */
export async function getCalendar(
  context: WorkshopContext,
  actor: Actor,
  input: { workshopId: string; origin: string },
): Promise<{ fileName: string; content: string }> {
  requirePermission(actor, 'workshop.list');
  const { workshop } = await requireReadable(context.db, actor, input.workshopId);
  const held = (await listSessions(context.db, workshop.id)).filter(({ isCancelled }) => !isCancelled);
  if (held.length === 0) throw new AppError('not-found', { reason: 'prepare.session.none' });
  const texts = await loadTexts('locale' in actor ? actor.locale : 'en');
  const about = await announce(context, workshop, context.mail.linkBase ?? input.origin);
  return { fileName: `${workshop.title}.ics`, content: writeCalendar('PUBLISH', held, { ...about, texts }) };
}

async function loadTexts(locale: Locale): Promise<Translator> {
  return new Translator(locale, await loadMessages(locale, ['prepare', 'workshop']));
}

/** What is told of a workshop, without the language in which it is told. */
async function announce(
  context: WorkshopContext,
  workshop: WorkshopRow,
  linkBase: string,
): Promise<Omit<Announcement, 'texts'>> {
  const facilitator = await findPerson(context.db, { id: workshop.facilitatorId });
  return {
    workshop,
    brief: { goal: workshop.goal },
    organiser: { name: workshop.facilitatorName, email: facilitator?.email ?? '' },
    boardAddress: new URL(`/workshop/${workshop.id}/board`, linkBase).href,
    nowMs: context.clock(),
  };
}

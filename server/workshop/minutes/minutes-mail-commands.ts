import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import type { Locale } from '#lib/base/locale.ts';
import { flag, parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { decidedBeside, decisionText } from '#lib/workshop/minutes/minutes.ts';
import type { MailingState } from '#lib/workshop/prepare/invitation-mail.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import { listDecisionsOn } from '#server/decisions/list-commands.ts';
import type { Queries } from '#server/database/engine.ts';
import { listThoseWithout } from '#server/people/account/letter-choice-store.ts';
import { listPeople } from '#server/people/commands.ts';
import { listAddressesToTell } from '../address-commands.ts';
import { getMinutes } from '../minutes-commands.ts';
import { listMembers } from '../member-store.ts';
import { requireFacilitated } from '../participation.ts';
import { claimMailings, listMailings, settleMailing } from '../prepare/mailing-store.ts';
import { holdWorkshop, type WorkshopRow } from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { loadMinutesTexts, writeMinutesLetter } from './minutes-letter.ts';
import { listTookPart } from '../presence-commands.ts';

const SYSTEM: Actor = { kind: 'system', name: 'workshop' };
const TABLE = 'workshop_minutes_mailing';

/** A mail that was on its way for longer than this was lost with the process that sent it. */
const LOST_AFTER_MS = 10 * 60_000;

const MinutesMailForm = v.object({
  workshopId: v.string(),
  /** Once more to those who have them already. */
  isAgain: v.optional(flag, false),
});

/** Somebody who took part, and how far their minutes have come. */
export interface MinutesReader {
  id: string;
  name: string;
  /** They do without letters about workshops [AC11]: they find the minutes on the page. */
  isWithoutLetters: boolean;
  mailing: { state: MailingState; atMs: number } | null;
}

/** Who gets the minutes of a workshop, for its leader [WS156]. */
export interface MinutesMailing {
  hasMail: boolean;
  readers: MinutesReader[];
  /** How many guests left an address at which they are told what became of the causes [WS174]. */
  guestAddresses: number;
}

/** Those who took part in a workshop with how far its minutes have come to each [WS156]. */
export async function getMinutesMailing(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<MinutesMailing> {
  requirePermission(actor, 'workshop.manage');
  const workshop = await requireFacilitated(context.db, actor, workshopId);
  const people = await listReaders(context, context.db, workshop);
  const mailings = new Map(
    (await listMailings(context.db, workshopId, TABLE)).map((row) => [row.personId, row]),
  );
  return {
    hasMail: context.mail.linkBase !== undefined,
    guestAddresses: (await listAddressesToTell(context.db, [workshopId])).length,
    readers: people.map(({ id, name, isWithoutLetters }) => {
      const { state, atMs } = mailings.get(id) ?? {};
      return {
        id,
        name,
        isWithoutLetters,
        mailing: state && atMs !== undefined ? { state, atMs } : null,
      };
    }),
  };
}

/**
 * Mails the minutes of a workshop that is over to those who took part, each in their language; answers to how many.
 * Two presses at once send one mail each [WS156].
 */
export async function mailMinutes(context: WorkshopContext, actor: Actor, input: unknown): Promise<number> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, isAgain } = parseInput(MinutesMailForm, input);
  const workshop = await requireFacilitated(context.db, actor, workshopId);
  if (workshop.stage !== 'closed') throw new AppError('conflict', { reason: 'minutes.mail.notClosed' });
  const { linkBase } = context.mail;
  if (!linkBase) throw new AppError('conflict', { reason: 'minutes.mail.none' });
  const minutes = await getMinutes(context, actor, workshopId);
  const recipients = await claim(context, actor, workshop, isAgain);
  const texts: Record<Locale, Awaited<ReturnType<typeof loadMinutesTexts>>> = {
    en: await loadMinutesTexts('en'),
    pl: await loadMinutesTexts('pl'),
  };
  const address = new URL(`/workshop/${workshopId}/minutes`, linkBase).href;
  // Whoever took part sees what hangs on it, as its leader does [DE3].
  const lines = await listDecisionsOn(context, actor, { kind: 'workshop', id: workshopId });
  const decided = decidedBeside(minutes, lines).map(decisionText);
  const letters = recipients.map((person) =>
    writeMinutesLetter(minutes, decided, {
      to: person,
      address,
      texts: texts[person.locale],
      hasMissed: person.hasMissed,
    }),
  );
  context.mail.sendLetters(letters, async (index, isSent) => {
    const person = recipients[index];
    if (!person) return;
    const settled = { workshopId, personId: person.id, isSent, atMs: context.clock() };
    await context.database.transaction((trx) => settleMailing(trx, settled, [], TABLE));
    context.bus.tell({ kind: 'workshop', id: workshopId, action: 'mailedMinutes' });
  });
  return recipients.length;
}

async function claim(
  context: WorkshopContext,
  actor: Actor,
  workshop: WorkshopRow,
  isAgain: boolean,
): Promise<TookPart[]> {
  const atMs = context.clock();
  const people = await listReaders(context, context.db, workshop);
  return context.database.transaction(async (trx) => {
    await holdWorkshop(trx, workshop.id);
    const sent = new Set(
      (await listMailings(trx, workshop.id, TABLE))
        .filter(({ state }) => state === 'sent')
        .map(({ personId }) => personId),
    );
    const wanted = people.filter(
      ({ id, isWithoutLetters }) => !isWithoutLetters && (isAgain || !sent.has(id)),
    );
    const ids = wanted.map(({ id }) => id);
    const times = { atMs, staleBeforeMs: atMs - LOST_AFTER_MS };
    const mine = await claimMailings(trx, workshop.id, ids, times, TABLE);
    const recipients = wanted.filter(({ id }) => mine.has(id));
    if (recipients.length === 0) throw new AppError('conflict', { reason: 'minutes.mail.nobody' });
    await recordAudit(trx, {
      atMs,
      actor,
      action: 'workshop.mailMinutes',
      subject: { kind: 'workshop', id: workshop.id },
      whom: recipients.map(({ id }) => id),
      details: { people: recipients.length },
    });
    return recipients;
  });
}

interface TookPart {
  id: string;
  name: string;
  email: string;
  locale: Locale;
  isWithoutLetters: boolean;
  /** They were invited and did not come. */
  hasMissed: boolean;
}

/**
 * Who led, helped, or came into the room; of a workshop who stayed away has nothing to be told, of any other meeting
 * who missed it is told what they missed [MT51].
 */
async function listReaders(
  context: WorkshopContext,
  db: Queries,
  workshop: WorkshopRow,
): Promise<TookPart[]> {
  const tookPart = await listTookPart(db, workshop);
  const invited = workshop.kind === 'workshop' ? [] : await listMembers(db, workshop.id);
  const ids = new Set<string>([...tookPart, ...invited.map(({ personId }) => personId)]);
  const without = await listThoseWithout(db, 'workshop');
  return (await listPeople(context, SYSTEM))
    .filter(({ id, isActive }) => isActive && ids.has(id))
    .map(({ id, name, email, locale }) => ({
      id,
      name,
      email,
      locale,
      isWithoutLetters: without.has(id),
      hasMissed: !tookPart.has(id),
    }));
}

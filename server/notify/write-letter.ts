import { writeCalendarFile } from '#lib/base/calendar/calendar-file.ts';
import { eventTitle } from '#lib/feeds/ui/event-title.ts';
import type { ToldDate } from '#lib/feeds/settle-entries.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { noticeRule } from '#lib/notify/notice-kinds.ts';
import { noticeDue, noticeText } from '#lib/notify/ui/notice-text.ts';
import { monthLetter, monthName } from '#lib/projects/month/ui/month-parts.ts';
import { tourUid } from '#lib/shifts/shift.ts';
import { toActor } from '../access/actor.ts';
import type { Context } from '../context.ts';
import { tellByLetter } from '../feeds/entry-commands.ts';
import { listUnwanted } from '../people/account/letter-choice-store.ts';
import { readGuestNews } from '../issues/afterwards-commands.ts';
import { getProjectMonth } from '../projects/month-commands.ts';
import { findPerson, type PersonRow } from '../people/store.ts';
import type { Letter } from './mail.ts';
import { eventOfLetter } from './notice-commands.ts';
import * as store from './notice-store.ts';
import type { LetterRow } from './outbox-store.ts';
import { readNotices, type ReadNotice } from './read-notices.ts';

/** More than this nobody reads in a letter: the rest is counted and stays in the inbox [NO6]. */
export const MOST_DIGEST_LINES = 40;

/** A letter with the notices that it tells. */
export interface WrittenLetter {
  letter: Letter;
  noticeIds: readonly string[];
}

/**
 * The words of a letter of the outbox at the moment of sending: whatever its reader may not see any more, has done,
 * or does not want by mail is not in it. Null where nothing is left to say [NO2] [NO6].
 */
export async function writeOutboxLetter(context: Context, row: LetterRow): Promise<WrittenLetter | null> {
  const { linkBase } = context.mail;
  if (linkBase === undefined) return null;
  if (row.guestAddressId !== null) return writeGuestLetter(context, row.guestAddressId, linkBase);
  const person = row.personId === null ? undefined : await findPerson(context.db, { id: row.personId });
  if (!person?.isActive) return null;
  const unwanted = await listUnwanted(context.db, person.id);
  if (row.kind === 'month')
    return unwanted.includes('project') ? null : writeMonthLetter(context, row, { person, linkBase });
  if (row.kind === 'event')
    return unwanted.includes('shift') ? null : writeEventLetter(context, row, { person, linkBase });
  const rows =
    row.kind === 'urgent'
      ? await store.findNotices(context.db, person.id, [row.occasion])
      : await store.listUntold(context.db, person.id, context.clock(), row.id);
  const told = rows.filter(
    ({ kind, doneAtMs }) => doneAtMs === null && !unwanted.includes(noticeRule(kind).group),
  );
  const notices = await readNotices(context, toActor(person, null), told);
  const [first] = notices;
  if (!first) return null;
  const about = { person, texts: await textsFor(context, person), linkBase };
  const letter =
    row.kind === 'urgent' ? await urgentLetter(context, first, about) : digest(context, notices, about);
  return letter && { letter, noticeIds: notices.map(({ id }) => id) };
}

async function textsFor({ settings }: Context, { locale, timeZone }: PersonRow): Promise<Translator> {
  const messages = await loadMessages(locale, ['mail', 'notify', 'feeds']);
  return new Translator(locale, messages, timeZone ?? settings.timeZone);
}

interface About {
  person: PersonRow;
  texts: Translator;
  linkBase: string;
}

function digest(context: Context, notices: readonly ReadNotice[], about: About): Letter {
  const { person, texts, linkBase } = about;
  const lines = notices.slice(0, MOST_DIGEST_LINES).map((notice) => {
    const sentence = [noticeText(texts, notice), noticeDue(texts, notice.facts)].filter(Boolean).join(', ');
    return `- ${sentence}\n  ${new URL(notice.href, linkBase).href}`;
  });
  const organisation = context.settings.current.name;
  return {
    to: { name: person.name, address: person.email },
    subject: texts.t('mail.digest.subject', { organisation, n: notices.length }),
    text: texts.t('mail.digest.text', {
      name: person.name,
      lines: lines.join('\n'),
      rest: notices.length - lines.length,
      inbox: new URL('/inbox', linkBase).href,
      profile: new URL('/profile#letters', linkBase).href,
    }),
    calendars: [],
  };
}

/** Null where the shift that it tells is nobody's any more. */
async function urgentLetter(context: Context, notice: ReadNotice, about: About): Promise<Letter | null> {
  const { person, texts, linkBase } = about;
  const sentence = noticeText(texts, notice);
  const organisation = context.settings.current.name;
  const letter: Letter = {
    to: { name: person.name, address: person.email },
    subject: texts.t('mail.urgent.subject', { organisation, sentence }),
    text: texts.t('mail.urgent.text', {
      name: person.name,
      sentence,
      link: new URL(notice.href, linkBase).href,
      profile: new URL('/profile#letters', linkBase).href,
    }),
    calendars: [],
  };
  if (notice.kind !== 'shift.tomorrow') return letter;
  const told = await tellByLetter(context, toActor(person, null), tourUid(String(notice.facts.tourId)));
  return told?.event ? { ...letter, calendars: [eventFile(context, told, about)] } : null;
}

/** Mends what a calendar was mailed before: with the new time, or called off; null where it stands as it was told [CF9]. */
async function writeEventLetter(
  context: Context,
  row: LetterRow,
  { person, linkBase }: Pick<About, 'person' | 'linkBase'>,
): Promise<WrittenLetter | null> {
  const meant = eventOfLetter(row.occasion);
  const told = meant && (await tellByLetter(context, toActor(person, null), meant.uid, meant.afterSequence));
  if (!told || told.entry.time.kind !== 'moment') return null;
  const texts = await textsFor(context, person);
  const when = texts.date(told.entry.time.startMs, { dateStyle: 'full', timeStyle: 'short' });
  const words = { when, title: eventTitle(texts, { part: told.entry.part, event: told.event }) };
  const values = { ...words, name: person.name, organisation: context.settings.current.name };
  const letter: Letter = {
    to: { name: person.name, address: person.email },
    subject: texts.t(told.event ? 'mail.moved.subject' : 'mail.calledOff.subject', values),
    text: texts.t(told.event ? 'mail.moved.text' : 'mail.calledOff.text', values),
    calendars: [eventFile(context, told, { person, texts, linkBase })],
  };
  return { letter, noticeIds: [] };
}

/** A month of the projects, as it stands when the letter leaves, for a director who still is one [PR108]. */
async function writeMonthLetter(
  context: Context,
  { occasion: month }: LetterRow,
  { person, linkBase }: Pick<About, 'person' | 'linkBase'>,
): Promise<WrittenLetter | null> {
  if (!person.roles.includes('director')) return null;
  const summary = await getProjectMonth(context, toActor(person, null), month);
  const texts = new Translator(person.locale, await loadMessages(person.locale, ['mail', 'projects']));
  const values = {
    name: person.name,
    month: monthName(texts, month),
    organisation: context.settings.current.name,
    lines: monthLetter(texts, summary),
    link: new URL(`/projects/months/${month}`, linkBase).href,
    profile: new URL('/profile#letters', linkBase).href,
  };
  const letter: Letter = {
    to: { name: person.name, address: person.email },
    subject: texts.t('mail.month.subject', values),
    text: texts.t('mail.month.text', values),
    calendars: [],
  };
  return { letter, noticeIds: [] };
}

/** What became of the causes, for a guest who left their address: in numbers, the rest stands behind the link [WS174]. */
async function writeGuestLetter(
  context: Context,
  guestAddressId: string,
  linkBase: string,
): Promise<WrittenLetter | null> {
  const news = await readGuestNews(context, guestAddressId);
  if (!news) return null;
  const { to, locale, path, ...facts } = news;
  const texts = new Translator(locale, await loadMessages(locale, ['mail']));
  const values = {
    ...facts,
    name: to.name,
    organisation: context.settings.current.name,
    link: new URL(path, linkBase).href,
  };
  const letter: Letter = {
    to,
    subject: texts.t('mail.afterwards.subject', values),
    text: texts.t('mail.afterwards.text', values),
    calendars: [],
  };
  return { letter, noticeIds: [] };
}

/** An event for one's own calendar, under the same UID and SEQUENCE as in the feed [CF4]. */
function eventFile(context: Context, told: ToldDate, about: About): Letter['calendars'][number] {
  const { entry, event } = told;
  const { person, texts, linkBase } = about;
  const method = event ? 'REQUEST' : 'CANCEL';
  const content = writeCalendarFile(
    method,
    [
      {
        uid: entry.uid,
        sequence: entry.sequence,
        time: entry.time,
        title: eventTitle(texts, { part: entry.part, event: event && { ...event, names: [] } }),
        description: '',
        place: event?.place ?? '',
        url: new URL(event?.href ?? '/home', linkBase).href,
        isCancelled: event === null,
        changedAtMs: entry.changedAtMs,
        organiser: context.mail.from ?? 'Herringbone <herringbone@localhost>',
        attendee: { name: person.name, email: person.email, isAsked: false },
      },
    ],
    { nowMs: context.clock(), locale: person.locale },
  );
  return { fileName: 'shift.ics', method, content };
}

import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { Context } from '../../context.ts';
import type { PersonRow } from '../store.ts';

/** Whom a letter about an account is for. */
type Addressee = Pick<PersonRow, 'name' | 'locale' | 'timeZone'>;

/** What a letter about an account says. */
type AccountLetter =
  | { kind: 'passwordLink'; path: string; untilMs: number }
  | { kind: 'passwordChanged'; atMs: number }
  | { kind: 'passwordReset'; atMs: number; hours: number }
  | { kind: 'emailConfirm'; path: string; untilMs: number }
  | { kind: 'emailAsked'; email: string; path: string }
  | { kind: 'emailChanged'; email: string; atMs: number; byName: string };

/**
 * Mails a person a letter about the safety of their account, in their language, without waiting [PE10] [AC11].
 * Nobody can do without these. Nothing is sent where mail is not set up.
 */
export function mailAccountLetter(
  context: Context,
  person: Addressee,
  address: string,
  letter: AccountLetter,
): void {
  const { linkBase } = context.mail;
  if (linkBase === undefined) return;
  const written = write(context, person, linkBase, letter).then(({ subject, text }) =>
    context.mail.sendLetters(
      [{ to: { name: person.name, address }, subject, text, calendars: [] }],
      async () => undefined, // a failure is a line in the log; the page says what to do without it
    ),
  );
  written.catch(() => undefined); // the job says it
  context.jobs.add('account letter', () => written);
}

async function write(
  context: Context,
  person: Addressee,
  linkBase: string,
  letter: AccountLetter,
): Promise<{ subject: string; text: string }> {
  const texts = new Translator(person.locale, await loadMessages(person.locale, ['mail']));
  const timeZone = person.timeZone ?? context.settings.timeZone;
  const moment = (ms: number): string => texts.date(ms, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const link = (path: string): string => new URL(path, linkBase).href;
  const organisation = context.settings.current.name;
  const { name } = person;
  switch (letter.kind) {
    case 'passwordLink':
      return {
        subject: texts.t('mail.passwordLink.subject', { organisation }),
        text: texts.t('mail.passwordLink.text', {
          name,
          organisation,
          link: link(letter.path),
          until: moment(letter.untilMs),
        }),
      };
    case 'passwordChanged':
      return {
        subject: texts.t('mail.passwordSet.subject'),
        text: texts.t('mail.passwordChanged.text', { name, at: moment(letter.atMs) }),
      };
    case 'passwordReset':
      return {
        subject: texts.t('mail.passwordSet.subject'),
        text: texts.t('mail.passwordReset.text', { name, at: moment(letter.atMs), hours: letter.hours }),
      };
    case 'emailConfirm':
      return {
        subject: texts.t('mail.emailConfirm.subject', { organisation }),
        text: texts.t('mail.emailConfirm.text', {
          name,
          organisation,
          link: link(letter.path),
          until: moment(letter.untilMs),
        }),
      };
    case 'emailAsked':
      return {
        subject: texts.t('mail.emailAsked.subject'),
        text: texts.t('mail.emailAsked.text', { name, email: letter.email, link: link(letter.path) }),
      };
    case 'emailChanged':
      return {
        subject: texts.t('mail.emailChanged.subject'),
        text: texts.t('mail.emailChanged.text', {
          name,
          email: letter.email,
          at: moment(letter.atMs),
          byName: letter.byName,
        }),
      };
  }
}

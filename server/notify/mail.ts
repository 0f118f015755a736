import type { Locale } from '#lib/base/locale.ts';
import { SIGNING_PAUSE_HOURS } from '#lib/people/account-limits.ts';
import { createTransport } from 'nodemailer';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { Log } from '../log.ts';

/** A mail server that says nothing for this long will not: the link was shown anyway. */
const TIMEOUT_MS = 15_000;

/** What an invitation says, and to whom. */
export interface Invitation {
  name: string;
  email: string;
  locale: Locale;
  organisation: string;
  /** Where the link leads, below the address of the server. */
  path: string;
  expiresAtMs: number;
  /** Somebody who has an account chooses a new password with it. */
  hasAccount: boolean;
}

/** Whose password was set, through a link by whom, and when. */
export interface PasswordNotice {
  name: string;
  email: string;
  locale: Locale;
  byName: string;
  atMs: number;
}

/** A mail whose words are settled, with what a calendar should take of it. */
export interface Letter {
  to: { name: string; address: string };
  subject: string;
  text: string;
  calendars: readonly { fileName: string; method: 'REQUEST' | 'CANCEL'; content: string }[];
  /** The same for a letter that is sent again, so that servers and programs know it; one of its own where absent. */
  messageId?: string;
}

/** Mail to people. Nobody waits for it, and a failure is a line in the log [PE10]. */
export interface Mail {
  /** The address that links in mails begin with; undefined where no mail is sent. */
  readonly linkBase: string | undefined;
  /** Whom letters come from; undefined where no mail is sent. */
  readonly from: string | undefined;
  /** Sends one letter and waits for the mail server: it throws what that one says. */
  deliver(letter: Letter): Promise<void>;
  /** Reaches the mail server and says who is there, without a letter; throws when it does not answer. */
  reach(): Promise<void>;
  /** Sends invitations one after another, as `sendLetters` does. */
  sendInvitations(
    invitations: readonly Invitation[],
    settle: (index: number, isSent: boolean) => Promise<void>,
  ): void;
  /** Tells a person that their password was set with a link that somebody else had made. */
  sendPasswordNotice(notice: PasswordNotice): void;
  /**
   * Sends letters one after another and tells of each, by its place, whether the mail server took it.
   * When that server cannot be reached the rest are not tried.
   */
  sendLetters(letters: readonly Letter[], settle: (index: number, isSent: boolean) => Promise<void>): void;
  /** Waits for the mails that are on their way. */
  close(): Promise<void>;
}

export interface MailOptions {
  smtpUrl: string | undefined;
  mailFrom: string;
  publicUrl: string | undefined;
  /** Whose clock letters follow, asked when one is written. */
  settings: { readonly timeZone: string };
  log: Log;
}

const NO_MAIL: Mail = {
  linkBase: undefined,
  from: undefined,
  deliver: async () => undefined,
  reach: async () => undefined,
  sendInvitations: () => undefined,
  sendPasswordNotice: () => undefined,
  sendLetters: () => undefined,
  close: async () => undefined,
};

/** Sends through SMTP_URL; without it, or without PUBLIC_URL for the links, mails are not sent. */
export function createMail({ smtpUrl, mailFrom, publicUrl, settings, log }: MailOptions): Mail {
  if (!smtpUrl) return NO_MAIL;
  if (!publicUrl) {
    // The address of a request can be made up by who sends it; a mailed link must not follow it.
    log.warn({}, 'SMTP_URL is set and PUBLIC_URL is not: no mail is sent');
    return NO_MAIL;
  }
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  const onTheirWay = new Set<Promise<void>>();
  let isClosing = false;

  function track(work: Promise<void>, failure: string): void {
    const sending = work
      .catch((error: unknown) => log.error({ error }, failure))
      .finally(() => onTheirWay.delete(sending));
    onTheirWay.add(sending);
  }

  async function send({ name, email, locale, organisation, path, expiresAtMs, hasAccount }: Invitation) {
    const texts = new Translator(locale, await loadMessages(locale, ['mail']));
    const values = {
      name,
      organisation,
      link: new URL(path, publicUrl).href,
      until: texts.date(expiresAtMs, { dateStyle: 'long', timeZone: settings.timeZone }),
    };
    await transport.sendMail({
      from: mailFrom,
      to: { name, address: email },
      subject: texts.t(hasAccount ? 'mail.newPassword.subject' : 'mail.invitation.subject', values),
      text: texts.t(hasAccount ? 'mail.newPassword.text' : 'mail.invitation.text', values),
    });
  }

  async function sendNotice({ name, email, locale, byName, atMs }: PasswordNotice) {
    const texts = new Translator(locale, await loadMessages(locale, ['mail']));
    const at = texts.date(atMs, { dateStyle: 'long', timeStyle: 'short', timeZone: settings.timeZone });
    await transport.sendMail({
      from: mailFrom,
      to: { name, address: email },
      subject: texts.t('mail.passwordSet.subject'),
      text: texts.t('mail.passwordSet.text', { name, byName, at, hours: SIGNING_PAUSE_HOURS }),
    });
  }

  async function sendAll<Item>(
    items: readonly Item[],
    sendOne: (item: Item) => Promise<unknown>,
    failure: string,
    settle: (index: number, isSent: boolean) => Promise<void>,
  ): Promise<void> {
    let isReachable = true;
    for (const [index, item] of items.entries()) {
      let isSent = false;
      if (isReachable && !isClosing) {
        try {
          await sendOne(item);
          isSent = true;
        } catch (error) {
          log.error({ error }, failure);
          // A server that answers refuses this one letter; one that does not would refuse all of them.
          isReachable = error instanceof Error && 'responseCode' in error;
        }
      }
      await settle(index, isSent);
    }
  }

  return {
    linkBase: publicUrl,
    from: mailFrom,
    async deliver(letter) {
      await transport.sendMail({ from: mailFrom, ...withCalendars(letter) });
    },
    async reach() {
      await transport.verify();
    },
    sendInvitations(invitations, settle) {
      const sending = sendAll(invitations, send, 'An invitation could not be mailed', settle);
      track(sending, 'How invitations were mailed could not be written down');
    },
    sendPasswordNotice(notice) {
      track(sendNotice(notice), 'A notice of a new password could not be mailed');
    },
    sendLetters(letters, settle) {
      const sendOne = (letter: Letter) => transport.sendMail({ from: mailFrom, ...withCalendars(letter) });
      const sending = sendAll(letters, sendOne, 'A letter could not be mailed', settle);
      track(sending, 'How letters were mailed could not be written down');
    },
    async close() {
      isClosing = true;
      await Promise.all(onTheirWay);
      transport.close();
    },
  };
}

/**
 * A calendar takes one event a message (RFC 5546, 3.2.2: all of a REQUEST have the same UID), so each
 * session is a file of its own; a single one is also the part that mail programs show as an invitation.
 */
function withCalendars({ to, subject, text, calendars, messageId }: Letter) {
  const [first, ...others] = calendars;
  const isSingle = first !== undefined && others.length === 0;
  return {
    to,
    subject,
    text,
    ...(messageId !== undefined && { messageId, headers: { 'Auto-Submitted': 'auto-generated' } }),
    ...(isSingle && {
      icalEvent: { method: first.method, filename: first.fileName, content: first.content },
    }),
    ...(!isSingle && {
      attachments: calendars.map(({ fileName, method, content }) => ({
        filename: fileName,
        content,
        contentType: `text/calendar; charset=utf-8; method=${method}`,
      })),
    }),
  };
}

import { createTransport } from 'nodemailer';
import { loadMessages, type Locale } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { Log } from '../context.ts';

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

/** Mail to people. Nobody waits for it, and a failure is a line in the log [PE10]. */
export interface Mail {
  sendInvitation(invitation: Invitation): void;
  /** Waits for the mails that are on their way. */
  close(): Promise<void>;
}

export interface MailOptions {
  smtpUrl: string | undefined;
  mailFrom: string;
  publicUrl: string | undefined;
  timeZone: string;
  log: Log;
}

/** Sends through SMTP_URL; without it, or without PUBLIC_URL for the links, mails are not sent. */
export function createMail({ smtpUrl, mailFrom, publicUrl, timeZone, log }: MailOptions): Mail {
  if (!smtpUrl) return { sendInvitation: () => undefined, close: async () => undefined };
  if (!publicUrl) {
    // The address of a request can be made up by who sends it; a mailed link must not follow it.
    log.warn({}, 'SMTP_URL is set and PUBLIC_URL is not: no mail is sent');
    return { sendInvitation: () => undefined, close: async () => undefined };
  }
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  const onTheirWay = new Set<Promise<void>>();

  async function send({ name, email, locale, organisation, path, expiresAtMs, hasAccount }: Invitation) {
    const texts = new Translator(locale, await loadMessages(locale, ['mail']));
    const values = {
      name,
      organisation,
      link: new URL(path, publicUrl).href,
      until: texts.date(expiresAtMs, { dateStyle: 'long', timeZone }),
    };
    await transport.sendMail({
      from: mailFrom,
      to: { name, address: email },
      subject: texts.t(hasAccount ? 'mail.newPassword.subject' : 'mail.invitation.subject', values),
      text: texts.t(hasAccount ? 'mail.newPassword.text' : 'mail.invitation.text', values),
    });
  }

  return {
    sendInvitation(invitation) {
      const sending = send(invitation)
        .catch((error: unknown) => log.error({ error }, 'An invitation could not be mailed'))
        .finally(() => onTheirWay.delete(sending));
      onTheirWay.add(sending);
    },
    async close() {
      await Promise.all(onTheirWay);
      transport.close();
    },
  };
}

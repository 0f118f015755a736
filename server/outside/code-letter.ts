import { CODE_MINUTES } from '#lib/outside/door.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { Context } from '../context.ts';
import type { DoorRow } from './door-store.ts';

/** Mails a code to the holder of a door, without waiting: it is stored nowhere but as a hash, so the outbox cannot [OD5]. */
export function mailDoorCode(context: Context, door: DoorRow, code: string): void {
  const written = write(context, door, code).then(({ subject, text }) =>
    context.mail.sendLetters(
      [{ to: { name: door.holderName, address: door.holderAddress }, subject, text, calendars: [] }],
      async () => undefined, // a failure is a line in the log; the page says to ask again
    ),
  );
  written.catch(() => undefined); // the job says it
  context.jobs.add('door code', () => written);
}

async function write(
  { settings }: Context,
  { holderName, makerName, title, locale }: DoorRow,
  code: string,
): Promise<{ subject: string; text: string }> {
  const texts = new Translator(locale, await loadMessages(locale, ['mail']));
  const organisation = settings.current.name;
  const values = { organisation, name: holderName, makerName, title, code, minutes: CODE_MINUTES };
  return { subject: texts.t('mail.doorCode.subject', values), text: texts.t('mail.doorCode.text', values) };
}

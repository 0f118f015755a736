import type { Locale } from '#lib/base/locale.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { outlineOfFishbone } from '#lib/ishikawa/outline-node.ts';
import { parseJson } from '#lib/ishikawa/formats/fishbone-json.ts';
import { formatMarkdown } from '#lib/ishikawa/formats/markdown.ts';
import type { Minutes } from '#lib/workshop/minutes/minutes.ts';
import { formatMinutes } from '#lib/workshop/minutes/minutes-markdown.ts';
import { minutesWords } from '#lib/workshop/minutes/ui/minutes-words.ts';
import type { Letter } from '#server/notify/mail.ts';

/** The words of minutes in one language. */
export async function loadMinutesTexts(locale: Locale): Promise<Translator> {
  return new Translator(locale, await loadMessages(locale, ['base', 'workshop', 'evidence', 'after']));
}

/**
 * The mail that brings one person the minutes: as they read on the page, with what was decided about it, and where
 * that page is [WS156].
 */
export function writeMinutesLetter(
  minutes: Minutes,
  decided: readonly string[],
  {
    to,
    address,
    texts,
    hasMissed,
  }: { to: { name: string; email: string }; address: string; texts: Translator; hasMissed: boolean },
): Letter {
  const parsed = minutes.board === null ? undefined : parseJson(minutes.board);
  const outline = parsed?.ok ? formatMarkdown(outlineOfFishbone(parsed.value)) : '';
  const paragraphs = [
    texts.t('minutes.mail.hello', { name: to.name }),
    texts.t(hasMissed ? 'minutes.mail.leadMissed' : 'minutes.mail.lead', { title: minutes.title }),
    texts.t('minutes.mail.address', { link: address }),
    // What became of the causes is on the page, where it stays true.
    formatMinutes(minutes, { issues: [], decided, outline, seen: [] }, minutesWords(texts)).trim(),
  ];
  return {
    to: { name: to.name, address: to.email },
    subject: texts.t('minutes.mail.subject', { title: minutes.title }),
    text: `${paragraphs.join('\n\n')}\n`,
    calendars: [],
  };
}

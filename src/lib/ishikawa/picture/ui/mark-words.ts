import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { CauseMark } from '../../cause-marks.ts';
import type { ContentLanguage } from '../../templates.ts';

/** What a mark means, in one language. */
export type MarkWords = (mark: CauseMark) => string;

/**
 * The words of a legend in the language of the board, which the reader's may differ from. Without a
 * connection, when they are not there yet, the reader's own serve.
 */
export async function loadMarkWords(
  language: ContentLanguage,
  reader: Pick<Translator, 't' | 'locale'>,
): Promise<MarkWords> {
  if (language === reader.locale) return wordsOf(reader);
  const messages = await loadMessages(language, ['ishikawa']).catch(() => null);
  return wordsOf(messages ? new Translator(language, messages) : reader);
}

function wordsOf(translator: Pick<Translator, 't'>): MarkWords {
  return (mark) => translator.t(`picture.mark.${mark}`);
}

import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { PageLoad } from './$types';

/** A wall lives in its browser, like the board. */
export const ssr = false;

/** It speaks the language of the workshop, whatever the language of the computer at the projector is. */
export const load: PageLoad = async ({ data, parent }) => {
  if (data.state !== 'open') return { ...data, words: (await parent()).translator };
  const messages = await loadMessages(data.language, [
    'base',
    'workshop',
    'room',
    'evidence',
    'ishikawa',
    'wall',
  ]);
  return { ...data, words: new Translator(data.language, messages) };
};

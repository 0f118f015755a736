import { LOCALES } from '#lib/base/locale.ts';
import { loadMessages, NAMESPACES } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { SAMPLES } from '../looks.ts';
import type { PageLoad } from './$types';

/** One sample as its address asks for it, in a language of its own. */
export const load: PageLoad = async ({ url }) => {
  const locale = LOCALES.find((known) => known === url.searchParams.get('locale')) ?? 'en';
  return {
    sample: SAMPLES.find((known) => known === url.searchParams.get('sample')) ?? 'list',
    theme: url.searchParams.get('theme') === 'dark' ? ('dark' as const) : ('light' as const),
    sampleTranslator: new Translator(locale, await loadMessages(locale, NAMESPACES)),
  };
};

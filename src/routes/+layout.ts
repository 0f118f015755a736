import { loadMessages, NAMESPACES, type Namespace } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { LayoutLoad } from './$types';

/** Pages before signing in carry few texts, since phones in a meeting room load them over bad Wi-Fi. */
const VISITOR_NAMESPACES: readonly Namespace[] = ['base', 'people'];

export const load: LayoutLoad = async ({ data, route }) => {
  const isInside = route.id?.startsWith('/(app)') ?? false;
  const messages = await loadMessages(data.locale, isInside ? NAMESPACES : VISITOR_NAMESPACES);
  return { ...data, translator: new Translator(data.locale, messages) };
};

import { loadMessages, NAMESPACES, type Namespace } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { LayoutLoad } from './$types';

/** Which texts a part of the site needs: a phone that joins a workshop over bad Wi-Fi loads no more. */
const NAMESPACES_OF: Readonly<Record<string, readonly Namespace[]>> = {
  '/(app)': NAMESPACES,
  '/(room)': ['base', 'workshop', 'joining', 'room', 'evidence', 'after', 'ishikawa'],
  '/join': ['base', 'workshop', 'joining'],
};
const VISITOR_NAMESPACES: readonly Namespace[] = ['base', 'people'];

export const load: LayoutLoad = async ({ data, route }) => {
  const part = `/${route.id?.split('/')[1] ?? ''}`;
  const messages = await loadMessages(data.locale, NAMESPACES_OF[part] ?? VISITOR_NAMESPACES);
  return { ...data, translator: new Translator(data.locale, messages) };
};

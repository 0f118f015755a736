import { loadMessages, NAMESPACES, type Namespace } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { LayoutLoad } from './$types';

/** Which texts a part of the site needs: a phone that joins a workshop over bad Wi-Fi loads no more. */
const NAMESPACES_OF: Readonly<Record<string, readonly Namespace[]>> = {
  '/(app)': NAMESPACES,
  '/refused': NAMESPACES,
  '/(room)': ['base', 'workshop', 'meeting', 'join', 'room', 'wall', 'evidence', 'after', 'ishikawa'],
  '/(wall)': ['base', 'workshop', 'wall'],
  '/door': ['base', 'people', 'outside'],
  '/afterwards': ['base', 'after'],
  '/join': ['base', 'workshop', 'join'],
};
const VISITOR_NAMESPACES: readonly Namespace[] = ['base', 'people'];

export const load: LayoutLoad = async ({ data, route }) => {
  const part = `/${route.id?.split('/')[1] ?? ''}`;
  // A page of errors shows whoever is signed in the whole navigation, whatever the address.
  const others = data.me && route.id === null ? NAMESPACES : VISITOR_NAMESPACES;
  const messages = await loadMessages(data.locale, NAMESPACES_OF[part] ?? others);
  return { ...data, translator: new Translator(data.locale, messages, data.me?.timeZone) };
};

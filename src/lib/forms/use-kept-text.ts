import { page } from '$app/state';
import { draftKey } from './draft.ts';
import { useDrafts } from './drafts.ts';
import { KeptText } from './KeptText.svelte.ts';

/** A kept text of this page, by a name that no other on the page has; called while a component is made. */
export function useKeptText(name: string): KeptText {
  const me = page.data.me as { id: string } | null | undefined; // what the root layout loads
  return new KeptText(useDrafts(), me ? draftKey(me.id, page.url.pathname, name) : undefined);
}

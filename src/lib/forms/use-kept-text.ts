import { page } from '$app/state';
import { draftKey } from './draft.ts';
import { useDrafts, type Drafts } from './drafts.ts';
import { KeptText } from './KeptText.svelte.ts';

/** A kept text of this page, by a name that no other on the page has; called while a component is made. */
export function useKeptText(name: string): KeptText {
  const me = page.data.me as { id: string } | null | undefined; // what the root layout loads
  return keepTexts(useDrafts(), me?.id)(name);
}

/** Makes kept texts of this page for somebody at any time; without an account they stay on the page. */
export function keepTexts(drafts: Drafts, personId: string | undefined): (name: string) => KeptText {
  const path = page.url.pathname;
  return (name) => new KeptText(drafts, personId === undefined ? undefined : draftKey(personId, path, name));
}

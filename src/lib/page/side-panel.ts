import type { Snippet } from 'svelte';

/** What the panel of a subject shows behind one of its tabs. */
export interface PanelTab {
  /** Its word in the address: `?panel=trail`. */
  key: 'trail' | 'due' | 'talk' | 'history';
  label: string;
  /** How much stands there. */
  count?: string | number | undefined;
  content: Snippet;
}

/** Which tab of the panel somebody looked at last; on this device. */
const REMEMBERED = 'herringbone.panel';

/** The tab that the address asks for, else the one looked at last, else the first. */
export function chooseTab(tabs: readonly PanelTab[], asked: string | null): PanelTab | undefined {
  const remembered = typeof localStorage === 'undefined' ? null : localStorage.getItem(REMEMBERED);
  return tabs.find(({ key }) => key === asked) ?? tabs.find(({ key }) => key === remembered) ?? tabs[0];
}

export function rememberTab(key: string): void {
  localStorage.setItem(REMEMBERED, key);
}

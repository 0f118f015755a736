import type { MessageKey } from '#lib/i18n/catalogue.ts';

/** The pages of one wave, in the order of their tabs; a new page is one line here. */
export const WAVE_TABS: readonly { path: '' | `/${string}`; label: MessageKey }[] = [
  { path: '', label: 'analysis.tab.overview' },
  { path: '/drivers', label: 'analysis.tab.drivers' },
  { path: '/segments', label: 'analysis.tab.segments' },
];

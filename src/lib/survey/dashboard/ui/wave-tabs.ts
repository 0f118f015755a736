import type { PlainMessageKey } from '#lib/i18n/translator.ts';

interface WaveTab {
  path: '' | `/${string}`;
  label: PlainMessageKey;
  /** Filters and weights act here, and are shown above the page. */
  isFiltered: boolean;
}

/** The pages of one wave, in the order of their tabs; a new page is one line here. */
export const WAVE_TABS: readonly WaveTab[] = [
  { path: '', label: 'dashboard.tab.overview', isFiltered: true },
  { path: '/drivers', label: 'dashboard.tab.drivers', isFiltered: true },
  { path: '/segments', label: 'dashboard.tab.segments', isFiltered: true },
  { path: '/crosstab', label: 'dashboard.tab.crosstab', isFiltered: true },
  { path: '/comments', label: 'comments.tab', isFiltered: false },
  { path: '/published', label: 'published.publish.title', isFiltered: false },
  { path: '/source', label: 'survey.source.title', isFiltered: false },
];

import type { Translator } from '#lib/i18n/translator.ts';
import type { PageTab } from '#lib/page/page-tab.ts';

/** The two lists of this place: what was asked, and what was kept of it. */
export function surveyTabs(i18n: Pick<Translator, 't'>, current: '/survey' | '/survey/insights'): PageTab[] {
  return [
    { href: '/survey', label: i18n.t('survey.list.waves'), isCurrent: current === '/survey' },
    { href: '/survey/insights', label: i18n.t('insights.title'), isCurrent: current === '/survey/insights' },
  ];
}

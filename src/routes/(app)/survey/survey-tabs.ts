import type { Translator } from '#lib/i18n/translator.ts';
import type { PageTab } from '#lib/page/page-tab.ts';
import { ROUTE_ACCESS } from '#lib/people/route-access.ts';

const TABS = ['/survey', '/survey/areas', '/survey/insights'] as const;

/** The lists of this place: what was asked, what is measured, and what was kept; those that a reader may open. */
export function surveyTabs(
  i18n: Pick<Translator, 't'>,
  current: (typeof TABS)[number],
  permissions: readonly string[],
): PageTab[] {
  const labels = {
    '/survey': i18n.t('survey.list.waves'),
    '/survey/areas': i18n.t('areas.title'),
    '/survey/insights': i18n.t('insights.title'),
  };
  return TABS.filter((href) => permissions.includes(ROUTE_ACCESS[`/(app)${href}`] ?? '')).map((href) => ({
    href,
    label: labels[href],
    isCurrent: href === current,
  }));
}

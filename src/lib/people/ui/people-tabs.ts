import type { Translator } from '#lib/i18n/translator.ts';
import type { PageTab } from '#lib/page/page-tab.ts';

type Part = 'people' | 'departments' | 'competences';

/** The parts of the place, each a page of its own; `views` of the people stand after the list of all. */
export function peopleTabs(
  i18n: Pick<Translator, 't'>,
  current: Part,
  views: readonly PageTab[] = [],
): PageTab[] {
  return [
    ...(views.length > 0
      ? views
      : [{ href: '/people', label: i18n.t('people.title'), isCurrent: current === 'people' }]),
    {
      href: '/people/departments',
      label: i18n.t('people.departments'),
      isCurrent: current === 'departments',
    },
    {
      href: '/people/competences',
      label: i18n.t('people.competences'),
      isCurrent: current === 'competences',
    },
  ];
}

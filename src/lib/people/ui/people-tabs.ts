import type { Translator } from '#lib/i18n/translator.ts';
import type { PageTab } from '#lib/page/page-tab.ts';

type Part = 'people' | 'departments' | 'competences' | 'team';

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
    { href: '/people/team', label: i18n.t('people.team'), isCurrent: current === 'team' },
  ];
}

/** The parts that everybody may open, for whoever does not see the list of people. */
export function ownPeopleTabs(i18n: Pick<Translator, 't'>, current: Part): PageTab[] {
  return peopleTabs(i18n, current).filter(({ href }) => OPEN_PARTS.includes(href));
}

const OPEN_PARTS: readonly string[] = ['/people/competences', '/people/team'];

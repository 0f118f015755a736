import type { Translator } from '#lib/i18n/translator.ts';

/** The two lists of the place, each with how many it holds. */
export function peopleTabs(
  i18n: Pick<Translator, 't' | 'number'>,
  { people, departments }: { people: readonly unknown[]; departments: readonly unknown[] },
  current: 'people' | 'departments',
): { href: string; label: string; count: string; isCurrent: boolean }[] {
  return [
    {
      href: '/people',
      label: i18n.t('people.title'),
      count: i18n.number(people.length),
      isCurrent: current === 'people',
    },
    {
      href: '/people/departments',
      label: i18n.t('people.departments'),
      count: i18n.number(departments.length),
      isCurrent: current === 'departments',
    },
  ];
}

import type { useI18n } from '#lib/i18n/i18n.svelte.ts';
import type { FilterDefinition } from '#lib/patterns/table/filter-definition.ts';
import { ACCOUNT_STATES } from '../account-state.ts';
import { ROLES } from '../permissions.ts';
import { LEVELS } from '../person.ts';

/** What the list of people can be narrowed to, in the reader's words. */
export function peopleFilters(
  i18n: ReturnType<typeof useI18n>,
  departments: readonly { id: string; name: string }[],
): FilterDefinition[] {
  return [
    {
      name: 'role',
      label: i18n.t('people.role'),
      options: ROLES.map((value) => ({ value, label: i18n.t(`role.${value}`) })),
    },
    {
      name: 'department',
      label: i18n.t('people.department'),
      options: [
        ...departments.map(({ id, name }) => ({ value: id, label: name })),
        { value: 'none', label: i18n.t('people.departmentNone') },
      ],
    },
    {
      name: 'level',
      label: i18n.t('people.level'),
      options: [
        ...LEVELS.map((value) => ({ value, label: i18n.t(`people.level.${value}`) })),
        { value: 'none', label: i18n.t('people.levelNone') },
      ],
    },
    {
      name: 'state',
      label: i18n.t('people.account'),
      options: ACCOUNT_STATES.map((value) => ({ value, label: i18n.t(`people.state.${value}`) })),
    },
    {
      name: 'team',
      label: i18n.t('people.manager'),
      options: [
        { value: 'mine', label: i18n.t('people.teamMine') },
        { value: 'none', label: i18n.t('people.managerNone') },
      ],
    },
    {
      name: 'employment',
      label: i18n.t('people.employedUntil'),
      options: [
        { value: 'limited', label: i18n.t('people.employmentLimited') },
        { value: 'over', label: i18n.t('people.employmentOver') },
      ],
    },
  ];
}

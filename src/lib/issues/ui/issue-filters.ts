import type { useI18n } from '#lib/i18n/i18n.svelte.ts';
import type { FilterDefinition } from '#lib/patterns/table/filter-definition.ts';
import { ORIGIN_KINDS } from '../issue-query.ts';
import { ISSUE_STATES } from '../issue.ts';
import { TRIAGES } from '../triage.ts';
import { BANDS } from '../prioritise.ts';

/** What the list of issues can be narrowed to, in the reader's words. */
export function issueFilters(i18n: ReturnType<typeof useI18n>): FilterDefinition[] {
  return [
    {
      name: 'state',
      label: i18n.t('issues.state'),
      options: ISSUE_STATES.map((value) => ({ value, label: i18n.t(`issues.state.${value}`) })),
    },
    {
      name: 'triage',
      label: i18n.t('issues.triage'),
      options: TRIAGES.map((value) => ({ value, label: i18n.t(`issues.triage.${value}`) })),
    },
    {
      name: 'owner',
      label: i18n.t('issues.owner'),
      options: (['me', 'other', 'none'] as const).map((value) => ({
        value,
        label: i18n.t(`issues.owner.${value}`),
      })),
    },
    {
      name: 'band',
      label: i18n.t('issues.band'),
      options: [
        ...BANDS.map((value) => ({ value, label: i18n.t(`issues.band.${value}`) })),
        { value: 'none', label: i18n.t('issues.band.none') },
      ],
    },
    {
      name: 'rating',
      label: i18n.t('issues.column.raters'),
      options: (['missing', 'given', 'split'] as const).map((value) => ({
        value,
        label: i18n.t(`issues.rating.${value}`),
      })),
    },
    {
      name: 'origin',
      label: i18n.t('issues.origin'),
      options: ORIGIN_KINDS.map((value) => ({ value, label: i18n.t(`issues.from.${value}`) })),
    },
  ];
}

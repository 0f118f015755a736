import type { Translator } from '#lib/i18n/translator.ts';
import type { PageTab } from '#lib/page/page-tab.ts';

type Part = 'mine' | 'team' | 'everybody';

/** One's own leave, and beside it that of those whom one leads, and who else is away: each for who sees it. */
export function leaveTabs(
  i18n: Pick<Translator, 't'>,
  current: Part,
  sees: { team: boolean; everybody: boolean },
): PageTab[] {
  const tabs = [
    { part: 'mine', href: '/leave', label: i18n.t('leave.mine') },
    ...(sees.team ? [{ part: 'team', href: '/leave/team', label: i18n.t('leave.team') }] : []),
    ...(sees.everybody
      ? [{ part: 'everybody', href: '/leave/everybody', label: i18n.t('leave.everybody') }]
      : []),
  ];
  if (tabs.length === 1) return [];
  return tabs.map(({ part, ...tab }) => ({ ...tab, isCurrent: part === current }));
}

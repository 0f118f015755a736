import type { Translator } from '#lib/i18n/translator.ts';
import type { PageTab } from '#lib/page/page-tab.ts';

/** One's own leave, and beside it who else is away, for who sees any of that. */
export function leaveTabs(
  i18n: Pick<Translator, 't'>,
  current: 'mine' | 'team',
  seesTeam: boolean,
): PageTab[] {
  if (!seesTeam) return [];
  return [
    { href: '/leave', label: i18n.t('leave.mine'), isCurrent: current === 'mine' },
    { href: '/leave/team', label: i18n.t('leave.team'), isCurrent: current === 'team' },
  ];
}

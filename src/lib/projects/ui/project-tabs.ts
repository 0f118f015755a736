import type { Translator } from '#lib/i18n/translator.ts';
import type { PageTab } from '#lib/page/page-tab.ts';

/** The parts of a project, each with its address. */
export function projectTabs(
  i18n: Pick<Translator, 't'>,
  number: number,
  current: 'course' | 'charter',
): PageTab[] {
  return [
    { href: `/projects/${number}`, label: i18n.t('charter.course'), isCurrent: current === 'course' },
    { href: `/projects/${number}/charter`, label: i18n.t('charter.title'), isCurrent: current === 'charter' },
  ];
}

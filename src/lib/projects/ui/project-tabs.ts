import type { Translator } from '#lib/i18n/translator.ts';
import type { PageTab } from '#lib/page/page-tab.ts';

/** The parts of a project, each at its address: the course is the page of the project itself. */
type ProjectPart = 'course' | 'charter' | 'money' | 'people';

/** The parts of a project as tabs. */
export function projectTabs(i18n: Pick<Translator, 't'>, number: number, current: ProjectPart): PageTab[] {
  const home = `/projects/${number}`;
  return [
    { href: home, label: i18n.t('charter.course'), isCurrent: current === 'course' },
    { href: `${home}/charter`, label: i18n.t('charter.title'), isCurrent: current === 'charter' },
    { href: `${home}/money`, label: i18n.t('running.money'), isCurrent: current === 'money' },
    { href: `${home}/people`, label: i18n.t('cover.title'), isCurrent: current === 'people' },
  ];
}

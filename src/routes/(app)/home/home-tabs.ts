import type { Translator } from '#lib/i18n/translator.ts';
import type { PageTab } from '#lib/page/page-tab.ts';

/** What one owes, what one waits for, and the questions that wait either way. */
export function homeTabs(i18n: Pick<Translator, 't'>, current: 'due' | 'waiting' | 'questions'): PageTab[] {
  return [
    { href: '/home/due', label: i18n.t('commitments.dueTab'), isCurrent: current === 'due' },
    { href: '/home/waiting', label: i18n.t('commitments.waitingTab'), isCurrent: current === 'waiting' },
    { href: '/home/questions', label: i18n.t('discussion.questions'), isCurrent: current === 'questions' },
  ];
}

import type { Translator } from '#lib/i18n/translator.ts';
import type { NoticeKind } from '../notice-kinds.ts';
import type { NoticeFacts } from '../notice.ts';

/** What a notice says in one sentence, in an inbox and in letters alike; all kinds take the same values. */
export function noticeText(
  i18n: Pick<Translator, 't' | 'day'>,
  { kind, title, facts }: { kind: NoticeKind; title: string; facts: NoticeFacts },
): string {
  const day = i18n.day(String(facts.day ?? ''), { weekday: 'short', day: 'numeric', month: 'long' });
  return i18n.t(`notify.kind.${kind}`, {
    title,
    day,
    from: String(facts.startsAt ?? ''),
    until: String(facts.endsAt ?? ''),
  });
}

/** Until when something is due, where the notice says it. */
export function noticeDue(i18n: Pick<Translator, 't' | 'day'>, { due }: NoticeFacts): string | null {
  return typeof due === 'string'
    ? i18n.t('notify.due', { day: i18n.day(due, { day: 'numeric', month: 'short', year: 'numeric' }) })
    : null;
}

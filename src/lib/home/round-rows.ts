import { daysBetween } from '../base/days.ts';
import { nearDay } from '../i18n/near-day.ts';
import type { Translator } from '../i18n/translator.ts';
import { SOON_DAYS, timeOf, type DueRow } from './due-row.ts';
import type { Home } from './home.ts';

/** A round asks until a day when its reader would serve; once answers are in, who plans it proposes the rota [SH31]. */
export function rowsOfRounds(
  i18n: Pick<Translator, 't' | 'day' | 'dayOf' | 'date'>,
  { asking, today }: Home,
): DueRow[] {
  return asking.map(({ roundId, title, closesOn, todo }): DueRow => {
    if (todo === 'feedback')
      return {
        ...{ key: `feedback ${roundId}`, group: 'soon', glyph: 'open', state: i18n.t('glyph.open') },
        name: i18n.t('home.round.feedback', { title }),
        href: `/shifts/${roundId}/feedback`,
        facts: i18n.t('home.round.feedbackFacts'),
        time: nearDay(i18n, closesOn, today),
        timeKind: daysBetween(today, closesOn) <= SOON_DAYS ? 'soon' : 'plain',
        dueOn: closesOn,
        doing: i18n.t('home.round.answerAction'),
      };
    const isAnswer = todo === 'answer';
    return {
      ...{ key: `round ${roundId}`, group: 'soon', glyph: 'open', state: i18n.t('glyph.open') },
      name: i18n.t(isAnswer ? 'home.round.answer' : 'home.round.propose', { title }),
      href: isAnswer ? `/shifts/${roundId}` : `/shifts/${roundId}/rota`,
      facts: i18n.t(isAnswer ? 'home.round.answerFacts' : 'home.round.proposeFacts'),
      time: isAnswer ? nearDay(i18n, closesOn, today) : '',
      timeKind: isAnswer && daysBetween(today, closesOn) <= SOON_DAYS ? 'soon' : 'plain',
      dueOn: isAnswer ? closesOn : null,
      doing: i18n.t(isAnswer ? 'home.round.answerAction' : 'home.round.proposeAction'),
    };
  });
}

/** Before their next tour its reader confirms the rules, or that they may process customers' data [SH75]. */
export function rowsOfConfirming(
  i18n: Pick<Translator, 't' | 'day' | 'date'>,
  { confirming, today }: Pick<Home, 'confirming' | 'today'>,
): DueRow[] {
  if (!confirming) return [];
  const { roundTitle, day, missing } = confirming;
  return [
    {
      ...{ key: 'programme', glyph: 'open', state: i18n.t('glyph.open'), href: '/shifts/programme' },
      name: i18n.t(`home.confirming.${missing.length > 1 ? 'both' : (missing[0] ?? 'both')}`),
      facts: i18n.t('home.confirming.before', { title: roundTitle }),
      ...timeOf(i18n, day, today),
      doing: i18n.t('home.confirming.action'),
    },
  ];
}

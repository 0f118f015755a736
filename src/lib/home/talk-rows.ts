import { daysBetween } from '../base/days.ts';
import type { DecisionDue } from '../decisions/decision.ts';
import type { WaitingQuestion } from '../discussion/message.ts';
import { nearDay } from '../i18n/near-day.ts';
import type { Translator } from '../i18n/translator.ts';
import { timeOf, type DueRow } from './due-row.ts';
import type { Home } from './home.ts';

type Texts = Pick<Translator, 'date' | 'day' | 'dayOf' | 't'>;

/** A question that waits for so many days has waited for too long. */
const LONG_WAIT_DAYS = 2;

/** Questions in discussions: those that wait for the reader, and those that they asked [HM8]. */
export function rowsOfQuestions(i18n: Texts, { questions, today }: Home): DueRow[] {
  return [
    ...questions.asked.map((one): DueRow => ({
      ...rowOf(i18n, one, today),
      group: 'asked',
      facts: i18n.t('home.question.asked', { name: one.byName, title: one.title }),
      doing: i18n.t('home.question.answer'),
    })),
    ...questions.awaited.map((one): DueRow => ({
      ...rowOf(i18n, one, today),
      group: 'waiting',
      facts: i18n.t('home.question.awaited', { name: one.askedName ?? '', title: one.title }),
    })),
  ];
}

function rowOf(
  i18n: Texts,
  { id, text, href, atMs }: WaitingQuestion,
  today: string,
): Omit<DueRow, 'group' | 'facts'> {
  const day = i18n.dayOf(atMs);
  return {
    key: `question-${id}`,
    glyph: 'waits',
    state: i18n.t('glyph.waits'),
    name: i18n.t('home.question.name', { text }),
    href,
    time: nearDay(i18n, day, today),
    timeKind: daysBetween(day, today) >= LONG_WAIT_DAYS ? 'soon' : 'plain',
    dueOn: day,
  };
}

/** What of decisions waits for the reader: a vote, a word, a reading [HM8]. */
export function rowsOfDecisions(i18n: Texts, { deciding, today }: Home): DueRow[] {
  return deciding.map((one): DueRow => ({
    key: `decision-${one.id}-${one.waitsFor}`,
    glyph: 'waits',
    state: i18n.t(`decisions.waits.${one.waitsFor}`),
    name: one.question,
    href: one.href,
    facts: i18n.t('home.deciding.facts', { waits: i18n.t(`decisions.waits.${one.waitsFor}`) }),
    ...whenOf(i18n, one, today),
    doing: i18n.t(`decisions.do.${one.waitsFor}`),
  }));
}

function whenOf(
  i18n: Texts,
  { dueOn }: Pick<DecisionDue, 'dueOn'>,
  today: string,
): Pick<DueRow, 'group' | 'time' | 'timeKind' | 'dueOn'> {
  if (dueOn !== null) return timeOf(i18n, dueOn, today);
  return { group: 'asked', time: '', timeKind: 'plain', dueOn: null };
}

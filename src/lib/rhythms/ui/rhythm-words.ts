import { nearDay } from '#lib/i18n/near-day.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { Glyph } from '#lib/patterns/state-glyph.ts';
import { rhythmStanding, type Rhythm, type RhythmAsk, type RhythmStanding } from '../rhythm.ts';

type Texts = Pick<Translator, 'date' | 'day' | 't'>;

const STANDING_GLYPHS = {
  'not-started': 'open',
  'never-answered': 'broken',
  waits: 'waits',
  overdue: 'risk',
  answered: 'done',
  'answered-late': 'done',
  missed: 'risk',
} as const satisfies Record<RhythmStanding, Glyph>;

/** How a rhythm stands, drawn and said [RH6]. */
export function rhythmState(
  i18n: Texts,
  { asks }: Pick<Rhythm, 'asks'>,
  today: string,
): { glyph: Glyph; state: string } {
  const standing = rhythmStanding(asks, today);
  return { glyph: STANDING_GLYPHS[standing], state: i18n.t(`rhythms.standing.${standing}`) };
}

/** What it asks; the usual question of its purpose where it has none of its own. */
export function questionOf(i18n: Texts, { question, purpose }: Pick<Rhythm, 'question' | 'purpose'>): string {
  return question || i18n.t(`rhythms.question.${purpose}`);
}

/** How often, in words: "every 2 weeks, Monday". */
export function timingText(
  i18n: Texts,
  { unit, every, startsOn }: Pick<Rhythm, 'unit' | 'every' | 'startsOn'>,
): string {
  return unit === 'week'
    ? i18n.t('rhythms.every.week', { n: every, weekday: i18n.day(startsOn, { weekday: 'long' }) })
    : i18n.t('rhythms.every.month', { n: every, day: Number(startsOn.slice(8)) });
}

/** When it asks next, or why it does not. */
export function nextText(
  i18n: Texts,
  { nextOn, pausedBy }: Pick<Rhythm, 'nextOn' | 'pausedBy'>,
  today: string,
): string {
  if (nextOn !== null) return i18n.t('rhythms.next', { day: nearDay(i18n, nextOn, today) });
  return pausedBy === null ? i18n.t('rhythms.resting') : i18n.t('rhythms.paused', { name: pausedBy });
}

/** One ask that is over or answered, as a line. */
export function askLine(i18n: Texts, { dueOn, askedName, answer }: RhythmAsk, today: string): string {
  if (answer === null)
    return i18n.t('rhythms.missedLine', { day: nearDay(i18n, dueOn, today), name: askedName });
  const text = answer.isNothingNew ? i18n.t('rhythms.nothingNew') : answer.text || i18n.t('rhythms.reported');
  return i18n.t('rhythms.answerLine', { day: nearDay(i18n, answer.day, today), name: answer.byName, text });
}

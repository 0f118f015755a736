import { daysBetween } from '../base/days.ts';
import type { Translator } from './translator.ts';

type Texts = Pick<Translator, 'date' | 'day' | 't'>;

/** From so many days on, a weekday could be meant of another week. */
const WEEK_DAYS = 7;

/** A calendar day (ISO) as people say it: near ones by name, others as "8 Dec", with the year where it is another. */
export function nearDay(i18n: Texts, day: string, today: string): string {
  const days = daysBetween(today, day);
  if (days === 0) return i18n.t('day.today');
  if (days === -1) return i18n.t('day.yesterday');
  if (days === 1) return i18n.t('day.tomorrow');
  if (Math.abs(days) < WEEK_DAYS) return i18n.day(day, { weekday: 'long' });
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  return i18n.day(day, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) });
}

/** By how much something that was due on a day is late. */
export function lateText(i18n: Texts, dueOn: string, today: string): string {
  return i18n.t('day.late', { n: daysBetween(dueOn, today) });
}

/** A moment on the reader's clock: near ones by the name of their day with the hour, others as their date. */
export function nearTime(i18n: Texts & Pick<Translator, 'dayOf'>, atMs: number, nowMs: number): string {
  const day = i18n.dayOf(atMs);
  const today = i18n.dayOf(nowMs);
  const days = daysBetween(day, today);
  if (days < 0 || days >= WEEK_DAYS) return i18n.date(atMs);
  return `${nearDay(i18n, day, today)}, ${i18n.date(atMs, { timeStyle: 'short' })}`;
}

import type { Translator } from '#lib/i18n/translator.ts';
import { dayStyle } from '../day-style.ts';

type Texts = Pick<Translator, 't' | 'day' | 'date' | 'locale'>;

/** When a tour is, for its words. */
export interface SaidTour {
  day: string;
  lastDay: string;
  startsAt: string;
  endsAt: string;
  startsAtMs: number;
}

interface Span {
  today: string;
  firstDay: string;
  lastDay: string;
}

/** From one day (ISO) to another, short: "Mon 9 Nov – Wed 11 Nov"; one day stands once. */
export function spanText(i18n: Pick<Texts, 'day'>, day: string, lastDay: string): string {
  const style: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
  const first = i18n.day(day, style);
  return day === lastDay ? first : `${first} – ${i18n.day(lastDay, style)}`;
}

/** The day or days of a tour, as its name: with a capital, and with the year where it is needed [SH12]. */
export function tourName(i18n: Texts, tour: Pick<SaidTour, 'day' | 'lastDay'>, span: Span): string {
  const name =
    tour.day === tour.lastDay
      ? i18n.day(tour.day, dayStyle(tour.day, span))
      : `${i18n.day(tour.day, shortStyle(tour.day, span))} – ${i18n.day(tour.lastDay, shortStyle(tour.lastDay, span))}`;
  return name.charAt(0).toLocaleUpperCase(i18n.locale) + name.slice(1);
}

function shortStyle(day: string, span: Span): Intl.DateTimeFormatOptions {
  return { ...dayStyle(day, span), weekday: 'short', month: 'short' };
}

/**
 * The hours of a tour on the organisation's clock; a night says that it ends on the next day, and whoever reads by
 * another clock sees when that begins on theirs [SH15].
 */
export function hoursText(i18n: Texts, { startsAt, endsAt, startsAtMs }: SaidTour): string {
  const hours = `${startsAt}–${endsAt}`;
  const night = endsAt < startsAt ? `${hours} ${i18n.t('shifts.nextDay')}` : hours;
  const own = i18n.date(startsAtMs, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return own === startsAt ? night : `${night} (${i18n.t('shifts.ownClock', { time: own })})`;
}

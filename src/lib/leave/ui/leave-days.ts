import type { Translator } from '#lib/i18n/translator.ts';
import type { LeaveDays } from '../leave.ts';

/** The days of a leave in words: one, or from one to another. */
export function leaveDaysText(i18n: Pick<Translator, 'day' | 't'>, { startsOn, endsOn }: LeaveDays): string {
  if (startsOn === endsOn) return i18n.day(startsOn);
  // The year stands once where both have it.
  const isOneYear = startsOn.slice(0, 4) === endsOn.slice(0, 4);
  const from = i18n.day(startsOn, isOneYear ? { day: 'numeric', month: 'short' } : undefined);
  return i18n.t('leave.span', { from, until: i18n.day(endsOn) });
}

/** That somebody is away: until when, or from when on. */
export function absenceText(i18n: Pick<Translator, 'day' | 't'>, leave: LeaveDays, today: string): string {
  return leave.startsOn <= today
    ? i18n.t('leave.away.until', { day: i18n.day(leave.endsOn) })
    : i18n.t('leave.away.span', { days: leaveDaysText(i18n, leave) });
}

import type { Translator } from '#lib/i18n/translator.ts';
import type { LeaveDays } from '../leave.ts';

/** The days of a leave in words: one, or from one to another. */
export function leaveDaysText(i18n: Pick<Translator, 'day' | 't'>, { startsOn, endsOn }: LeaveDays): string {
  if (startsOn === endsOn) return i18n.day(startsOn);
  return i18n.t('leave.span', { from: i18n.day(startsOn), until: i18n.day(endsOn) });
}

/** That somebody is away: until when, or from when on. */
export function absenceText(i18n: Pick<Translator, 'day' | 't'>, leave: LeaveDays, today: string): string {
  return leave.startsOn <= today
    ? i18n.t('leave.away.until', { day: i18n.day(leave.endsOn) })
    : i18n.t('leave.away.span', { days: leaveDaysText(i18n, leave) });
}

import type { Translator } from '#lib/i18n/translator.ts';
import type { HourSpan } from '../volume.ts';

/** A Monday: weekdays are named by the days after it. */
const MONDAY = Temporal.PlainDate.from('2024-01-01');

export function weekdayText(i18n: Pick<Translator, 'day'>, weekday: number, style: 'short' | 'long'): string {
  return i18n.day(MONDAY.add({ days: weekday }).toString(), { weekday: style });
}

export function hourText(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

export function spanOfHours({ from, until }: HourSpan): string {
  return `${hourText(from)}–${hourText(until)}`;
}

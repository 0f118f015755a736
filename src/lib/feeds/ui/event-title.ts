import type { Translator } from '#lib/i18n/translator.ts';
import type { CalendarEvent, CalendarPart } from '#lib/base/calendar/calendar-event.ts';

/** How an event is called in calendars: what the house called it, and without any words once it is gone [CF5] [CF6]. */
export function eventTitle(
  texts: Pick<Translator, 't'>,
  { part, event }: { part: CalendarPart; event: Pick<CalendarEvent, 'word' | 'title' | 'names'> | null },
): string {
  if (event === null) return texts.t(`feeds.gone.${part}`);
  const title = texts.t(`feeds.title.${event.word}`, { title: event.title });
  return event.names.length === 0
    ? title
    : texts.t('feeds.title.names', { title, names: event.names.join(', ') });
}

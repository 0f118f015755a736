import type { CalendarEvent, CalendarPart } from '#lib/base/calendar/calendar-event.ts';
import type { Actor } from '#lib/people/person.ts';

/** Whose dates are asked for, and from which day (ISO) and moment on. */
export interface DatesMeant {
  personIds: readonly string[];
  fromDay: string;
  fromMs: number;
}

/** The events of some people that the actor may see; the domain that owns them answers. */
export type DatedSource<Given> = (
  context: Given,
  actor: Actor,
  meant: DatesMeant,
) => Promise<CalendarEvent[]>;

type Ask = (part: CalendarPart, actor: Actor, meant: DatesMeant) => Promise<CalendarEvent[]>;

/**
 * The one way for calendars to learn what has a date, as `Subjects` is for titles and pages.
 * `server/subjects/dated-sources.ts` lists who answers.
 */
export class DatedEvents {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Those of the chosen parts, in no order; one question a part, however many people are meant. */
  async list(actor: Actor, parts: readonly CalendarPart[], meant: DatesMeant): Promise<CalendarEvent[]> {
    const events: CalendarEvent[] = [];
    for (const part of parts) events.push(...(await this.#ask(part, actor, meant)));
    return events;
  }
}

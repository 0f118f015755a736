import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalEventData,
} from 'ical-generator';
import type { Locale } from '../locale.ts';
import type { EventTime } from './calendar-event.ts';

/** How often a calendar is asked to read a feed again; Google and Outlook on the web have their own rhythm. */
export const READ_AGAIN_SECONDS = 3600;

const METHODS = {
  PUBLISH: ICalCalendarMethod.PUBLISH,
  REQUEST: ICalCalendarMethod.REQUEST,
  CANCEL: ICalCalendarMethod.CANCEL,
};

/** Somebody with an address. */
export interface Party {
  name: string;
  email: string;
}

/** An event with every word that a calendar shows. */
export interface WrittenEvent {
  uid: string;
  sequence: number;
  time: EventTime;
  title: string;
  description: string;
  place: string;
  /** The whole address of its page. */
  url: string;
  isCancelled: boolean;
  /** When it was last changed; null where nobody knows. */
  changedAtMs: number | null;
  /** Whom an invitation comes from, and to whom it goes; a feed invites nobody. */
  organiser?: Party | string;
  attendee?: Party & { isAsked: boolean };
}

/**
 * The one way to write an iCalendar file (RFC 5545). Hours are written as moments (UTC) and whole days as dates, so that no
 * description of a zone has to travel along, and the file is the same whatever the zone of the process. `name` and the
 * hour after which to read again are for feeds.
 */
export function writeCalendarFile(
  method: keyof typeof METHODS,
  events: readonly WrittenEvent[],
  about: { nowMs: number; locale: Locale; name?: string },
): string {
  const { nowMs, locale, name } = about;
  return ical({
    prodId: { company: 'Herringbone', product: 'Herringbone', language: locale.toUpperCase() },
    method: METHODS[method],
    ...(name !== undefined && { name, ttl: READ_AGAIN_SECONDS }),
    events: events.map((event) => describeEvent(event, nowMs)),
  }).toString();
}

function describeEvent(event: WrittenEvent, nowMs: number): ICalEventData {
  const { organiser, attendee } = event;
  return {
    id: `${event.uid}@herringbone`,
    sequence: event.sequence,
    stamp: new Date(nowMs),
    ...(event.changedAtMs !== null && { lastModified: new Date(event.changedAtMs) }),
    ...timeOf(event.time),
    summary: event.title,
    description: event.description || null,
    location: event.place || null,
    url: event.url,
    status: event.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    ...(organiser && { organizer: organiser }),
    ...(attendee && {
      attendees: [
        {
          name: attendee.name,
          email: attendee.email,
          ...(attendee.isAsked && {
            rsvp: true,
            role: ICalAttendeeRole.REQ,
            status: ICalAttendeeStatus.NEEDSACTION,
          }),
        },
      ],
    }),
  };
}

/** A due day takes no time from anybody. */
function timeOf(time: EventTime): Pick<ICalEventData, 'start'> & Partial<ICalEventData> {
  if (time.kind === 'moment') return { start: new Date(time.startMs), end: new Date(time.endMs) };
  const day = Temporal.PlainDate.from(time.day);
  return {
    allDay: true,
    start: day,
    end: day.add({ days: 1 }),
    transparency: ICalEventTransparency.TRANSPARENT,
  };
}

/** What calendars can be told of, in the order in which it is chosen: sessions, shifts, stages of projects, due days. */
export const CALENDAR_PARTS = ['session', 'shift', 'stage', 'due'] as const;
export type CalendarPart = (typeof CALENDAR_PARTS)[number];

/** What an event is called beside its title: a project has a first and a last day. */
export type CalendarWord = 'session' | 'shift' | 'begin' | 'end' | 'due';

/** Moments, which every calendar shows on its reader's own clock; or a whole calendar day (ISO). */
export type EventTime = { kind: 'moment'; startMs: number; endMs: number } | { kind: 'day'; day: string };

/** Something with a date, as its own domain tells it to a reader who may see it. */
export interface CalendarEvent {
  /** The same for ever for the same thing, and no other's. */
  uid: string;
  part: CalendarPart;
  word: CalendarWord;
  /** What people of the house called it: never words of a customer. */
  title: string;
  /** Whom of those who were asked about it concerns. */
  names: readonly string[];
  /** Its page. */
  href: string;
  place: string;
  time: EventTime;
  /** Called off, and still to be seen as such. */
  isCancelled: boolean;
  /** How often its own domain has counted a change; 0 where none does. */
  sequence: number;
}

const DAY_MS = 24 * 60 * 60_000;

/** When an event is over; a whole day by the clock of UTC. */
export function endOfEvent(time: EventTime): number {
  return time.kind === 'moment' ? time.endMs : Date.parse(time.day) + DAY_MS;
}

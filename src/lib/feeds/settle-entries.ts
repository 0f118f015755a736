import {
  endOfEvent,
  type CalendarEvent,
  type CalendarPart,
  type EventTime,
} from '../base/calendar/calendar-event.ts';
import { GIVEN_DAYS } from './feed.ts';

const GIVEN_MS = GIVEN_DAYS * 24 * 60 * 60_000;

/** What calendars of one person were told last of one event: no words, which may have to go [CF6]. */
export interface CalendarEntry {
  uid: string;
  part: CalendarPart;
  time: EventTime;
  /** Of time, place and status: when it changes, so does SEQUENCE. */
  mark: string;
  /** Of its words: when it changes, so does LAST-MODIFIED. */
  wordsMark: string;
  sequence: number;
  /** Whether it is no longer among the events of this person. */
  isGone: boolean;
  changedAtMs: number;
  /** Which SEQUENCE a letter told; null while none did. */
  mailedSequence: number | null;
}

/** An event of now with its marks. */
export type MarkedEvent = CalendarEvent & Pick<CalendarEntry, 'mark' | 'wordsMark'>;

/** What a calendar is told of one event; `event` is null where it is gone. */
export interface ToldDate {
  entry: CalendarEntry;
  event: MarkedEvent | null;
}

/**
 * What calendars are told now, from what they were told before and what there is now [CF4] [CF5]. `told` is everything
 * that is given, in the order of its time; `changed` are the entries to be written. Entries that are over for long are
 * left alone.
 */
export function settleEntries(
  stored: readonly CalendarEntry[],
  events: readonly MarkedEvent[],
  nowMs: number,
): { told: ToldDate[]; changed: CalendarEntry[] } {
  const before = new Map(stored.map((entry) => [entry.uid, entry]));
  const present = new Set(events.map(({ uid }) => uid));
  const told: ToldDate[] = events.map((event) => ({
    event,
    entry: settleOne(before.get(event.uid), event, nowMs),
  }));
  for (const entry of stored) {
    if (present.has(entry.uid)) continue;
    const isOver = endOfEvent(entry.time) <= nowMs - GIVEN_MS;
    const gone = entry.isGone || isOver ? entry : goneEntry(entry, nowMs);
    if (!isOver && gone.isGone && gone.changedAtMs > nowMs - GIVEN_MS)
      told.push({ event: null, entry: gone });
  }
  const order = ({ entry }: ToldDate): number => endOfEvent(entry.time);
  return {
    told: told.toSorted(
      (one, other) => order(one) - order(other) || one.entry.uid.localeCompare(other.entry.uid),
    ),
    changed: told.map(({ entry }) => entry).filter((entry) => before.get(entry.uid) !== entry),
  };
}

/** SEQUENCE only ever grows (RFC 5546, 2.1.4): by one where time, place or status changed, or to what its domain counts. */
export function settleOne(
  before: CalendarEntry | undefined,
  event: MarkedEvent,
  nowMs: number,
): CalendarEntry {
  const { uid, part, time, mark, wordsMark } = event;
  const base = { uid, part, time, mark, wordsMark, isGone: false, changedAtMs: nowMs };
  if (!before) return { ...base, sequence: event.sequence, mailedSequence: null };
  const { mailedSequence } = before;
  const isMoved = before.mark !== mark || before.isGone;
  const sequence = Math.max(event.sequence, before.sequence + (isMoved ? 1 : 0));
  const isSame = sequence === before.sequence && before.wordsMark === wordsMark;
  return isSame ? before : { ...base, sequence, mailedSequence };
}

/** It is no longer among the events of this person: called off for them, with its time and without its words. */
export function goneEntry(before: CalendarEntry, nowMs: number): CalendarEntry {
  return {
    ...before,
    mark: '',
    wordsMark: '',
    isGone: true,
    sequence: before.sequence + 1,
    changedAtMs: nowMs,
  };
}

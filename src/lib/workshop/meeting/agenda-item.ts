import type { Id } from '#lib/base/ids.ts';

export type AgendaItemId = Id<'agendaItem'>;

/**
 * Why something is on an agenda, in the order in which the room goes through it [MT10]: what became of what was
 * promised last time, what is late, what was put off, what is open, what is to be decided, what waits for an answer,
 * and what somebody added.
 */
export const AGENDA_SECTIONS = ['since', 'late', 'put-off', 'open', 'decide', 'answer', 'added'] as const;
export type AgendaSection = (typeof AGENDA_SECTIONS)[number];

/** What became of an item; `out`: taken off, and it does not come back by itself [MT13]. */
export const AGENDA_STATES = ['open', 'talked', 'put-off', 'out'] as const;
export type AgendaState = (typeof AGENDA_STATES)[number];

/** Where an item came from; `meeting`: an earlier one put it off. Its id is told to nobody in the room. */
export const AGENDA_SOURCES = ['commitment', 'decision', 'question', 'meeting'] as const;
export type AgendaSource = (typeof AGENDA_SOURCES)[number];

/** More items than these are no agenda of one meeting. */
export const MOST_AGENDA_ITEMS = 60;
/** The longest line that somebody adds. */
export const LONGEST_AGENDA_LINE = 200;

/** An item as everybody in the room reads it: its words as they were when it was put there [MT11]. */
export interface AgendaItem {
  id: AgendaItemId;
  section: AgendaSection;
  text: string;
  /** Who keeps or decides it; empty where nobody is named. */
  owner: string;
  dueOn: string | null;
  state: Exclude<AgendaState, 'out'>;
  /** The title of the meeting that put it off; empty where none did. */
  putOffBy: string;
}

/** What could stand on an agenda, as whoever steers may see it. */
export interface AgendaCandidate extends Pick<
  AgendaItem,
  'section' | 'text' | 'owner' | 'dueOn' | 'putOffBy'
> {
  source: { kind: AgendaSource; id: string };
}

/** A candidate with whether it goes on by itself: everybody of the meeting may see it elsewhere [MT12]. */
export interface AgendaOffer extends AgendaCandidate {
  isForAll: boolean;
}

type Placed = Pick<AgendaItem, 'section' | 'dueOn' | 'text'>;

/** In the order in which a room goes through them: by section, and within one the first due first. */
export function inAgendaOrder<Item extends Placed>(items: readonly Item[]): Item[] {
  return items.toSorted(
    (one, other) =>
      AGENDA_SECTIONS.indexOf(one.section) - AGENDA_SECTIONS.indexOf(other.section) ||
      (one.dueOn ?? '9').localeCompare(other.dueOn ?? '9'),
  );
}

/** What of a commitment decides where it stands on an agenda. */
export interface OwedItem {
  state: 'open' | 'kept' | 'kept-late' | 'broken' | 'withdrawn';
  dueOn: string | null;
  settledAtMs: number | null;
}

/** Where a commitment stands on the agenda of a day; null where it is no news any more [MT10]. */
export function sectionOf(owed: OwedItem, today: string, lastMetMs: number | null): AgendaSection | null {
  if (owed.state === 'open') return owed.dueOn !== null && owed.dueOn < today ? 'late' : 'open';
  const isNews = lastMetMs !== null && owed.settledAtMs !== null && owed.settledAtMs >= lastMetMs;
  return isNews && owed.state !== 'withdrawn' ? 'since' : null;
}

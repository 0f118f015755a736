import type { Scope } from '../shift.ts';
import type { AttendanceResult, AttendanceWords } from './attendance.ts';
import type { OpenTicket, TickedItem } from './checklist.ts';
import type { LadderStep } from './ladder.ts';
import type { MentorLoad } from './mentor-load.ts';

/** A mentor on the day, with what they said about it. */
export interface DayMentor {
  id: string;
  name: string;
  /** Null while they have said nothing. */
  isThere: boolean | null;
  saidAtMs: number | null;
}

/** A shift on its day: for whoever serves and the mentors of the tour. */
export interface DayShift {
  items: TickedItem[];
  tickets: OpenTicket[];
  words: AttendanceWords;
  result: AttendanceResult;
  /** Whether the reader may settle two words that differ [SH64]. */
  maySettle: boolean;
  closedAtMs: number | null;
}

/** Somebody on the tour; what they do there is for themselves, the mentors and whoever plans rounds. */
export interface DayGuest {
  personId: string;
  name: string;
  scopes: Scope[];
  /** Whether they look on or serve [SH67]; null where the round has no ladder, and for who does not look after them. */
  step: LadderStep | null;
  shift: DayShift | null;
}

/** Somebody who could take a seat that came free, with how much they have served. */
export interface GuestReplacement {
  id: string;
  name: string;
  /** Whether they asked to be told of the next round [SH23]. */
  isAhead: boolean;
  served: number;
}

/** A mentor who could step in, with how many tours they look after. */
export interface MentorReplacement extends MentorLoad {
  id: string;
  name: string;
}

/** Seats that are free, what became of them, and who could take over [SH66]. */
export interface TourCover {
  free: number;
  waiting: number;
  offeredUntilMs: number | null;
  guests: GuestReplacement[];
  mentors: MentorReplacement[];
  /** To whom the seat is proposed. */
  proposed: string[];
}

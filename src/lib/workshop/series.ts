import * as v from 'valibot';
import { wholeNumber } from '#lib/base/parse-input.ts';

/** The most weeks from one meeting of a series to the next: a year of them. */
export const MOST_WEEKS = 52;
/** At so many earlier meetings of a series an agenda looks; what is older was put off often enough. */
export const MOST_EARLIER = 12;

/** What somebody may know of a meeting of the same series. */
export interface SeriesMeeting {
  id: string;
  title: string;
  number: number;
  isClosed: boolean;
  /** When it is or was held; null while nobody knows. */
  startsAtMs: number | null;
}

/** A meeting among those of its series [MT40]. */
export interface MeetingSeries {
  number: number;
  /** 0: the series is over, and no next one follows. */
  everyWeeks: number;
  /** Null where there is none, or its reader is not in it. */
  before: SeriesMeeting | null;
  after: SeriesMeeting | null;
  /** Whether this is the last one: the next can be prepared. */
  isLast: boolean;
}

export const SeriesForm = v.object({ workshopId: v.string(), everyWeeks: wholeNumber(0, MOST_WEEKS) });

export const NextForm = v.object({ workshopId: v.string() });

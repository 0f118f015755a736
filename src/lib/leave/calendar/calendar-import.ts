import * as v from 'valibot';
import { LEAVE_KINDS, type LeaveDays } from '../leave.ts';
import type { CalendarRead } from './read-calendar.ts';

/** A calendar of years fits; a file beyond it is something else [LE11]. */
export const MAX_CALENDAR_BYTES = 1_048_576;

/** As many of each group are shown; a file with more of them says how many. */
export const SHOWN_ROWS = 200;

/** A calendar file as its page sends it, with what was chosen of what the preview showed. */
export const CalendarForm = v.object({
  file: v.pipe(
    v.instance(Uint8Array<ArrayBuffer>, 'form.required'),
    v.check((bytes) => bytes.byteLength > 0, 'form.required'),
  ),
  kind: v.optional(v.picklist(LEAVE_KINDS), 'holiday'),
  /** Keys of what is to be added and changed. */
  chosen: v.optional(v.array(v.string()), []),
  /** The fingerprint of the preview that was shown; empty for the first one. */
  seen: v.optional(v.string(), ''),
});

/** Days that a calendar says and that are not known yet. */
export interface NewDays extends LeaveDays {
  /** Tells the event from all others, and tells nothing of it: a hash. */
  key: string;
  /** Shown to whoever brought the file, and kept nowhere. */
  title: string;
}

/** A leave that came from the same event and lies on other days by now. */
export interface MovedDays extends NewDays {
  from: LeaveDays;
}

/** What importing a calendar file would do [LE13]. */
export interface CalendarPreview {
  added: readonly NewDays[];
  moved: readonly MovedDays[];
  /** Days that are entered already. */
  same: number;
  leftOut: number;
  faults: CalendarRead['faults'];
  fingerprint: string;
}

export interface CalendarImport {
  added: number;
  moved: number;
}

import * as v from 'valibot';
import type { RefusedRow } from '../../base/csv/refused-rows.ts';
import { optionalText } from '../../base/parse-input.ts';

/** A key such as HB-1042, and what a status or a version is called. */
export const TRACKER_KEY_MAX = 50;
export const TRACKER_WORD_MAX = 100;
/** A list of a tracker is as large as the issues of one product. */
export const MAX_TRACKER_BYTES = 20_000_000;
export const MOST_TRACKER_ROWS = 10_000;

const TRACKER_KEY = /^[\p{L}][\p{L}\p{N}_]*-\d+$/u;

/** Whether something is a key as trackers give them: a project, a hyphen and a number. */
export function isTrackerKey(text: string): boolean {
  return text.length <= TRACKER_KEY_MAX && TRACKER_KEY.test(text);
}

/** Where a finding stands in another tracker; nothing but empty texts while it is in none. */
export interface Tracked {
  key: string;
  status: string;
  /** In which version it was fixed, or will be. */
  version: string;
  isFixed: boolean;
}

export const UNTRACKED: Tracked = { key: '', status: '', version: '', isFixed: false };

export const TrackedForm = v.pipe(
  v.object({
    roundId: v.string(),
    findingId: v.string(),
    key: v.pipe(
      optionalText(TRACKER_KEY_MAX),
      v.check((key) => key === '' || isTrackerKey(key), 'tracker.badKey'),
    ),
    status: optionalText(TRACKER_WORD_MAX),
    version: optionalText(TRACKER_WORD_MAX),
  }),
  v.forward(
    v.check(({ key, status, version }) => key !== '' || (status === '' && version === ''), 'tracker.noKey'),
    ['key'],
  ),
);

/** What those who reported a finding are told: that it is done, or that a version was named for it. */
export type TrackerNews = 'done' | 'fixed';

/** The news in a change; null where it is none, and where they know it. */
export function newsOfTracked(before: Tracked, after: Tracked): TrackerNews | null {
  if (after.isFixed && !before.isFixed) return 'done';
  return after.version !== '' && after.version !== before.version ? 'fixed' : null;
}

export function isSameTracked(one: Tracked, other: Tracked): boolean {
  return (
    one.key === other.key &&
    one.status === other.status &&
    one.version === other.version &&
    one.isFixed === other.isFixed
  );
}

/** The label by which a finding comes back from a tracker. */
export const LABEL_START = 'herringbone-f-';

/** A list as a page sends it, and which preview it is about. */
export const TrackerImportForm = v.object({
  roundId: v.string(),
  file: v.pipe(
    v.instance(Uint8Array<ArrayBuffer>, 'form.required'),
    v.check((bytes) => bytes.byteLength > 0, 'form.required'),
  ),
  seen: v.optional(v.string(), ''),
});

/** A finding that a list would change. */
export interface TrackerChange {
  row: number;
  findingId: string;
  title: string;
  before: Tracked;
  after: Tracked;
  news: TrackerNews | null;
}

/** What a list would do, with every row in one of four places [SH97]. */
export interface TrackerPreview {
  changed: readonly TrackerChange[];
  same: number;
  unmatched: readonly { row: number; key: string; summary: string }[];
  refused: readonly RefusedRow[];
  headings: readonly string[];
  hasKey: boolean;
  fingerprint: string;
}

export interface TrackerDone {
  changed: number;
  told: number;
  undoId: string | null;
}

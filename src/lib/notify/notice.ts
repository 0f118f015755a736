import * as v from 'valibot';
import type { Id } from '../base/ids.ts';

export type NoticeId = Id<'notice'>;

/** What a notice says beside its subject: ids, days and numbers, by the names that its sentence uses. */
export const NoticeFacts = v.record(v.string(), v.union([v.string(), v.number()]));
export type NoticeFacts = v.InferOutput<typeof NoticeFacts>;

/** Where notices of one's own stand: what waits, what comes back later, what is done; and the things that are silent. */
export const SHELVES = ['waiting', 'snoozed', 'done', 'muted'] as const;
export type NoticeShelf = (typeof SHELVES)[number];

/** More waiting than this is shown as so many and more. */
export const MOST_WAITING_SHOWN = 99;

/** How long what is done, and a letter that was settled, can be looked at [NO12]. */
export const DONE_KEPT_DAYS = 90;

/** How often one letter gathers what was told. */
export const DIGEST_RHYTHMS = ['daily', 'weekly', 'none'] as const;
export type DigestRhythm = (typeof DIGEST_RHYTHMS)[number];

/** When one wants the digest, and whether what cannot wait comes at once. */
export interface DigestChoice {
  rhythm: DigestRhythm;
  /** 1 (Monday) to 7, for the weekly one. */
  weekday: number;
  /** Of the day, in the reader's zone. */
  hour: number;
  isUrgentAtOnce: boolean;
}

/** Of whoever never said otherwise. */
export const DEFAULT_DIGEST: DigestChoice = { rhythm: 'daily', weekday: 1, hour: 7, isUrgentAtOnce: true };

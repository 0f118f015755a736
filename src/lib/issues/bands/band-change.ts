import * as v from 'valibot';
import { requiredText } from '../../base/parse-input.ts';
import { BANDS, type Band } from '../prioritise.ts';

/** Why an issue came into another band: its ratings, somebody's hand, that taken back, or other thresholds [IS53]. */
export const BAND_CHANGE_WHYS = ['ratings', 'move', 'back', 'threshold'] as const;
export type BandChangeWhy = (typeof BAND_CHANGE_WHYS)[number];

/** A line of the history of an issue's bands; a band that its reader may not see yet is null, as one that was not there. */
export interface BandChange {
  id: string;
  atMs: number;
  from: Band | null;
  to: Band | null;
  why: BandChangeWhy;
  /** What who moved it said. */
  reason: string;
  byName: string;
}

/** Lines of the history that are read: what is older has been overtaken many times. */
export const MOST_BAND_CHANGES = 100;

/** An issue into another band, whatever its ratings say, for a reason that stays beside it [IS51]. */
export const MoveBandForm = v.object({
  issueId: v.string(),
  version: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer()),
  band: v.picklist(BANDS, 'form.required'),
  reason: requiredText(500),
});

export const MoveBackForm = v.object({
  issueId: v.string(),
  version: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer()),
});

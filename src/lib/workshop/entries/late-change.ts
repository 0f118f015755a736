import * as v from 'valibot';
import { flag } from '#lib/base/parse-input.ts';
import type { FishboneChange } from '#lib/ishikawa/diff-fishbones.ts';

/** The most that is handed in at once: an hour alone does not make more. */
export const MAX_LATE_CHANGES = 200;

/** More than this in one tray is looked through first. */
export const MAX_TRAY_CHANGES = 1_000;

/** Whether a tray that holds so many changes, `mine` of one person, takes `more` of that person [WS104]. */
export function hasTrayRoom(held: { all: number; mine: number }, more: number): boolean {
  return held.mine + more <= MAX_LATE_CHANGES * 2 && held.all + more <= MAX_TRAY_CHANGES;
}

/** A change of the board that came after its step had closed, in the tray of those who steer [WS104]. */
export type LateChange = FishboneChange & {
  id: string;
  /** Null for what was written in silence. */
  by: { id: string; name: string } | null;
};

const causeId = v.pipe(v.string(), v.maxLength(64));
const text = v.pipe(v.string(), v.maxLength(2_000));

const ChangeSchema = v.variant('kind', [
  v.object({ kind: v.picklist(['add', 'move']), causeId, text, under: causeId }),
  v.object({ kind: v.literal('change'), causeId, text, was: text }),
  v.object({ kind: v.literal('remove'), causeId, text }),
]);

/** `changes` comes as JSON: a list of FishboneChange. `isSilent`: written in silence, so nobody's. */
export const HandInForm = v.object({
  workshopId: v.string(),
  isSilent: v.optional(flag, false),
  changes: v.pipe(
    v.string(),
    v.parseJson(undefined, 'form.required'),
    v.array(ChangeSchema),
    v.minLength(1, 'form.required'),
    v.maxLength(MAX_LATE_CHANGES, 'form.tooLong'),
  ),
});

export const ReviewForm = v.object({
  workshopId: v.string(),
  itemId: v.string(),
  verdict: v.picklist(['accept', 'dismiss']),
});

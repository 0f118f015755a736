import * as v from 'valibot';
import { calendarDay, flag } from '#lib/base/parse-input.ts';
import type { FishboneChange } from '#lib/ishikawa/diff-fishbones.ts';

/** The most that is handed in at once: an hour alone does not make more. */
export const MAX_LATE_CHANGES = 200;

/** The most dots or ratings that one ballot counts. */
export const MAX_LATE_COUNT = 5_000;

/** More than this in one tray is looked through first. */
export const MAX_TRAY_CHANGES = 1_000;

/** Whether a tray that holds so many changes, `mine` of one person, takes `more` of that person [WS104]. */
export function hasTrayRoom(held: { all: number; mine: number }, more: number): boolean {
  return held.mine + more <= MAX_LATE_CHANGES * 2 && held.all + more <= MAX_TRAY_CHANGES;
}

/** What somebody typed for the room besides the board, and could not send in time [WS108]. */
export type LateWords =
  | { kind: 'definition' | 'parking'; text: string }
  | { kind: 'task'; text: string; owner: string; dueOn: string; causeId: string }
  | { kind: 'evidence'; text: string; causeId: string };

/**
 * That somebody's ballot came when its step was sealed: how many dots or rated causes, and neither whose nor
 * for what [WS110].
 */
export interface LateBallot {
  kind: 'ballot';
  of: 'vote' | 'rate';
  count: number;
}

/** What can be handed in. */
export type HandedIn = FishboneChange | LateWords | LateBallot;

/** What came after its step had closed, in the tray of those who steer [WS104]. */
export type LateChange = HandedIn & {
  id: string;
  /** Null for what was written in silence, and for what is nobody's in the room: definitions and ballots. */
  by: { id: string; name: string } | null;
};

/** Whether something stands in the tray without who made it. */
export function isNameless({ kind }: HandedIn): boolean {
  return kind === 'definition' || kind === 'ballot';
}

/**
 * What of this is not in the tray yet, among what the same person handed in: two tabs of one person find the same
 * words late. What is nobody's is left as it is, since two people may mean the same.
 */
export function unknownAmong<Change extends HandedIn>(
  changes: readonly Change[],
  waiting: readonly HandedIn[],
): Change[] {
  const there = new Set(waiting.map(keyOf));
  return changes.filter((change) => isNameless(change) || !there.has(keyOf(change)));
}

/** The same for the same words about the same thing; what its author did beside is left out. */
function keyOf(change: HandedIn): string {
  const about = 'causeId' in change ? change.causeId : '';
  const words = 'text' in change ? change.text : '';
  const under = 'under' in change ? change.under : '';
  const owed = change.kind === 'task' ? [change.owner, change.dueOn] : [];
  return JSON.stringify([change.kind, about, words, under, ...owed]);
}

const causeId = v.pipe(v.string(), v.maxLength(64));
const text = v.pipe(v.string(), v.maxLength(2_000));
const note = v.pipe(v.string(), v.maxLength(10_000));
const words = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));

/** What is handed in, and how the tray keeps it. */
export const HandedInSchema = v.variant('kind', [
  v.object({ kind: v.picklist(['add', 'move']), causeId, text, under: causeId }),
  v.object({ kind: v.picklist(['change', 'rename']), causeId, text, was: text }),
  v.object({ kind: v.literal('note'), causeId, text: note, was: note }),
  v.object({ kind: v.literal('remove'), causeId, text }),
  v.object({ kind: v.picklist(['definition', 'parking']), text: words(300) }),
  v.object({
    kind: v.literal('task'),
    text: words(300),
    owner: v.pipe(v.string(), v.maxLength(120)),
    dueOn: v.union([calendarDay(), v.literal('')]),
    causeId,
  }),
  v.object({ kind: v.literal('evidence'), text: words(1_000), causeId }),
  v.object({
    kind: v.literal('ballot'),
    of: v.picklist(['vote', 'rate']),
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_LATE_COUNT)),
  }),
]);

/** `changes` comes as JSON: a list of HandedIn. `isSilent`: written in silence, so nobody's. */
export const HandInForm = v.object({
  workshopId: v.string(),
  isSilent: v.optional(flag, false),
  changes: v.pipe(
    v.string(),
    v.parseJson(undefined, 'form.required'),
    v.array(HandedInSchema),
    v.minLength(1, 'form.required'),
    v.maxLength(MAX_LATE_CHANGES, 'form.tooLong'),
  ),
});

export const ReviewForm = v.object({
  workshopId: v.string(),
  itemId: v.string(),
  verdict: v.picklist(['accept', 'dismiss']),
});

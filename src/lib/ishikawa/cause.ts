import type { Id } from '#lib/base/ids.ts';

export type CauseId = Id<'cause'>;
export type CategoryId = Id<'category'>;

/** What a cause can hang on. Both kinds of id share one space, so that the two never collide. */
export type ParentId = CauseId | CategoryId;

/** Where a cause hangs: one value, so that a parent and an order from two moves never mix. */
export interface Place {
  parent: ParentId;
  order: string;
  /** The bone that the cause was on when it was placed: where it goes when `parent` cannot hold it. */
  home: CategoryId | null;
}

/** One cause as it is recorded. `authorId` is null when nobody may know who wrote it. */
export interface Cause {
  id: CauseId;
  place: Place;
  text: string;
  authorId: string | null;
  note: string;
  tags: readonly string[];
  /** Set when this is a second place of another cause, whose text it shows. */
  twinOf: CauseId | null;
  /** Set when it was merged into another cause, which takes over its wording. */
  mergedInto: CauseId | null;
  /** False for a cause that was removed or whose adding was undone; its record stays. */
  isLiving: boolean;
}

export const CATEGORY_HUES = [1, 2, 3, 4, 5, 6, 7, 8] as const;
/** Which of the eight bone colours of the design tokens a category wears. */
export type CategoryHue = (typeof CATEGORY_HUES)[number];

/** One main bone as it is recorded. */
export interface Category {
  id: CategoryId;
  order: string;
  name: string;
  /** What this bone asks; shown where one types. */
  question: string;
  hue: CategoryHue;
  isLiving: boolean;
}

/** The hue of the n-th category, counted from 0; they repeat after eight. */
export function hueOfIndex(index: number): CategoryHue {
  return CATEGORY_HUES[index % CATEGORY_HUES.length] ?? 1;
}

import type { StrokePath } from './anchored-picture.ts';
import type { PlacedLabel } from '../layout/fishbone-layout.ts';
import type { OutlineRow } from './outline-rows.ts';

/** What a page drew last, by key. */
export interface Drawn {
  labels: ReadonlyMap<string, PlacedLabel>;
  strokes: ReadonlyMap<string, StrokePath>;
  rows: ReadonlyMap<string, OutlineRow>;
}

/** A page on which nothing has been drawn yet. */
export function nothingDrawn(): Drawn {
  return { labels: new Map(), strokes: new Map(), rows: new Map() };
}

/**
 * The next list with the objects of the last one wherever nothing in them changed, so that a page
 * draws anew only what really did. Values are compared one level deep, lists and boxes two.
 */
export function reuseUnchanged<T extends object>(
  previous: ReadonlyMap<string, T>,
  next: readonly T[],
  keyOf: (item: T) => string,
): { items: readonly T[]; byKey: ReadonlyMap<string, T> } {
  const byKey = new Map<string, T>();
  const items = next.map((item) => {
    const before = previous.get(keyOf(item));
    const kept = before && isSame(before, item) ? before : item;
    byKey.set(keyOf(item), kept);
    return kept;
  });
  return { items, byKey };
}

function isSame(a: object, b: object, isNested = false): boolean {
  const entries = Object.entries(b);
  // Object.entries gives `any`; what is compared is not used.
  const before: Record<string, unknown> = { ...a };
  if (Object.keys(before).length !== entries.length) return false;
  return entries.every(([key, value]: [string, unknown]) => {
    const old = before[key];
    if (old === value) return true;
    const areObjects = typeof old === 'object' && typeof value === 'object' && old !== null && value !== null;
    return !isNested && areObjects && isSame(old, value, true);
  });
}

import * as v from 'valibot';
import type { MeasureKind } from '#lib/base/measure-kind.ts';

/** An insight as the room sees it: with its numbers as they were when it was added [WS66]. */
export interface PackedInsight {
  /** Of the place in the pack, not of the insight. */
  id: string;
  insightId: string;
  title: string;
  surveyName: string;
  waveName: string;
  fieldedOn: string;
  value: number;
  interval: readonly [number, number];
  n: number;
  /** What is measured, where it is known: of what was packed long ago it is not. */
  kind?: FigureKind | undefined;
  label?: string | undefined;
  /** The same question in earlier waves, the oldest first [WS130]. */
  earlier: readonly EarlierPoint[];
  /** What people wrote, as everybody may read it now. */
  quotes: readonly string[];
}

/** What an earlier wave gave. */
export interface EarlierPoint {
  waveName: string;
  value: number;
  interval: readonly [number, number];
  n: number;
}

type FigureKind = MeasureKind | 'share';

/** More figures than this are a report, and nobody looks at them together. */
export const MOST_PACKED = 12;

export const PackForm = v.object({
  workshopId: v.string(),
  insightId: v.pipe(v.string('form.required'), v.minLength(1, 'form.required')),
});

export const PackMoveForm = v.object({
  workshopId: v.string(),
  id: v.string(),
  to: v.picklist(['up', 'down']),
});

export const PackRemovalForm = v.object({ workshopId: v.string(), id: v.string() });

/** The ids after one of them went one place up or down; at the end it stays where it is. */
export function moveInOrder(ids: readonly string[], id: string, to: 'up' | 'down'): string[] {
  const from = ids.indexOf(id);
  const at = to === 'up' ? from - 1 : from + 1;
  if (from < 0 || at < 0 || at >= ids.length) return [...ids];
  const others = ids.filter((other) => other !== id);
  return [...others.slice(0, at), id, ...others.slice(at)];
}

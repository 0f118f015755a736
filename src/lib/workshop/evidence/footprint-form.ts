import type { MeasureKind } from '#lib/base/measure-kind.ts';
import * as v from 'valibot';
import type { FootprintReason, FootprintVerdict } from './footprint.ts';

/**
 * A group of a published segment: one answer, all that are not named, no answer, or an answer that was
 * named and is no longer, since it was masked or erased.
 */
export type ClaimedGroup = { kind: 'answer'; name: string } | { kind: 'others' | 'none' | 'withdrawn' };

/** Where scores should be low if the cause were true: in a group of a wave, or in a whole wave. */
export interface FootprintClaim {
  waveName: string;
  /** The segment and its group; null when the whole wave is meant. */
  group: {
    segment: string;
    group: ClaimedGroup;
    /** Where the tables name it; absent in a claim from before this was kept, which then names nothing. */
    place?: { waveId: string; column: string };
  } | null;
  /** The wave with which a whole wave is compared; null when a group is compared with the rest of its own. */
  against: string | null;
}

/** What a test of a footprint gave, with the numbers as they were [WS92]. */
export interface FootprintEvidence {
  kind: 'footprint';
  verdict: FootprintVerdict;
  reason: FootprintReason | null;
  /** The title of the metric at the head. */
  metric: string;
  measure: MeasureKind;
  claim: FootprintClaim;
  inside: { value: number; n: number } | null;
  outside: { value: number; n: number } | null;
  difference: number | null;
  interval: readonly [number, number] | null;
  smallest: number;
}

/** What a cause can be tested on: the metric at the head, and the waves with published tables of it. */
export interface FootprintChoices {
  metric: { title: string; kind: MeasureKind } | null;
  waves: readonly {
    id: string;
    name: string;
    segments: readonly {
      column: string;
      label: string;
      groups: readonly { key: string; group: ClaimedGroup }[];
    }[];
  }[];
}

/** The smallest difference that matters, unless somebody says another: in points of the metric. */
export const SMALLEST_DIFFERENCE: Record<MeasureKind, number> = { nps: 5, 'top-two-box': 5, mean: 0.2 };

export const FootprintForm = v.object({
  workshopId: v.string(),
  causeId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  waveId: v.pipe(v.string('form.required'), v.minLength(1, 'form.required')),
  /** The column of the segment; empty for the whole wave. */
  segment: v.optional(v.string(), ''),
  group: v.optional(v.string(), ''),
  /** Another wave, for a whole one. */
  againstId: v.optional(v.string(), ''),
  smallest: v.pipe(
    v.union([v.string(), v.number()], 'form.required'),
    v.transform((value) => Number(String(value).trim().replace(',', '.') || Number.NaN)),
    v.number('form.number'),
    v.finite('form.number'),
    v.minValue(0, 'form.tooSmall'),
    v.maxValue(200, 'form.tooLarge'),
  ),
});

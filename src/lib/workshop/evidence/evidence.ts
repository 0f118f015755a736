import * as v from 'valibot';
import { optionalText, requiredText } from '#lib/base/parse-input.ts';
import type { FileEvidence } from './evidence-file.ts';
import type { FootprintEvidence } from './footprint-form.ts';

/** Where a cause stands [WS40]: possible until the room has checked it. */
export const CAUSE_STATUSES = ['possible', 'verified', 'ruled-out'] as const;
export type CauseStatus = (typeof CAUSE_STATUSES)[number];

/** What was decided about a cause, and by whom. */
export interface CauseCheck {
  status: CauseStatus;
  reason: string;
  byName: string;
  atMs: number;
}

/** Something that speaks for or against a cause. */
export type Evidence =
  | { kind: 'note'; text: string }
  | { kind: 'quote'; text: string }
  | { kind: 'link'; text: string; url: string }
  | {
      kind: 'insight';
      insightId: string;
      title: string;
      waveName: string;
      value: number;
      interval: readonly [number, number];
      n: number;
    }
  | FootprintEvidence
  | FileEvidence;

/** A piece of evidence as it hangs on a cause. */
export interface CauseEvidence {
  id: string;
  evidence: Evidence;
  byName: string;
  atMs: number;
}

const place = { workshopId: v.string(), causeId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)) };

export const EvidenceForm = v.variant('kind', [
  v.object({ ...place, kind: v.literal('note'), text: requiredText(1000) }),
  v.object({ ...place, kind: v.literal('quote'), text: requiredText(1000) }),
  v.object({
    ...place,
    kind: v.literal('link'),
    text: optionalText(200),
    url: v.pipe(
      v.string('form.required'),
      v.trim(),
      v.maxLength(1000, 'form.tooLong'),
      // Only what a browser opens as a page: never script or a file of the reader's own.
      v.regex(/^https?:\/\/\S+$/i, 'evidence.badLink'),
    ),
  }),
  v.object({
    ...place,
    kind: v.literal('insight'),
    insightId: v.pipe(v.string(), v.minLength(1, 'form.required')),
  }),
]);

export const EvidenceRemovalForm = v.object({ workshopId: v.string(), id: v.string() });

export const StatusForm = v.object({
  ...place,
  status: v.picklist(CAUSE_STATUSES),
  reason: optionalText(500),
});

/** Whether a cause can be verified on it: a footprint that is not there, or tells nothing, is no ground. */
export function isGround(evidence: Evidence): boolean {
  return evidence.kind !== 'footprint' || evidence.verdict === 'supports';
}

/** Why a status was not set. */
export type StatusRefusal = 'needs-evidence' | 'own-cause' | 'needs-reason';

/**
 * Whether somebody may give a cause a status [WS41]: verified needs evidence and somebody who did not
 * write the cause; ruled out needs a reason, which stays with it. Undefined when they may.
 */
export function refuseStatus(
  status: CauseStatus,
  facts: { evidence: number; authorId: string | null; actorId: string; reason: string },
): StatusRefusal | undefined {
  if (status === 'verified') {
    if (facts.evidence === 0) return 'needs-evidence';
    if (facts.authorId === facts.actorId) return 'own-cause';
  }
  if (status === 'ruled-out' && facts.reason === '') return 'needs-reason';
  return undefined;
}

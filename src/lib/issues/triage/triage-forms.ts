import * as v from 'valibot';
import { calendarDay, requiredText } from '../../base/parse-input.ts';
import { MOST_AT_ONCE } from '../issue-bulk.ts';
import { TRIAGES, type Triage } from '../triage.ts';

/** Which issues a press is about, as in `BulkStateForm`. */
const ids = {
  ids: v.pipe(v.optional(v.array(v.string()), []), v.maxLength(MOST_AT_ONCE)),
  query: v.optional(v.pipe(v.string(), v.maxLength(2000))),
};

/** As long as a reason may be: a sentence or two, for whoever reported it. */
export const REASON_MAX = 500;

/** What somebody decides about issues [IS21]: a reason where they are declined, a day where they come back. */
export const TriageForm = v.variant('triage', [
  v.object({ ...ids, triage: v.literal('new') }),
  v.object({ ...ids, triage: v.literal('accepted') }),
  v.object({ ...ids, triage: v.literal('declined'), reason: requiredText(REASON_MAX) }),
  v.object({ ...ids, triage: v.literal('snoozed'), until: calendarDay() }),
]);
export type TriageForm = v.InferOutput<typeof TriageForm>;

/** Who answers for issues; empty for nobody [IS30]. */
export const OwnerForm = v.object({ ...ids, ownerId: v.optional(v.string(), '') });

/** Where an issue stood before a press, as it is kept for an hour. */
export const StoredTriage = v.array(
  v.object({
    id: v.string(),
    /** The version that the press made. */
    version: v.number(),
    triage: v.picklist(TRIAGES),
    reason: v.nullable(v.string()),
    until: v.nullable(v.string()),
    ownerId: v.nullable(v.string()),
  }),
);

/** What a press of triage came to. */
export interface TriageDone {
  changed: number;
  /** Those that triage does not decide about any more: in a project, over, or merged. */
  kept: number;
  undoId: string | null;
}

/** What an issue's page and the view of triage say beside its state. */
export interface TriageFacts {
  triage: Triage;
  reason: string | null;
  /** The day (ISO) on which it comes back. */
  until: string | null;
  owner: { id: string; name: string } | null;
  reporters: readonly string[];
  duplicateOf: { number: number; title: string } | null;
  /** Those that it stands for. */
  duplicates: readonly { id: string; number: number; title: string }[];
}

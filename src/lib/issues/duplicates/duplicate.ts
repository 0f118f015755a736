import * as v from 'valibot';
import { requiredText } from '../../base/parse-input.ts';
import type { Verdict } from '../../base/verdict.ts';
import { ISSUE_STATES } from '../issue.ts';
import { TRIAGES } from '../triage.ts';
import type { IssueOutcome } from '../triage.ts';

/** Which issue becomes part of which [IS27]; the other one by its number, as people say it, or by its id. */
export const MergeForm = v.object({ fromId: v.string(), into: requiredText(40) });

/** Two that look alike and are not the same [IS26]. */
export const UnlikeForm = v.object({ oneId: v.string(), otherId: v.string() });

/** An issue that is about the same as another, or as what somebody types. */
export interface LikelyDuplicate {
  id: string;
  number: number;
  title: string;
  outcome: IssueOutcome;
  /** From 0 to 1: how much of what their words tell they share. */
  likeness: number;
}

/** A likely duplicate with whether what was done about it worked; null where nobody measured. */
export interface SimilarIssue extends LikelyDuplicate {
  verdict: Verdict | null;
}

/** Two issues that look alike, the older first. */
export interface LikelyPair {
  older: Omit<LikelyDuplicate, 'likeness'>;
  newer: Omit<LikelyDuplicate, 'likeness'>;
  likeness: number;
}

/** What a merge did to two issues, as it is kept for an hour. */
export const StoredMerge = v.object({
  from: v.object({
    id: v.string(),
    /** As the merge left it. */
    version: v.number(),
    state: v.picklist(ISSUE_STATES),
    triage: v.picklist(TRIAGES),
    reason: v.nullable(v.string()),
    until: v.nullable(v.string()),
  }),
  into: v.object({
    id: v.string(),
    version: v.number(),
    state: v.picklist(ISSUE_STATES),
    triage: v.picklist(TRIAGES),
    insightId: v.nullable(v.string()),
    ownerId: v.nullable(v.string()),
  }),
  /** Answers of the standing session that went over, as they were, and when they count as given from then on. */
  ratings: v.array(
    v.object({
      personId: v.string(),
      importance: v.nullable(v.number()),
      urgency: v.nullable(v.number()),
      ratedAtMs: v.number(),
      isOlder: v.boolean(),
      filled: v.optional(v.nullable(v.number()), null),
      otherReason: v.optional(v.nullable(v.string()), null),
    }),
  ),
  movedAtMs: v.number(),
  causes: v.array(v.object({ workshopId: v.string(), causeId: v.string() })),
  /** Projects that deal with the other one since, those that dealt with both, and those that were first of it. */
  projects: v.object({ moved: v.array(v.string()), both: v.array(v.string()), first: v.array(v.string()) }),
  /** Who is told of the other one since. */
  reporterIds: v.array(v.string()),
  /** Issues that were part of it before. */
  twinIds: v.array(v.string()),
});
export type StoredMerge = v.InferOutput<typeof StoredMerge>;
